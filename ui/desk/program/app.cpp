#include "ui/desk/program/app.h"

#include <signal.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <utility>

#include "timing/station/published.h"
#include "timing/urgency.h"
#include "ui/desk/program/connection.h"
#include "ui/desk/program/desk_maker.h"
#include "ui/desk/program/errands.h"
#include "ui/desk/program/keyboard.h"
#include "ui/desk/program/painter.h"
#include "ui/desk/program/said.h"
#include "ui/desk/program/scene_maker.h"
#include "ui/desk/program/sound.h"
#include "ui/desk/program/teller.h"
#include "ui/desk/program/watch.h"
#include "ui/desk/program/window.h"
#include "ui/desk/station_heats.h"
#include "ui/desk/undo.h"

namespace heatline::ui {
namespace {

using timing::Recorded;
using timing::StationInput;

int fail(const std::string& sentence) {
    std::fprintf(stderr, "heatline-dashboard: %s\n", sentence.c_str());
    return 1;
}

// Set by SIGINT and SIGTERM; looked at every round.
std::atomic<bool> asked_to_end{false};
void on_signal(int) { asked_to_end = true; }

StationInput input_of(const key_action::Record& wanted) {
    StationInput input;
    input.kind = static_cast<StationInput::Kind>(wanted.kind);
    input.boottime_us = wanted.device_us;
    input.wall_us = wanted.wall_us;
    input.text = wanted.text;
    return input;
}

class App {
public:
    App(const Options& options, std::unique_ptr<Window> window)
        : options_(options), teller_(options.tell), window_(std::move(window)) {}

    int run() {
        auto connection = connect(options_, [this] { bell_.ring(); });
        if (!connection) return fail(connection.error());
        server_ = std::move(connection->server);
        laptop_ = std::make_unique<timing::Laptop>(
            std::move(connection->laptop),
            timing::Laptop::Callbacks{[this](const std::vector<Recorded>& done) { recorded(done); },
                                      [this] { bell_.ring(); }});
        watch_ = std::make_unique<Watch>(*laptop_, teller_,
                                         Watch::Doors{[this] { play(Tone::alert); }, [this] { bell_.ring(); }});
        Painter::Options painting;
        painting.screen.view = options_.view.value_or(View::finish);
        painting.screen.theme = options_.theme;
        painting.screen.zoom_percent = options_.zoom_percent;
        painting.slow_by = std::chrono::milliseconds{options_.slow_frames_ms};
        choose_view_ = !options_.view.has_value();
        painter_ = std::make_unique<Painter>(
            *window_, bell_,
            Painter::Doors{[this](const WindowLook& look, const Screen& screen) { return make_desk(look, screen); },
                           [this](Screen& screen, std::vector<Intent> intents) { take(screen, std::move(intents)); }},
            painting);
        ::signal(SIGINT, &on_signal);
        ::signal(SIGTERM, &on_signal);
        teller_.say("window");
        timing::go_first();  // From a press to its stamp, nothing waits.
        window_->listen([this](const RawKey& key) { press(key); }, [this] { bell_.ring(); }, [this] { look_round(); });
        painter_.reset();
        laptop_.reset();  // What waits is written.
        server_.reset();
        return 0;
    }

private:
    // ---- main thread, and a click of the render thread's

    void press(const RawKey& key) {
        KeyScene scene = *scene_.get();
        scene.view = painter_->view();
        const auto action = keyboard_.press(key, std::move(scene));
        if (action) std::visit([this](const auto& wanted) { act(wanted); }, *action);
        bell_.ring();
    }
    void act(const key_action::Record& wanted) {
        if (keyboard_.practise(wanted)) {
            play(Tone::tap);
            return teller_.say("practised");
        }
        if (!laptop_->push(input_of(wanted))) refuse("not recorded: too much waits for the disk");
    }
    void act(const key_action::Practice& wanted) { practise(wanted.on, painter_->view()); }
    void act(const key_action::Refused& refused) {
        if (keyboard_.practise(refused, boottime_us())) return play(Tone::error);
        refuse(refused.why);
    }
    void act(const key_action::ForView& key) { painter_->press(key.press); }

    void look_round() {
        if (asked_to_end) window_->request_close();
        watch_->look_round(window_->peek(), painter_->view(), *last_desk_.get(), boottime_us());
    }

    // ---- station thread

    void recorded(const std::vector<Recorded>& done) {
        for (const Recorded& one : done) {
            play(Said::useless(one) ? Tone::error : Tone::tap);
            if (!errands_.recorded(one)) said_.recorded(one, boottime_us());
            const std::int64_t us = one.reading.device_time ? one.reading.device_time->us : 0;
            teller_.say("recorded " + words_of(one) + " us " + std::to_string(us) + " at " +
                        std::to_string(boottime_us()));
        }
        bell_.ring();
    }

    // ---- any thread

    void play(Tone tone) {
        sound_.play(tone);
        if (tone == Tone::alert) teller_.say("tone alert");
    }
    void refuse(const std::string& why) {
        play(Tone::error);
        said_.say(why, true, boottime_us());
    }
    void answer(const Intent& asked, bool done, const std::string& sentence) {
        said_.answer(done, sentence, boottime_us());
        {
            const std::lock_guard lock{answers_mutex_};
            answers_.emplace_back(asked, done);
        }
        if (!done) play(Tone::error);
        bell_.ring();
    }
    void practise(bool on, View view) {
        teller_.say(on ? "practice begins" : "practice ends");
        if (on) {
            keyboard_.begin_practice(view, boottime_us());
        } else {
            keyboard_.end_practice();
        }
    }

