#include "ui/desk/shell.h"

#include <array>

#include "ui/desk/list.h"
#include "ui/desk/undo.h"
#include "ui/desk/views/views.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kHeader = 48, kFoot = 56, kMargin = 24;
constexpr std::int64_t kAnswerShownMs = 8'000;
constexpr int kLowBattery = 15;
constexpr std::int64_t kSaidForSeconds = 4;

constexpr std::array<const char*, kViews> kTitles{"Finish line", "Chute",   "Announcer", "Director", "Tents",
                                                  "Heats",       "Results", "Grants",    "Devices"};
const char* title_of(View view) { return kTitles[static_cast<std::size_t>(view)]; }

struct LinkWords {
    Mark mark = Mark::live;
    std::string words;
    Ink ink = Ink::ok;
};

LinkWords link_words(const Desk& desk) {
    const std::string kept = desk.station.unsent > 0 ? "saved here: " + grouped(desk.station.unsent) + " to send"
                                                     : std::string{"saved here"};
    switch (desk.link.state) {
        case LinkLook::State::live:
            if (desk.station.unsent > 0) return {Mark::live, "sending " + grouped(desk.station.unsent), Ink::muted};
            return {Mark::live, desk.station.records ? "sent" : "live", Ink::ok};
        case LinkLook::State::connecting:
            return {Mark::lost, "connecting", Ink::muted};
        case LinkLook::State::lost:
            return {Mark::lost, desk.station.records ? kept : "server lost " + ago(desk.link.since_s), Ink::warn};
        case LinkLook::State::refused:
            return {Mark::lost, "not let in", Ink::bad};
        case LinkLook::State::newer:
            return {Mark::lost, "server is newer", Ink::bad};
    }
    return {};
}

void draw_header(Frame& frame, Rect strip) {
    Kit& kit = frame.kit;
    const Desk& desk = frame.desk;
    kit.fill(strip, Ink::surface);
    kit.rule(strip.x, strip.bottom() - 1, strip.w);
    Rect row{strip.x + kMargin, strip.y, strip.w - 2 * kMargin, strip.h - 1};

    const LinkWords link = link_words(desk);
    const float link_width = kit.width(link.words, Size::meta, Weight::medium);
    kit.text(row.take_right(link_width), link.words, {Size::meta, link.ink, Weight::medium});
    kit.mark(row.take_right(24), link.mark, link.ink);
    row.take_right(16);
    if (desk.snapshot) {
        const std::string clock = clock_time(desk.now, *desk.snapshot->rules, true);
        kit.text(row.take_right(kit.width(clock, Size::body, Weight::medium)), clock,
                 {Size::body, Ink::text, Weight::medium});
        row.take_right(24);
    }
    if (desk.battery_percent && !desk.charging && *desk.battery_percent < 2 * kLowBattery) {
        const std::string words = "battery " + std::to_string(*desk.battery_percent) + " %";
        kit.text(row.take_right(kit.width(words, Size::meta)), words, {Size::meta, Ink::warn});
        row.take_right(24);
    }
    if (desk.sound.muted || !desk.sound.working) {
        const std::string words = desk.sound.muted ? "sound off" : "no sound";
        kit.text(row.take_right(kit.width(words, Size::meta)), words, {Size::meta, Ink::warn});
        row.take_right(24);
    }
    if (desk.station.practice) {
        kit.text(row.take_right(kit.width("PRACTICE", Size::body, Weight::medium)), "PRACTICE",
                 {Size::body, Ink::warn, Weight::medium});
        row.take_right(24);
    }
    const std::string title = title_of(frame.screen.view);
    kit.text(row.take_left(kit.width(title, Size::body, Weight::medium)), title,
             {Size::body, Ink::text, Weight::medium});
    row.take_left(16);
    if (desk.snapshot) kit.text(row, desk.snapshot->rules->name, {Size::body, Ink::muted});
}

// The list of views; its keys are KeyDesk's. A click beside it closes it.
void draw_menu(Frame& frame, Rect body) {
    Kit& kit = frame.kit;
    const std::vector<View> views = views_of(frame.desk.link.role);
    const Rect panel{body.x + kMargin - 8, body.y + 8, 320, static_cast<float>(views.size()) * 44 + 16};
    kit.fill(panel, Ink::background, 4);
    kit.frame(panel, Ink::text, 2);
    ListState state;
    state.selected = frame.desk.menu.chosen;
    Rect rows = panel.inset(8);
    rows.h = std::min(rows.h, body.bottom() - rows.y);
    std::optional<View> clicked;
    draw_list(frame, rows, state, views.size(), {44, true, {}}, [&](std::size_t i, Rect where, bool) {
        if (kit.clicked(where) && kit.hovered(rows)) clicked = views[i];
        Rect row = where.inset(8);
        row.y = where.y;
        row.h = where.h;
        const std::string digit = std::to_string(i + 1);
        kit.text(row.take_left(24), digit, {Size::meta, Ink::muted, Weight::medium});
        kit.text(row, title_of(views[i]),
                 {Size::body, Ink::text, views[i] == frame.screen.view ? Weight::medium : Weight::regular});
    });
    if (clicked) frame.intents.push_back(intent::ShowView{*clicked});
    if (kit.mouse().clicked) frame.intents.push_back(intent::CloseMenu{});
}

