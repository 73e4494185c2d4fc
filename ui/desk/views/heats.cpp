// The heats view: the heats of the day on the left, the one that is looked at on the right, by team or as taps and
// numbers side by side; what can be done now at the foot.

#include <algorithm>

#include "ui/desk/memo.h"
#include "ui/desk/prompt.h"
#include "ui/desk/views/change.h"
#include "ui/desk/views/heats_parts.h"
#include "ui/desk/views/start_text.h"
#include "ui/desk/views/views.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kMargin = 24, kGutter = 24, kList = 456, kFoot = 40, kTabs = 40;
// Below this there is room for one column only.
constexpr float kTwoColumns = 1000, kLow = 560;

struct Kept {
    HeatId shown;  // In the last frame.
    Memo<std::shared_ptr<const Snapshot>, HeatsBook> book;
    Memo<std::pair<std::shared_ptr<const Snapshot>, HeatId>, std::vector<ChildPlace>> children;
    Memo<std::pair<std::shared_ptr<const Overview>, HeatId>, std::vector<MatchEntry>> entries;
    // Since an answer was given: the rows it found, and the card that it answered.
    std::shared_ptr<const HeatPicture> answered;
    ReviewCard card;
};

void draw_empty(Kit& kit, Rect body) {
    kit.text({body.x, body.y + body.h / 2 - 60, body.w, 60}, "No heats yet",
             {Size::action, Ink::text, Weight::medium, Align::centre});
    kit.paragraph({body.x + kMargin, body.y + body.h / 2 + 8, body.w - 2 * kMargin, 80},
                  "heatline plan DIR --write makes them from the roster.",
                  {Size::heading, Ink::muted, Weight::regular, Align::centre});
}

// The heat that is looked at, kept in the list and in the focus; the one that runs to begin with.
HeatId choose_heat(Frame& frame, const HeatsBook& book) {
    Screen& screen = frame.screen;
    const Snapshot& snapshot = *frame.desk.snapshot;
    if (!screen.heat || screen.heat.index() >= snapshot.heats.size()) {
        screen.heat = current_heat(snapshot, frame.desk.link.line.empty() ? "finish" : frame.desk.link.line);
        if (!screen.heat) screen.heat = HeatId{book.day.back()};
    }
    const auto at = std::find(book.day.begin(), book.day.end(), screen.heat.index());
    screen.lists["heats"].selected = static_cast<std::size_t>(at - book.day.begin());
    screen.focus.heat = screen.heat;
    return screen.heat;
}

// What an answer moved elsewhere, once it is there.
void say_changes(const HeatsLook& look, Kept& kept) {
    if (!kept.answered) return;
    const auto& now = look.desk().snapshot->heats[look.heat.index()];
    if (kept.answered->heat == look.heat && kept.answered == now) return;
    if (kept.answered->heat == look.heat && look.screen().said.empty())
        look.say(changed_times(*kept.answered, *now, kept.card));
    kept.answered.reset();
}

void draw_tabs(const HeatsLook& look, Rect row) {
    Kit& kit = look.frame.kit;
    const auto panel = static_cast<HeatsPlace>(look.screen().numbers["heats.panel"]);
    const HeatHead head = heat_head(look.desk(), look.book, look.heat);
    const Rect line = row;
    const auto tab = [&](const std::string& words, HeatsPlace place) {
        const bool open = panel == HeatsPlace::match ? place == HeatsPlace::match : place == HeatsPlace::children;
        const float width = kit.width(words, Size::body, Weight::medium);
        const Rect box = row.take_left(width + 8);
        kit.text(box, words, {Size::body, open ? Ink::text : Ink::muted, Weight::medium});
        if (open) kit.fill({box.x, box.bottom() - 3, width, 3}, look.place() == place ? Ink::accent : Ink::muted);
        if (kit.clicked(box)) look.go(place);
        row.take_left(24);
    };
    tab("Children", HeatsPlace::children);
    tab("Match", HeatsPlace::match);
    if (look.match && !look.match->rows.empty()) {
        const MatchCounts counts = match_counts(*look.match);
        kit.text(row, counts.words,
                 {Size::meta, counts.differ && look.picture().state == HeatState::running ? Ink::warn : Ink::muted});
        row.take_left(kit.width(counts.words, Size::meta) + 24);
    }
    if (!head.doubts.empty()) {
        const float width = std::min(row.w - 28, kit.width(head.doubts, Size::meta, Weight::medium));
        if (width > 0) {
            kit.text(row.take_right(width), head.doubts, {Size::meta, Ink::warn, Weight::medium});
            kit.mark(row.take_right(28).inset(4), Mark::look, Ink::warn);
        }
    }
    kit.rule(line.x, line.bottom() - 1, line.w);
}

void draw_panel(const HeatsLook& look, Rect rect, bool compact) {
    if (look.moving_team().team) return draw_heats_team(look, rect);
    if (look.moving()) return draw_heats_move(look, rect);
    draw_heats_head(look, rect.take_top(heats_head_height(compact)), compact);
    draw_tabs(look, rect.take_top(kTabs));
    if (static_cast<HeatsPlace>(look.screen().numbers["heats.panel"]) == HeatsPlace::match)
        return draw_heats_match(look, rect);
    draw_heats_children(look, rect);
}

