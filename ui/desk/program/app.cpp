#include "ui/desk/program/app.h"

#include <signal.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>

#include "ui/desk/key_desk.h"
#include "ui/desk/practice/practice.h"
#include "ui/desk/program/battery.h"
#include "ui/desk/program/connection.h"
#include "ui/desk/program/desk_maker.h"
#include "ui/desk/program/painter.h"
#include "ui/desk/program/sound.h"
#include "ui/desk/program/teller.h"
#include "ui/desk/program/window.h"
#include "ui/desk/shell.h"
#include "ui/desk/suggest.h"
#include "ui/desk/views/chute_model.h"
#include "ui/desk/views/station_model.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

using timing::CommandAnswer;
using timing::Recorded;
using timing::StationInput;

constexpr std::int64_t kAlertEveryUs = 5'000'000;
constexpr std::int64_t kBatteryEveryUs = 5'000'000;
constexpr int kLowBattery = 15;

int fail(const std::string& sentence) {
    std::fprintf(stderr, "heatline-dashboard: %s\n", sentence.c_str());
    return 1;
}

// Set by SIGINT and SIGTERM; looked at every round.
std::atomic<bool> asked_to_end{false};
void on_signal(int) { asked_to_end = true; }

StationInput::Kind input_kind(key_action::Record::Kind kind) { return static_cast<StationInput::Kind>(kind); }

// "tap 42", "number 1044", "the start of Heat 3".
std::string named(const Recorded& done) {
    switch (done.reading.kind) {
        case ReadingKind::tap:
            return "tap " + std::to_string(done.taps + (done.what == Recorded::What::undone ? 1 : 0));
        case ReadingKind::bib:
            return done.reading.bib == "0" ? "an unknown child" : "number " + done.reading.bib;
        case ReadingKind::select:
            return "the mark of number " + done.reading.bib;
        case ReadingKind::start:
            return "the gun of heat " + done.reading.heat;
        case ReadingKind::token:
        case ReadingKind::chip:
        case ReadingKind::sighting:
            break;
    }
    return "a reading";
}
std::string words_of(const Recorded& done) {
    switch (done.what) {
        case Recorded::What::taken:
            return named(done);
        case Recorded::What::undone:
            return "removed " + named(done);
        case Recorded::What::redone:
            return "put back " + named(done);
        case Recorded::What::nothing_to_undo:
            return "there is nothing to take back";
        case Recorded::What::nothing_to_redo:
            return "there is nothing to put back";
    }
    return {};
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
        window_->listen([this](const RawKey& key) { press(key); }, [this] { bell_.ring(); }, [this] { look_round(); });
        painter_.reset();
        laptop_.reset();  // What waits is written.
        server_.reset();
        return 0;
    }