void draw_guard(Kit& kit, const Guard& guard) {
    const Rect all = kit.screen();
    kit.fill(all, Ink::background);
    kit.fill({all.x, all.y, all.w, 16}, guard.ink);
    kit.fill({all.x, all.bottom() - 16, all.w, 16}, guard.ink);
    const float middle = all.y + all.h / 2;
    const Size size = kit.fit(guard.headline, all.w - 2 * kMargin, Size::clock, Weight::medium);
    const bool low = all.h < 480;  // A large zoom on a small screen.
    kit.text({all.x + kMargin, middle - (low ? 120.0F : 140.0F), all.w - 2 * kMargin, low ? 120.0F : 160.0F},
             guard.headline, {size, guard.ink, Weight::medium, Align::centre});
    const float side = low ? kMargin : 120;
    kit.paragraph({all.x + side, middle + (low ? 16.0F : 60.0F), all.w - 2 * side, low ? middle - 48 : 180.0F},
                  guard.sentence, {Size::heading, Ink::text, Weight::regular, Align::centre});
}

bool has_foot(const Frame& frame) {
    const Desk::Answer& answer = frame.desk.answer;
    return frame.screen.prompt || !frame.screen.said.empty() ||
           (!answer.sentence.empty() && answer.age_ms <= kAnswerShownMs);
}

// The foot: a line that is being typed, why the last key did nothing, or what became of the last command.
void draw_foot(Frame& frame, Rect foot) {
    Kit& kit = frame.kit;
    if (frame.screen.prompt) {
        kit.fill(foot, Ink::surface);
        kit.rule(foot.x, foot.y, foot.w);
        Rect row{foot.x + kMargin, foot.y, foot.w - 2 * kMargin, foot.h};
        const Prompt& prompt = *frame.screen.prompt;
        const float label = std::min(kit.width(prompt.label, Size::body, Weight::medium), row.w * 0.6F);
        kit.text(row.take_left(label), prompt.label, {Size::body, Ink::text, Weight::medium});
        row.take_left(16);
        if (prompt.empty_given) {
            kit.text(row.take_left(kit.width("_", Size::body, Weight::medium)), "_",
                     {Size::body, Ink::accent, Weight::medium});
            row.take_left(16);
            kit.text(row, "Type it, then Enter; Esc leaves it", {Size::body, Ink::warn});
            return;
        }
        kit.text(row, prompt.typed + "_", {Size::body, Ink::accent, Weight::medium});
        return;
    }
    const auto say = [&](Mark mark, Ink ink, const std::string& words) {
        kit.fill(foot, Ink::surface);
        kit.rule(foot.x, foot.y, foot.w);
        Rect row{foot.x + kMargin, foot.y, foot.w - 2 * kMargin, foot.h};
        kit.mark(row.take_left(24), mark, ink);
        row.take_left(8);
        kit.text(row, words, {Size::body, ink, Weight::medium});
    };
    if (!frame.screen.said.empty()) return say(Mark::look, Ink::warn, frame.screen.said);
    const Desk::Answer& answer = frame.desk.answer;
    say(answer.done ? Mark::back : Mark::look, answer.done ? Ink::ok : Ink::bad, answer.sentence);
}

void draw_nothing_yet(Frame& frame, Rect body) {
    Kit& kit = frame.kit;
    const bool refused =
        frame.desk.link.state == LinkLook::State::refused || frame.desk.link.state == LinkLook::State::newer;
    kit.text({body.x, body.y + body.h / 2 - 60, body.w, 60},
             refused ? "The server does not let this laptop in" : "Waiting for the server",
             {Size::action, Ink::text, Weight::medium, Align::centre});
    kit.paragraph(
        {body.x + 160, body.y + body.h / 2 + 16, body.w - 320, 120},
        frame.desk.link.sentence.empty() ? "It comes by itself; nothing is to be done here." : frame.desk.link.sentence,
        {Size::heading, Ink::muted, Weight::regular, Align::centre});
}

void draw_view(Frame& frame, Rect body) {
    switch (frame.screen.view) {
        case View::finish:
            return draw_finish(frame, body);
        case View::chute:
            return draw_chute(frame, body);
        case View::announcer:
            return draw_announcer(frame, body);
        case View::director:
            return draw_director(frame, body);
        case View::tents:
            return draw_tents(frame, body);
        case View::heats:
            return draw_heats(frame, body);
        case View::results:
            return draw_results(frame, body);
        case View::grants:
            return draw_grants(frame, body);
        case View::devices:
            return draw_devices(frame, body);
    }
}

