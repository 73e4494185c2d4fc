// Taps and numbers side by side, one crossing a row; where they run out of step stands above.

#include "ui/desk/list.h"
#include "ui/desk/views/heats_parts.h"

namespace heatline::ui {
namespace {

constexpr float kPlace = 40, kTime = 96, kSecond = 120, kMark = 32, kNumber = 96;

void draw_shift(const HeatsLook& look, Rect strip) {
    Kit& kit = look.frame.kit;
    kit.fill(strip, Ink::surface);
    kit.fill({strip.x, strip.y, 4, strip.h}, Ink::warn);
    Rect row{strip.x + 16, strip.y, strip.w - 32, strip.h};
    kit.mark(row.take_left(20), Mark::look, Ink::warn);
    row.take_left(12);
    const bool may_mend = look.desk().station.records && cannot_command(look.desk()).empty();
    kit.text(row, shift_words(*look.match, may_mend), {Size::body, Ink::warn, Weight::medium});
}

struct Cells {
    Rect place, tap, second, mark, number, child;
};
Cells cells_of(Rect row, bool narrow) {
    Cells cells;
    row.take_left(8);
    cells.place = row.take_left(kPlace);
    cells.tap = row.take_left(kTime);
    cells.second = row.take_left(narrow ? 0 : kSecond);
    cells.mark = row.take_left(kMark);
    cells.number = row.take_left(kNumber);
    row.take_left(16);
    row.take_right(12);
    cells.child = row;
    return cells;
}

void draw_titles(const HeatsLook& look, Rect row, bool narrow) {
    Kit& kit = look.frame.kit;
    const Cells cells = cells_of(row, narrow);
    const auto title = [&](Rect cell, const char* words, MatchColumn column, Align align) {
        const bool chosen = look.place() == HeatsPlace::match && look.column() == column;
        kit.text(cell, words,
                 {Size::meta, chosen ? Ink::accent : Ink::muted, chosen ? Weight::medium : Weight::regular, align});
    };
    title(cells.tap, "tap", MatchColumn::taps, Align::right);
    title(cells.second, "second timer", MatchColumn::second, Align::right);
    title(cells.number, "number", MatchColumn::numbers, Align::right);
    kit.text(cells.child, "child", {Size::meta, Ink::muted});
    kit.rule(row.x, row.bottom() - 1, row.w);
}

// What the keys act on.
void draw_chosen(Kit& kit, const Cells& cells, MatchColumn column) {
    Rect cell = column == MatchColumn::taps ? cells.tap : column == MatchColumn::numbers ? cells.number : cells.second;
    if (cell.w <= 0) return;
    cell = {cell.x + 4, cell.y + 3, cell.w + 4, cell.h - 6};
    kit.frame(cell, Ink::accent, 2);
}

// A tap or a number. A dash says that one is missing; where nothing rests on the row, nothing is.
void draw_value(Kit& kit, Rect cell, const std::string& value, bool loose) {
    if (value.empty() && loose) return;
    const Ink ink = loose ? Ink::muted : value.empty() ? Ink::warn : Ink::text;
    kit.text(cell, value.empty() ? "\xE2\x80\x93" : value,
             {Size::body, ink, loose ? Weight::regular : Weight::medium, Align::right});
}

}  // namespace

void draw_heats_match(const HeatsLook& look, Rect rect) {
    Kit& kit = look.frame.kit;
    if (!look.match || look.match->rows.empty()) {
        const bool started = look.picture().start.has_value();
        kit.text({rect.x, rect.y + 24, rect.w, 32},
                 started                                 ? "Nobody has crossed the line yet."
                 : cannot_give_guns(look.desk()).empty() ? "This heat has not started: S starts it."
                                                         : "This heat has not started.",
                 {Size::body, Ink::muted});
        return;
    }
    const HeatMatch& match = *look.match;
    draw_heats_card(look, rect);
    const bool takes_keys = look.place() == HeatsPlace::match && !look.is_moving() && !look.screen().prompt;
    const bool narrow = rect.w < 640;
    if (match.shift && !look.card()) {
        draw_shift(look, rect.take_top(40));
        rect.take_top(4);
    }
    draw_titles(look, rect.take_top(28), narrow);
    ListState& state = look.screen().lists["heats.match"];
    draw_list(
        look.frame, rect, state, look.entries.size(), {36, takes_keys, match_rows(look)},
        [&](std::size_t i, Rect where, bool selected) {
            const MatchLine line = match_line(look.desk(), match, look.entries[i]);
            Cells cells = cells_of(where, narrow);
            if (match.shift && look.entries[i] == MatchEntry{match.shift->row, MatchEntry::kRow})
                kit.fill({where.x, where.y, where.w, 2}, Ink::warn);
            if (look.entries[i].is_row() && look.is_of_card(look.entries[i].row))
                kit.fill({where.x, where.y + 1, 4, where.h - 2}, Ink::warn);
            kit.text(cells.place, line.place, {Size::meta, Ink::muted, Weight::regular, Align::right});
            draw_value(kit, cells.tap, line.tap, line.loose);
            kit.text(cells.second, line.second, {Size::body, Ink::muted, Weight::regular, Align::right});
            if (line.mark)
                kit.mark(Rect{cells.mark.x + 8, cells.mark.y, 24, cells.mark.h}.inset(6), Mark::finished, Ink::text);
            draw_value(kit, cells.number, line.number, line.loose);
            if (!line.doubt.empty()) {
                const float width = std::min(kit.width(line.doubt, Size::meta), cells.child.w / 2);
                kit.text(cells.child.take_right(width), line.doubt,
                         {Size::meta, line.ink, Weight::regular, Align::right});
                if (!line.loose) kit.mark(cells.child.take_right(24).inset(3), Mark::look, line.ink);
                cells.child.take_right(8);
            }
            if (!line.child.empty()) {
                cells.child.take_left(kit.text(cells.child, line.child, {Size::body, Ink::text}));
                cells.child.take_left(12);
            }
            kit.text(cells.child, line.team, {Size::meta, Ink::muted});
            if (selected && takes_keys) draw_chosen(kit, cells, look.column());
        });
}

}  // namespace heatline::ui
