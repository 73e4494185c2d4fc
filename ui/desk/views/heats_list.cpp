// The list of heats, in the order of the day: times, state, places taken.

#include <algorithm>

#include "ui/desk/list.h"
#include "ui/desk/views/heats_parts.h"

namespace heatline::ui {
namespace {

constexpr float kRow = 56, kBar = 88;

// How full the heat is, and of that how many are in.
void draw_bar(Kit& kit, Rect bar, const HeatSeats& seats, std::uint32_t finished) {
    const float all = static_cast<float>(std::max({seats.places, seats.taken, 1U}));
    kit.fill(bar, Ink::background);
    kit.frame(bar, Ink::line, 1, 0);
    Rect inner = bar.inset(2);
    const float width = inner.w;
    inner.w = width * static_cast<float>(seats.taken) / all;
    kit.fill(inner, Ink::line);
    inner.w = width * static_cast<float>(std::min(finished, seats.taken)) / all;
    kit.fill(inner, Ink::muted);
    if (seats.places > 0 && seats.taken > seats.places) {
        const float x = bar.x + 2 + width * static_cast<float>(seats.places) / all;
        kit.fill({x, bar.y - 3, 2, bar.h + 6}, Ink::warn);
    }
}

}  // namespace

void draw_heats_list(const HeatsLook& look, Rect rect) {
    Kit& kit = look.frame.kit;
    const bool takes_keys = look.place() == HeatsPlace::heats && !look.is_moving() && !look.screen().prompt;
    const std::size_t count = look.book.day.size();
    ListState& state = look.screen().lists["heats"];
    const int opened =
        draw_list(look.frame, rect, state, count, {kRow, takes_keys}, [&](std::size_t i, Rect where, bool selected) {
            const HeatId heat{look.book.day[i]};
            const HeatLine line = heat_line(look.desk(), look.book, heat);
            if (selected && !takes_keys) {
                kit.fill(where, Ink::surface);
                kit.fill({where.x, where.y, 4, where.h}, Ink::line);
            }
            Rect row{where.x + 24, where.y + 4, where.w - 40, 24};
            const bool dragging = static_cast<bool>(look.dragged_team().team);
            const std::string at_right = dragging ? drag_places(look, heat) : line.state;
            kit.text(row.take_right(kit.width(at_right, Size::meta)), at_right,
                     {Size::meta, dragging ? Ink::text : line.ink});
            if (line.mark != Mark::none && !dragging) kit.mark(row.take_right(24).inset(4), line.mark, line.ink);
            row.take_right(8);
            const float title = kit.width(line.title, Size::body, Weight::medium);
            kit.text(row.take_left(title), line.title, {Size::body, Ink::text, Weight::medium});
            row.take_left(12);
            kit.text(row, line.subtitle, {Size::meta, Ink::muted});

            kit.rule(where.x, where.bottom() - 1, where.w);
            if (dragging) return draw_drag_row(look, where, heat);
            Rect below{where.x + 24, where.y + 28, where.w - 40, 24};
            const HeatSeats& seats = look.book.heats[heat.index()];
            const auto& picture = *look.desk().snapshot->heats[heat.index()];
            const std::string numbers = picture.start ? line.counts : line.seats;
            kit.text(below.take_right(96), numbers, {Size::meta, Ink::muted, Weight::regular, Align::right});
            below.take_right(12);
            const Rect bar = below.take_right(kBar);
            draw_bar(kit, {bar.x, bar.y + 6, bar.w, 12}, seats, picture.start ? picture.counts.finished : 0);
            below.take_right(12);
            kit.text(below, line.times, {Size::meta, Ink::muted});
        });
    if (opened >= 0 && takes_keys) look.go(HeatsPlace::children);
}

}  // namespace heatline::ui
