#include "ui/desk/views/announcer_parts.h"
#include "ui/desk/views/views.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kMargin = 24, kSide = 360;
constexpr float kWide = 1000;  // From this width on there is a side column.

HeatId step_heat(const Snapshot& snapshot, HeatId from, int step) {
    if (snapshot.heats.empty()) return {};
    const auto count = static_cast<int>(snapshot.heats.size());
    const int now = from && from.index() < snapshot.heats.size() ? static_cast<int>(from.value) : 0;
    return HeatId{static_cast<std::uint32_t>(((now + step) % count + count) % count)};
}

void take_keys(Frame& frame, AnnouncerState& state, const AnnouncerLook& look) {
    AnnouncerChoice& choice = state.choice;
    const auto to_top = [&] { frame.screen.lists["announcer"] = {}; };
    if (frame.take(Key::left)) {
        choice = {step_heat(*frame.desk.snapshot, look.heat, -1), choice.results, false};
        to_top();
    }
    if (frame.take(Key::right)) {
        choice = {step_heat(*frame.desk.snapshot, look.heat, 1), choice.results, false};
        to_top();
    }
    if (frame.take(Key::f5) || frame.take(Key::escape)) {
        choice = {};
        to_top();
    }
    if (frame.take_letter('r')) {
        choice.rehearsal = !choice.rehearsal && look.next;
        to_top();
    }
    if (frame.take_letter('h')) {
        choice.results = !choice.results;
        choice.rehearsal = false;
        to_top();
    }
}

void draw_keys(Kit& kit, Rect strip, const AnnouncerLook& look, bool chose_results) {
    float x = strip.x;
    const float y = strip.y + (strip.h - 26) / 2;
    const auto hint = [&](const char* key, const std::string& does) {
        const float width = kit.width(key, Size::meta, Weight::medium) + kit.width(does, Size::meta) + 22;
        if (x + width <= strip.right()) x += kit.key_hint(x, y, key, does) + 24;
    };
    if (look.face == AnnouncerFace::rehearsal) {
        hint("R", "back");
    } else if (look.next) {
        hint("R", "rehearse " + counted(look.next_children, "name", "names"));
    }
    if (chose_results) {
        hint("H", "who finishes now");
    } else if (look.face == AnnouncerFace::finishing || look.face == AnnouncerFace::rehearsal) {
        hint("H", "results of the heat");
    }
    hint("Left, Right", "another heat");
    if (!look.followed) hint("F5", "follow the line again");
}

void draw_nothing_planned(Kit& kit, Rect rect, const char* headline, const char* sentence) {
    kit.text({rect.x, rect.y + rect.h / 2 - 88, rect.w, 64}, headline,
             {kit.fit(headline, rect.w, Size::action, Weight::medium), Ink::text, Weight::medium, Align::centre});
    kit.paragraph({rect.x, rect.y + rect.h / 2 - 8, rect.w, 80}, sentence,
                  {Size::heading, Ink::muted, Weight::regular, Align::centre});
}

void draw_finishing(Frame& frame, Rect rect, const AnnouncerLook& look, const std::vector<Milestone>& told) {
    Kit& kit = frame.kit;
    rect.take_top(draw_announcer_now(frame, rect, *look.spoken));
    kit.rule(rect.x, rect.y, rect.w);
    rect.take_top(12);
    if (rect.w >= kWide) {
        draw_announcer_side(frame, rect.take_right(kSide), look, told);
        rect.take_right(kMargin);
    }
    draw_last_finishers(frame, rect, *look.spoken, kLastFinishers);
}

void draw_countdown(Frame& frame, Rect rect, const AnnouncerLook& look) {
    if (rect.w < kWide) return draw_announcer_countdown(frame, rect, look);
    if (look.spoken) {
        Rect side = rect.take_right(rect.w * 0.42F);
        rect.take_right(kMargin);
        frame.kit.text(side.take_top(36), look.spoken_says, {Size::body, Ink::muted, Weight::medium});
        frame.kit.rule(side.x, side.y, side.w);
        draw_announcer_results(frame, side, *look.spoken);
        return draw_announcer_countdown(frame, rect, look);
    }
    draw_announcer_countdown(frame, rect, look);
}

}  // namespace

void draw_announcer(Frame& frame, Rect body) {
    auto& state = frame.screen.memos.get<AnnouncerState>();
    auto& memo = frame.screen.memos.get<AnnouncerMemo>();
    take_keys(frame, state, memo.look(frame.desk, state.choice));
    const AnnouncerLook look = memo.look(frame.desk, state.choice);
    const std::vector<Milestone> told = milestones_now(memo.told(frame.desk), frame.desk.now);

    Rect rest{body.x + kMargin, body.y, body.w - 2 * kMargin, body.h};
    if (look.face == AnnouncerFace::no_heats)
        return draw_nothing_planned(frame.kit, rest, "No heats yet", "They show here as soon as the meet is planned.");
    draw_announcer_head(frame, rest.take_top(rest.h < 480 ? 48 : 64), look);
    draw_keys(frame.kit, rest.take_bottom(rest.h < 480 ? 36 : 48), look, state.choice.results);
    switch (look.face) {
        case AnnouncerFace::no_heats:
            break;
        case AnnouncerFace::before:
        case AnnouncerFace::between:
        case AnnouncerFace::waiting:
            return draw_countdown(frame, rest, look);
        case AnnouncerFace::finishing:
            return draw_finishing(frame, rest, look, told);
        case AnnouncerFace::results:
        case AnnouncerFace::over:
            if (!look.spoken || look.spoken->by_place.empty())
                return draw_nothing_planned(frame.kit, rest, "Nobody has finished this heat", "");
            if (rest.w >= kWide) {
                draw_announcer_side(frame, rest.take_right(kSide), look, told);
                rest.take_right(kMargin);
            }
            return draw_announcer_results(frame, rest, *look.spoken);
        case AnnouncerFace::rehearsal:
            return draw_announcer_rehearsal(frame, rest, memo.rehearsal(frame.desk, look.next));
    }
}

}  // namespace heatline::ui