// The team whose child is chosen.
TeamId chosen_team(const HeatsLook& look) {
    const auto chosen = chosen_row(look.screen().lists["heats.children"], look.children.size());
    if (!chosen || look.place() != HeatsPlace::children) return {};
    return look.desk().snapshot->roster->brief(look.children[*chosen].runner).team;
}

// What is said above a line that is typed: what a typed start would do, or why it is none.
std::pair<std::string, Ink> foot_words(const HeatsLook& look) {
    const auto& prompt = look.screen().prompt;
    if (prompt && prompt->purpose == "heats.start" && !prompt->typed.empty()) {
        const auto at = parse_start_text(prompt->typed, look.desk().now, *look.desk().snapshot->rules);
        if (at) return {start_change(look.desk(), look.heat, *at), Ink::text};
        return {at.error(), Ink::muted};
    }
    return {};
}

void draw_foot(const HeatsLook& look, Rect foot) {
    Kit& kit = look.frame.kit;
    kit.rule(foot.x, foot.y, foot.w);
    Rect row{foot.x + kMargin, foot.y + 1, foot.w - 2 * kMargin, foot.h - 1};
    const auto [words, ink] = foot_words(look);
    if (!words.empty()) {
        kit.text(row, words, {Size::body, ink, Weight::medium});
        return;
    }
    for (const HeatsHint& hint : heats_hints(look)) {
        const float key = kit.width(key_name(hint.key), Size::meta, Weight::medium) + 22;
        float width = key + kit.width(hint.does, Size::meta);
        // What would be taken back may be long.
        const bool cut = width > row.w && hint.key.key == Key::f8;
        const std::string does = cut ? "take back" : hint.does;
        if (cut) width = key + kit.width(does, Size::meta);
        if (width > row.w) break;
        draw_key_hint(look.frame, row.x, row.y + 6, hint.key, does);
        row.take_left(width + 20);
    }
}

}  // namespace

void HeatsLook::await_changes(const ReviewCard& card) const {
    Kept& kept = screen().memos.get<Kept>();
    kept.answered = desk().snapshot->heats[heat.index()];
    kept.card = card;
}

void draw_heats(Frame& frame, Rect body) {
    if (frame.desk.snapshot->heats.empty()) return draw_empty(frame.kit, body);
    Kept& kept = frame.screen.memos.get<Kept>();
    const auto& snapshot = frame.desk.snapshot;
    const HeatsBook& book = kept.book.of(snapshot, [&] { return heats_book(*snapshot); });
    const HeatId heat = choose_heat(frame, book);
    const auto& children =
        kept.children.of(std::pair{snapshot, heat}, [&] { return children_of(*snapshot, book, heat); });
    const HeatMatch* match = match_of(frame.desk, heat);
    const auto& entries = kept.entries.of(std::pair{frame.desk.overview, heat}, [&] {
        return match ? match_entries(*match, frame.desk.overview->loose) : std::vector<MatchEntry>{};
    });
    const HeatsLook look{frame, book, heat, children, match, entries, cards_of(frame.desk, heat)};
    Screen& screen = frame.screen;
    // Another heat has other rows.
    if (kept.shown && kept.shown != heat) {
        screen.lists["heats.children"] = {};
        screen.lists["heats.match"] = {};
        screen.numbers["heats.sure"] = 0;
        screen.numbers["heats.card"] = 0;
    }
    kept.shown = heat;
    hold_row(screen.lists["heats.children"], children.size(), child_rows(look));
    hold_row(screen.lists["heats.match"], entries.size(), match_rows(look));
    if (draw_change(frame, body, {chosen_team(look), heat})) return;
    take_drag(look);
    heats_keys(look);
    hold_card(look);
    say_changes(look, kept);

    // A line that is typed stands where the keys stood, unless there is something to say about it.
    const bool foot = !frame.screen.prompt || !foot_words(look).first.empty();
    if (foot) draw_foot(look, body.take_bottom(kFoot));
    const bool two = body.w >= kTwoColumns;
    const bool in_heats = look.place() == HeatsPlace::heats && !look.is_moving();
    if (two || in_heats) {
        const Rect list = two ? body.take_left(kList) : body;
        draw_heats_list(look, list);
    }
    if (two || !in_heats) {
        if (two) frame.kit.rule_down(body.x, body.y, body.h);
        const Rect panel{body.x + (two ? kGutter : kMargin), body.y + 8, body.w - kMargin - (two ? kGutter : kMargin),
                         body.h - 8};
        draw_panel(look, panel, body.h < kLow);
    }
    draw_dragged(look);
    // The keys and the mouse have moved the list: what is looked at follows, from the next frame on.
    const std::size_t selected = frame.screen.lists["heats"].selected;
    const bool busy = frame.screen.prompt.has_value() || look.is_moving();
    if (!busy && HeatId{book.day[selected]} != heat) {
        frame.screen.heat = HeatId{book.day[selected]};
        frame.screen.focus.heat = frame.screen.heat;
    }
}

}  // namespace heatline::ui
