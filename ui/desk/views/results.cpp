#include <algorithm>

#include "ui/desk/prompt.h"
#include "ui/desk/utf8.h"
#include "ui/desk/views/results_parts.h"
#include "ui/desk/views/views.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kMargin = 24, kPanel = 360;
constexpr float kSideBySide = 1000;  // From this width on the child stands beside the table.
constexpr std::size_t kQueryBytesMax = 60;

// What is typed is searched for.
void type_query(Frame& frame, std::string& query) {
    std::erase_if(frame.keys, [&](const KeyPress& press) {
        if (press.ctrl || press.alt) return false;
        if (press.key == Key::backspace) {
            while (!query.empty() && (static_cast<unsigned char>(query.back()) & 0xC0) == 0x80) query.pop_back();
            if (!query.empty()) query.pop_back();
            return true;
        }
        if (press.key == Key::letter && press.text == U'/') {
            query.clear();
            return true;
        }
        const bool space = press.key == Key::space && !query.empty();
        if (press.key != Key::letter && !space) return press.key == Key::space;
        if (query.size() < kQueryBytesMax) query += space ? std::string{" "} : utf8_of(press.text);
        return true;
    });
    if (frame.take(Key::escape)) query.clear();
}

// Keeps the same child selected while lines come and go around it; a new search selects its best hit.
void hold_selection(Frame& frame, const ResultsTable& table, const std::string& query, ResultsState& state,
                    std::uint64_t made) {
    ListState& list = frame.screen.lists["results"];
    if (state.seen_table == made) return;
    const bool asked_anew = state.query != query;
    if (state.seen_table == 0 && frame.screen.runner) state.anchor = {HeatId::none(), frame.screen.runner, {}};
    const std::size_t found = asked_anew ? table.size() : table.index_of(*frame.desk.snapshot, state.anchor);
    if (found < table.size()) {
        // At the same height of the screen as before; at first, with a few lines above it.
        const std::size_t above = state.seen_table == 0 ? 4 : list.selected - std::min(list.selected, list.first);
        list.first = found - std::min(found, above);
        list.selected = found;
    } else {
        if (asked_anew || state.heat != frame.screen.heat) list = {};
        // Whoever was open is gone: what was meant for one child must not reach another.
        state.open = false;
        if (frame.screen.prompt && frame.screen.prompt->purpose.starts_with("results.")) frame.screen.prompt.reset();
    }
    state.seen_table = made;
    state.query = query;
    state.heat = frame.screen.heat;
}

void draw_search(Frame& frame, Rect strip, const std::string& query, const ResultsTable& table) {
    Kit& kit = frame.kit;
    const Snapshot& snapshot = *frame.desk.snapshot;
    const std::string choice = heat_choice(snapshot, frame.screen.heat);
    const std::string found =
        folded(query).empty() ? grouped(table.size()) + " in all" : grouped(table.size()) + " found";
    const float right = std::min(strip.w * 0.5F, 400.0F);
    Rect heat = strip.take_right(right);
    Rect count = heat.take_right(kit.width(found, Size::meta) + 1);
    heat.take_right(8);
    kit.text(count, found, {Size::meta, Ink::muted, Weight::regular, Align::right});
    const auto arrow = [&](float x, float towards) {
        const float y = heat.y + heat.h / 2;
        kit.stroke(x - towards * 3, y - 6, x + towards * 3, y, Ink::muted);
        kit.stroke(x + towards * 3, y, x - towards * 3, y + 6, Ink::muted);
    };
    arrow(heat.x + 8, -1);
    heat.take_left(24);
    const float shown =
        kit.text({heat.x, heat.y, heat.w - 24, heat.h}, choice, {Size::body, Ink::text, Weight::medium});
    arrow(heat.x + shown + 16, 1);

    strip.take_right(24);
    kit.fill(strip, Ink::surface, 4);
    kit.fill({strip.x, strip.bottom() - 2, strip.w, 2}, query.empty() ? Ink::line : Ink::accent);
    Rect inner = strip.inset(8);
    inner.x += 4;
    if (query.empty()) {
        kit.text(inner, "Number, name or team", {Size::body, Ink::muted});
    } else {
        kit.text(inner, query + "_", {Size::heading, Ink::text, Weight::medium});
    }
}