// Zoom in steps that people can tell apart.
int next_zoom(int percent, int direction) {
    constexpr std::array<int, 10> kSteps{80, 90, 100, 110, 125, 150, 175, 200, 225, 250};
    if (direction > 0) {
        for (const int step : kSteps) {
            if (step > percent) return step;
        }
        return kSteps.back();
    }
    for (std::size_t i = kSteps.size(); i-- > 0;) {
        if (kSteps[i] < percent) return kSteps[i];
    }
    return kSteps.front();
}

void show(Frame& frame, View view) {
    if (!may_see(frame.desk.link.role, view) || view == frame.screen.view) return;
    frame.screen.view = view;
    frame.screen.prompt.reset();
}

// The keys that mean the same in every view.
void take_common_keys(Frame& frame) {
    Screen& screen = frame.screen;
    while (frame.take(Key::f9)) screen.theme = next_theme(screen.theme);
    while (frame.take(Key::plus, true)) screen.zoom_percent = next_zoom(screen.zoom_percent, 1);
    while (frame.take(Key::minus, true)) screen.zoom_percent = next_zoom(screen.zoom_percent, -1);
    std::erase_if(frame.keys, [&](const KeyPress& press) {
        if (press.key != Key::letter || !press.ctrl || press.text < U'0' || press.text > U'9') return false;
        if (press.text == U'0') {
            screen.zoom_percent = 100;
        } else {
            show(frame, static_cast<View>(press.text - U'1'));
        }
        return true;
    });
}

}  // namespace

std::optional<Guard> guard_of(const Desk& desk, View view) {
    if (view != View::finish && view != View::chute) return std::nullopt;
    if (!desk.focused)
        return Guard{"NOT LISTENING", "Click here, or press Alt and Tab until this window is in front.", Ink::bad};
    if (!desk.station.trouble.empty()) return Guard{"NOT RECORDING", desk.station.trouble, Ink::bad};
    // These two need nothing here and now: they are said once, large, and stay in the header.
    const bool lost = desk.link.state == LinkLook::State::lost;
    if (desk.station.records && lost && desk.link.since_s < kSaidForSeconds)
        return Guard{"SERVER LOST",
                     "Keep going: everything is saved here (" + grouped(desk.station.unsent) +
                         " to send) and goes out by itself later.",
                     Ink::warn};
    const bool refused = desk.link.state == LinkLook::State::refused || desk.link.state == LinkLook::State::newer;
    if (desk.station.records && refused && desk.link.since_s < kSaidForSeconds)
        return Guard{"NOT LET IN", "Keep going: everything is saved here. " + desk.link.sentence, Ink::bad};
    if (desk.battery_low_ms > 0 && desk.battery_low_ms < kSaidForSeconds * 1'000)
        return Guard{"BATTERY LOW", "Plug in the charger. Everything goes on meanwhile.", Ink::warn};
    return std::nullopt;
}

void draw_frame(Frame& frame) {
    Kit& kit = frame.kit;
    kit.fill(kit.screen(), Ink::background);
    frame.screen.seen_buttons.swap(frame.screen.buttons);
    frame.screen.buttons.clear();
    if (!frame.keys.empty()) frame.screen.said.clear();
    take_common_keys(frame);
    if (const auto guard = guard_of(frame.desk, frame.screen.view)) {
        draw_guard(kit, *guard);
        frame.keys.clear();
        return;
    }
    Rect body = kit.screen();
    draw_header(frame, body.take_top(kHeader));
    const bool stands_alone = frame.screen.view == View::finish || frame.screen.view == View::chute;
    // A click on the list is none on what lies under it.
    const Mouse mouse = kit.mouse();
    if (frame.desk.menu.open) kit.set_mouse({});
    if (!stands_alone) take_undo_key(frame);
    if (has_foot(frame)) body.take_bottom(kFoot);
    if (frame.desk.snapshot || (stands_alone && frame.desk.station.records)) {
        draw_view(frame, body);
    } else {
        draw_nothing_yet(frame, body);
    }
    // What a key of this frame opened or said stands over the view until the next frame makes room for it.
    if (has_foot(frame)) draw_foot(frame, Rect{kit.screen()}.take_bottom(kFoot));
    kit.set_mouse(mouse);
    if (frame.desk.menu.open) draw_menu(frame, body);
    std::erase_if(frame.intents, [&](const Intent& wanted) {
        const auto* other = std::get_if<intent::ShowView>(&wanted);
        if (other) show(frame, other->view);
        return other != nullptr;
    });
}

}  // namespace heatline::ui