private:
    // ---- main thread

    void press(const RawKey& key) {
        KeyScene scene;
        {
            const std::lock_guard lock{mutex_};
            scene = scene_;
        }
        scene.view = painter_->view();
        std::optional<KeyAction> action;
        {
            const std::lock_guard lock{keys_mutex_};
            scene.practising = practice_.has_value();
            action = keys_.press(key, scene);
        }
        if (action) std::visit([this](const auto& wanted) { act(wanted); }, *action);
        bell_.ring();
    }
    void act(const key_action::Record& wanted) {
        {
            const std::lock_guard lock{keys_mutex_};
            if (practice_) {
                practice_->take(wanted);
                sound_.play(Tone::tap);
                teller_.say("practised");
                return;
            }
        }
        StationInput input;
        input.kind = input_kind(wanted.kind);
        input.boottime_us = wanted.device_us;
        input.wall_us = wanted.wall_us;
        input.text = wanted.text;
        if (!laptop_->push(std::move(input))) say("not recorded: too much waits for the disk", true);
    }
    void act(const key_action::Practice& wanted) { practise(wanted.on, painter_->view()); }
    void act(const key_action::Refused& refused) {
        {
            const std::lock_guard lock{keys_mutex_};
            if (practice_) {
                practice_->refuse(refused.why, boottime_us());
                sound_.play(Tone::error);
                return;
            }
        }
        say(refused.why, true);
    }
    void act(const key_action::ForView& key) { painter_->press(key.press); }

    // At least every 100 ms: what nobody tells of.
    void look_round() {
        if (asked_to_end) window_->request_close();
        const std::int64_t now = boottime_us();
        const WindowLook look = window_->peek();
        if (now - battery_read_us_ > kBatteryEveryUs) read_battery(now);
        teller_.say_if_new(told_focus_, look.focused ? "focus yes" : "focus no");
        std::optional<Guard> guard;
        {
            const std::lock_guard lock{mutex_};
            if (last_desk_) {
                last_desk_->focused = look.focused;
                guard = guard_of(*last_desk_, painter_->view());
            }
        }
        const std::string headline = guard ? guard->headline : "";
        if (headline != guard_headline_) bell_.ring();
        if (guard && (headline != guard_headline_ || now - alerted_us_ > kAlertEveryUs)) {
            alerted_us_ = now;
            sound_.play(Tone::alert);
        }
        guard_headline_ = headline;
        teller_.say_if_new(told_guard_, "guard " + (headline.empty() ? std::string{"none"} : headline));
        const auto link = laptop_->link();
        teller_.say_if_new(told_link_, "link " + std::to_string(static_cast<int>(link->state)) + " unsent " +
                                           std::to_string(laptop_->unsent()) + " role " +
                                           (link->role ? std::to_string(static_cast<int>(*link->role)) : "-"));
        teller_.say_if_new(told_view_, std::string{"view "} + view_word(painter_->view()));
        timing::LaptopHealth health;
        {
            const std::lock_guard lock{mutex_};
            if (battery_) health.battery = static_cast<std::uint32_t>(battery_->percent);
            health.charging = battery_ && battery_->charging;
        }
        health.view = view_word(painter_->view());
        health.trouble = guard && !look.focused ? "nobody listens: its window is not in front" : station_trouble();
        if (health != told_health_) laptop_->say_health(health);
        told_health_ = health;
    }
    std::string station_trouble() const {
        const auto station = laptop_->station();
        // Another window of this laptop that records is no trouble of the laptop's.
        return station && !station->elsewhere ? station->trouble : std::string{};
    }
    void read_battery(std::int64_t now) {
        battery_read_us_ = now;
        const auto battery = ui::read_battery();
        const std::lock_guard lock{mutex_};
        battery_ = battery;
        const bool low = battery && !battery->charging && battery->percent < kLowBattery;
        if (!low) low_since_us_ = 0;
        if (low && low_since_us_ == 0) low_since_us_ = now;
    }

    // ---- station thread

    void recorded(const std::vector<Recorded>& done) {
        for (const Recorded& one : done) {
            const bool useless =
                one.what == Recorded::What::nothing_to_undo || one.what == Recorded::What::nothing_to_redo;
            sound_.play(useless ? Tone::error : Tone::tap);
            const std::int64_t us = one.reading.device_time ? one.reading.device_time->us : 0;
            teller_.say("recorded " + words_of(one) + " us " + std::to_string(us) + " at " +
                        std::to_string(boottime_us()));
        }
        if (!done.empty()) {
            const std::lock_guard lock{mutex_};
            said_ = words_of(done.back());
            said_us_ = boottime_us();
            said_of_ = done.back().reading;
            said_before_ = done.back().what == Recorded::What::undone   ? "removed "
                           : done.back().what == Recorded::What::redone ? "put back "
                                                                        : "";
            said_useless_ = done.back().what == Recorded::What::nothing_to_undo ||
                            done.back().what == Recorded::What::nothing_to_redo;
        }
        bell_.ring();
    }

    // ---- any thread

    void practise(bool on, View view) {
        teller_.say(on ? "practice begins" : "practice ends");
        const std::lock_guard lock{keys_mutex_};
        if (on) {
            practice_.emplace(view, boottime_us());
        } else {
            keys_.practice_ended();
            practice_.reset();
        }
    }
    void say(const std::string& words, bool refused) {
        if (refused) sound_.play(Tone::error);
        const std::lock_guard lock{mutex_};
        said_ = words;
        said_us_ = boottime_us();
        said_of_.reset();
        said_useless_ = refused;
    }

    // ---- render thread

    Desk make_desk(const WindowLook& look, const Screen& screen) {
        const std::int64_t now = boottime_us();
        Desk desk = maker_.make(*laptop_, now, wall_us());
        desk.now_device_us = now;
        desk.focused = look.focused;
        desk.sound.working = sound_.working();
        desk.sound.muted = sound_.muted();
        if (server_ && desk.link.state != LinkLook::State::live) {
            if (std::string status = server_->status(); !status.empty()) desk.link.sentence = std::move(status);
        }
        {
            const std::lock_guard lock{keys_mutex_};
            keys_.show(screen.view, desk.station);
        }
        say_what_was_done(desk, now);
        if (!may_practise(desk) && end_practice()) say(kPracticeCutShort, false);
        remember(desk, screen);
        const std::lock_guard lock{keys_mutex_};
        if (!practice_ || practice_->view() != screen.view) return desk;
        practice_->tick(now);
        return practice_->desk(desk);
    }
    bool end_practice() {
        const std::lock_guard lock{keys_mutex_};
        const bool was = practice_.has_value();
        if (was) keys_.practice_ended();
        practice_.reset();
        return was;
    }
    void say_what_was_done(Desk& desk, std::int64_t now) {
        const std::lock_guard lock{mutex_};
        if (battery_) desk.battery_percent = battery_->percent;
        desk.charging = battery_ && battery_->charging;
        if (low_since_us_ != 0) desk.battery_low_ms = std::max<std::int64_t>(1, (now - low_since_us_) / 1'000);
        desk.station.said = said_;
        if (said_of_ && !said_useless_) {
            // With the number that it has in the list.
            const auto& entries = *desk.station.entries;
            const Instant at = said_of_->at ? *said_of_->at
                               : said_of_->device_time
                                   ? Instant{said_of_->device_time->us + maker_.offset_us().value_or(0)}
                                   : Instant{};
            const auto entry = std::find_if(entries.rbegin(), entries.rend(), [&](const OwnEntry& own) {
                return own.kind == said_of_->kind && own.at == at && own.bib == said_of_->bib;
            });
            if (entry != entries.rend()) desk.station.said = said_before_ + own_words(*entry);
            OwnEntry of;
            of.kind = said_of_->kind;
            of.bib = said_of_->bib;
            of.heat = said_of_->heat;
            if (said_of_->at) of.at = *said_of_->at;
            if (said_of_->device_time) of.at = Instant{said_of_->device_time->us + maker_.offset_us().value_or(0)};
            desk.station.said_of = of;
        }
        if (said_us_ != 0) desk.station.said_ms = (now - said_us_) / 1'000;
        desk.station.refused_flash = said_useless_;
        desk.answer.done = answer_done_;
        desk.answer.sentence = answer_;
        if (answer_us_ != 0) desk.answer.age_ms = (now - answer_us_) / 1'000;
    }
    // What the next key press depends on.
    void remember(const Desk& desk, const Screen& screen) {
        KeyScene scene;
        scene.view = screen.view;
        scene.records = desk.station.records;
        scene.may_practise = may_practise(desk);
        scene.next_heat = next_heat_name(desk);
        const auto gun = station_heats(desk).gun;
        if (gun && maker_.offset_us()) scene.line_gun_us = gun->us - *maker_.offset_us();
        scene.menu_views = 0;
        for (std::size_t i = 0; i < kViews; ++i)
            scene.menu_views += may_see(desk.link.role, static_cast<View>(i)) ? 1 : 0;
        if (desk.snapshot) {
            if (desk.snapshot->bibs != signs_of_) {
                signs_of_ = desk.snapshot->bibs;
                signs_ = bib_signs(*desk.snapshot);
            }
            scene.bib_signs = signs_;
            auto field = std::make_shared<const SuggestField>(suggested_.field(desk.snapshot, desk.link.line));
            scene.offered = [field, taken = own_numbers(desk.station), now = desk.now](std::string_view typed) {
                std::vector<std::string> bibs;
                for (const Suggestion& likely : field->suggest(typed, taken, now)) bibs.push_back(likely.out.bib);
                return bibs;
            };
        }
        const std::lock_guard lock{mutex_};
        scene_ = std::move(scene);
        last_desk_ = desk;
    }

    void take(Screen& screen, std::vector<Intent> intents) {
        if (options_.tell) tell_what_is_drawn();
        // A click chose from the list; a key that does is known to KeyDesk already.
        if (menu_was_open_ && !screen.menu_open) {
            const std::lock_guard lock{keys_mutex_};
            keys_.menu_is(false);
        }
        menu_was_open_ = screen.menu_open;
        if (const auto role = laptop_->link()->role) {
            // Also when it was asked for: what a role may not see it does not see.
            if (choose_view_ || !may_see(*role, screen.view)) screen.view = first_view(*role);
            choose_view_ = false;
        }
        if (screen.focus != looked_at_) {
            looked_at_ = screen.focus;
            laptop_->look_at(looked_at_);
        }
        for (const Intent& intent : intents) {
            if (const auto* practice = std::get_if<intent::Practice>(&intent)) practise(practice->on, screen.view);
            std::visit([this](const auto& wanted) { carry_out(wanted); }, intent);
        }
    }
    // For tests and figures: how many taps of its line stand on the screen now.
    void tell_what_is_drawn() {
        std::uint32_t taps = 0;
        {
            const std::lock_guard lock{mutex_};
            if (!last_desk_ || !last_desk_->overview) return;
            for (const LineWatch& line : last_desk_->overview->lines) taps = std::max(taps, line.taps);
        }
        if (taps == drawn_taps_) return;
        drawn_taps_ = taps;
        teller_.say("drawn taps " + std::to_string(taps) + " at " + std::to_string(boottime_us()));
    }
    void carry_out(const intent::Command& command) {
        // With an id, so that it is done once however often the way breaks.
        std::string body = command.json;
        const std::string id = "desk-" + std::to_string(started_us_) + "-" + std::to_string(++commands_);
        if (body.size() > 1 && body.front() == '{') body.insert(1, "\"id\":\"" + id + "\",");
        teller_.say("command " + command.json);
        laptop_->command(std::move(body), [this, words = command.words](const CommandAnswer& answer) {
            teller_.say("answer " + std::to_string(answer.status) + " " + answer.body);
            answer_with(answer.status == 200, answer.status == 200 ? words : sentence_of(answer));
        });
    }
    // What the foot of the screen says for a while. Any thread.
    void answer_with(bool done, std::string sentence) {
        {
            const std::lock_guard lock{mutex_};
            answer_done_ = done;
            answer_ = std::move(sentence);
            answer_us_ = boottime_us();
        }
        if (!done) sound_.play(Tone::error);
        bell_.ring();
    }
    void carry_out(const intent::Record& record) {
        StationInput input;
        input.kind = StationInput::Kind::reading;
        const std::int64_t now = boottime_us();
        input.boottime_us = record.device_us != 0 ? record.device_us : now;
        input.wall_us = wall_us() - (now - input.boottime_us);
        input.reading = record.reading;
        input.text = record.note;
        if (!laptop_->push(std::move(input))) return answer_with(false, "not recorded: this laptop may not record");
        if (!record.words.empty()) answer_with(true, record.words);
    }
    void carry_out(const intent::ShowView&) {}  // The shell's.
    void carry_out(const intent::Practice&) {}

    // The `detail` of problem+json, else the body: it is a sentence of the link then.
    static std::string sentence_of(const CommandAnswer& answer) {
        constexpr std::string_view kDetail = "\"detail\":\"";
        const std::size_t at = answer.body.find(kDetail);
        if (at == std::string::npos) return answer.body;
        std::string sentence;
        for (std::size_t i = at + kDetail.size(); i < answer.body.size() && answer.body[i] != '"'; ++i) {
            if (answer.body[i] == '\\' && i + 1 < answer.body.size()) ++i;
            sentence += answer.body[i];
        }
        return sentence;
    }

    const Options options_;
    Teller teller_;
    const std::int64_t started_us_ = wall_us();

    Bell bell_;  // Whatever rings it ends before it does.
    std::unique_ptr<Window> window_;
    std::unique_ptr<ServerChild> server_;
    Sound sound_;
    std::unique_ptr<timing::Laptop> laptop_;
    std::unique_ptr<Painter> painter_;

    // Main thread.
    std::int64_t battery_read_us_ = 0, alerted_us_ = 0;
    std::string guard_headline_;
    std::string told_focus_, told_guard_, told_link_, told_view_;
    timing::LaptopHealth told_health_;

    // Render thread.
    DeskMaker maker_;
    Focus looked_at_;
    std::uint64_t commands_ = 0;
    std::uint32_t drawn_taps_ = 0;
    std::shared_ptr<const std::vector<std::string>> signs_of_;
    std::u32string signs_;
    SuggestMemo suggested_;
    bool choose_view_ = false, menu_was_open_ = false;

    std::mutex keys_mutex_;
    // Guarded by keys_mutex_.
    KeyDesk keys_;
    std::optional<Practice> practice_;

    std::mutex mutex_;
    // Guarded by mutex_.
    KeyScene scene_;
    std::optional<Desk> last_desk_;
    std::optional<Battery> battery_;
    std::int64_t low_since_us_ = 0;
    std::string said_;
    std::int64_t said_us_ = 0;
    std::optional<Reading> said_of_;
    std::string said_before_;  // "removed ".
    bool said_useless_ = false;
    bool answer_done_ = true;
    std::string answer_;
    std::int64_t answer_us_ = 0;
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