    // ---- render thread

    std::shared_ptr<const Desk> make_desk(const WindowLook& look, const Screen& screen) {
        const std::int64_t now = boottime_us();
        auto desk = std::make_shared<Desk>(maker_.make(*laptop_, now, wall_us()));
        desk->now_device_us = now;
        desk->focused = look.focused;
        desk->sound.working = sound_.working();
        desk->sound.muted = sound_.muted();
        if (server_ && desk->link.state != LinkLook::State::live) {
            if (std::string status = server_->status(); !status.empty()) desk->link.sentence = std::move(status);
        }
        watch_->write(*desk, now);
        keyboard_.show(screen.view, *desk);
        if (!may_practise(*desk) && keyboard_.end_practice()) said_.say(kPracticeCutShort, false, now);
        said_.write(*desk, now, maker_.offset_us().value_or(0));
        scene_.set(scenes_.make(*desk, screen.view, maker_.offset_us()));
        last_desk_.set(desk);
        if (auto practised = keyboard_.practised(*desk, screen.view, now))
            return std::make_shared<const Desk>(std::move(*practised));
        return desk;
    }

    void take(Screen& screen, std::vector<Intent> intents) {
        if (options_.tell) tell_what_is_drawn();
        if (const auto role = laptop_->link()->role) {
            // Also when it was asked for: what a role may not see it does not see.
            if (choose_view_ || !may_see(*role, screen.view)) screen.view = first_view(*role);
            choose_view_ = false;
        }
        if (screen.focus != looked_at_) {
            looked_at_ = screen.focus;
            laptop_->look_at(looked_at_);
        }
        for (const Intent& wanted : intents) {
            if (const auto* practice = std::get_if<intent::Practice>(&wanted)) practise(practice->on, screen.view);
            if (const auto* command = std::get_if<intent::Command>(&wanted)) errands_.carry_out(*command, *laptop_);
            if (const auto* record = std::get_if<intent::Record>(&wanted))
                errands_.carry_out(*record, *laptop_, boottime_us(), wall_us());
            if (const auto* clicked = std::get_if<intent::Press>(&wanted))
                press({clicked->key, false, wall_us() - (boottime_us() - clicked->key.device_us)});
            if (std::holds_alternative<intent::CloseMenu>(wanted)) {
                keyboard_.close_menu();
                bell_.ring();
            }
        }
        hear_answers(screen);
    }
    // What was done since the last frame can be taken back from now on.
    void hear_answers(Screen& screen) {
        std::vector<std::pair<Intent, bool>> answers;
        {
            const std::lock_guard lock{answers_mutex_};
            answers.swap(answers_);
        }
        for (const auto& [asked, done] : answers) answered(screen, asked, done);
        if (!answers.empty()) bell_.ring();  // The hint of the key that takes it back.
    }
    // For tests and figures: which state stands on the screen now, and how many taps of its line.
    void tell_what_is_drawn() {
        const auto desk = *last_desk_.get();
        if (!desk || !desk->snapshot) return;
        const std::string at = " at " + std::to_string(boottime_us());
        const auto seq = desk->snapshot->seq;
        if (std::exchange(drawn_seq_, seq) != seq) teller_.say("drawn seq " + std::to_string(seq) + at);
        if (!desk->overview) return;
        std::uint32_t taps = 0;
        for (const LineWatch& line : desk->overview->lines) taps = std::max(taps, line.taps);
        if (std::exchange(drawn_taps_, taps) != taps) teller_.say("drawn taps " + std::to_string(taps) + at);
    }

    const Options options_;
    Teller teller_;

    Bell bell_;  // Whatever rings it ends before it does.
    std::unique_ptr<Window> window_;
    std::unique_ptr<ServerChild> server_;
    Sound sound_;
    Keyboard keyboard_;
    Said said_;
    Errands errands_{teller_, wall_us(), [this](const Intent& asked, bool done, const std::string& sentence) {
                         answer(asked, done, sentence);
                     }};
    std::unique_ptr<timing::Laptop> laptop_;
    std::unique_ptr<Watch> watch_;
    std::unique_ptr<Painter> painter_;

    // Made by the render thread, looked at by main.
    timing::Published<KeyScene> scene_;
    timing::Published<std::shared_ptr<const Desk>> last_desk_;  // Null before the first frame.

    // Render thread.
    DeskMaker maker_;
    SceneMaker scenes_;
    Focus looked_at_;
    Seq drawn_seq_ = 0;
    std::uint32_t drawn_taps_ = 0;
    bool choose_view_ = false;

    std::mutex answers_mutex_;
    std::vector<std::pair<Intent, bool>>
        answers_;  // Guarded by answers_mutex_: what was asked for, and whether it was done.
};

}  // namespace

int run_dashboard(const Options& options) {
    if (!options.screenshot.empty()) return take_screenshot(options);
    auto window = Window::make("Heatline", options.width, options.height);
    if (!window) return fail(window.error());
    App app{options, std::move(*window)};
    return app.run();
}

}  // namespace heatline::ui