void draw_nobody(Kit& kit, Rect rect, const Desk& desk, const std::string& query) {
    std::string headline = "Nobody is entered yet", sentence = "Children come with import, or with Heats, add a child.";
    if (!folded(query).empty()) {
        headline = "Nobody fits “" + query + "”";
        sentence = "Try fewer letters, the number alone, or the team. Esc clears.";
    } else if (!desk.snapshot->roster->runners().empty()) {
        headline = "Nobody is in this heat";
        sentence = "The arrows left and right choose another.";
    }
    kit.text({rect.x, rect.y + 96, rect.w, 40}, headline, {Size::heading, Ink::text, Weight::medium, Align::centre});
    kit.paragraph({rect.x + 24, rect.y + 144, rect.w - 48, 64}, sentence,
                  {Size::body, Ink::muted, Weight::regular, Align::centre});
}

// Where there is no room for a panel: the selected child in one line.
void draw_child_line(Frame& frame, Rect strip, ResultRef ref) {
    Kit& kit = frame.kit;
    const ResultLine line = result_line(frame.desk, ref);
    kit.rule(strip.x, strip.y, strip.w);
    kit.mark({strip.x, strip.y + 8, 24, strip.h - 8}, line.mark, ink_of(line.mark));
    const std::string words = line.team + (line.status.empty() ? "" : " · " + line.status);
    const float hint = kit.width("Enter", Size::meta, Weight::medium) + kit.width("open", Size::meta) + 22;
    kit.text({strip.x + 32, strip.y + 8, strip.w - 48 - hint, strip.h - 8}, words, {Size::body, Ink::text});
    kit.key_hint(strip.right() - hint, strip.y + 8 + (strip.h - 34) / 2, "Enter", "open");
}

void draw_keys(Kit& kit, Rect strip) {
    float x = strip.x;
    const float y = strip.y + (strip.h - 26) / 2;
    x += kit.key_hint(x, y, "Left, Right", "another heat") + 24;
    x += kit.key_hint(x, y, "Enter", "open the child") + 24;
    kit.key_hint(x, y, "Esc", "clear the search");
}

}  // namespace

void draw_results(Frame& frame, Rect body) {
    Kit& kit = frame.kit;
    Screen& screen = frame.screen;
    auto& state = screen.memos.get<ResultsState>();
    auto& memo = screen.memos.get<ResultsMemo>();
    std::string& query = screen.texts["results.search"];
    const Snapshot& snapshot = *frame.desk.snapshot;
    if (screen.heat && screen.heat.index() >= snapshot.heats.size()) screen.heat = {};

    const auto is_asking = [&] { return screen.prompt && screen.prompt->purpose.starts_with("results."); };
    const bool asking = is_asking();
    if (!asking && !state.open) {
        type_query(frame, query);
        if (frame.take(Key::left)) screen.heat = next_choice(snapshot, screen.heat, -1);
        if (frame.take(Key::right)) screen.heat = next_choice(snapshot, screen.heat, 1);
    }
    const ResultsTable& table = memo.table(frame.desk, screen.heat, query);
    hold_selection(frame, table, query, state, memo.made());
    ListState& list = screen.lists["results"];
    const auto selected = [&] { return table.at(std::min(list.selected, table.size() - 1)); };
    if (table.size() == 0) state.open = false;
    if (asking && is_asking() && table.size() > 0) take_child_prompt(frame, selected(), state);
    if (!asking && state.open) take_child_keys(frame, selected(), state);

    const bool side_by_side = body.w >= kSideBySide;
    Rect rest{body.x + kMargin, body.y, body.w - 2 * kMargin, body.h};
    if (!side_by_side && state.open) {
        rest.take_top(8);
        return draw_results_child(frame, rest, selected(), state);
    }
    Rect panel;
    if (side_by_side && table.size() > 0) {
        panel = {body.right() - kPanel - kMargin, body.y + 16, kPanel, body.h - 24};
        kit.rule_down(panel.x - kMargin, body.y, body.h);
        rest.take_right(kPanel + 2 * kMargin);
    }
    rest.take_top(16);
    draw_search(frame, rest.take_top(48), query, table);
    rest.take_top(8);
    if (table.size() == 0) return draw_nobody(kit, rest, frame.desk, query);
    if (side_by_side) {
        const Rect foot = rest.take_bottom(48);
        if (!state.open) draw_keys(kit, foot);
    } else {
        rest.take_bottom(8);
        draw_child_line(frame, rest.take_bottom(48), selected());
    }
    draw_results_table(frame, rest, table, !screen.heat);
    const ResultRef chosen = selected();
    state.anchor = anchor_of(snapshot, chosen);
    screen.runner = state.anchor.runner;
    screen.focus = {chosen.heat, state.anchor.runner};
    if (side_by_side) draw_results_child(frame, panel, chosen, state);
}

}  // namespace heatline::ui
