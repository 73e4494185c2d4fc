#include <algorithm>
#include <cmath>

#include "ui/desk/list.h"
#include "ui/desk/views/announcer_parts.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

// Whole rows only.
Rect rows_of(Rect rect, float row) {
    rect.h = std::max(row, std::floor(rect.h / row) * row);
    return rect;
}

void draw_checked(Kit& kit, Rect cell, const Spoken& child) {
    if (child.checked) kit.mark(cell, Mark::look, Ink::warn);
}

}  // namespace

void draw_last_finishers(Frame& frame, Rect rect, const HeatSpoken& spoken, std::size_t most) {
    Kit& kit = frame.kit;
    const float row_height = std::clamp(std::floor(rect.h / static_cast<float>(most)), 36.0F, 52.0F);
    const Size size = row_height >= 44 ? Size::heading : Size::body;
    // Who crossed after the newest name is told of beside it: names follow within seconds, and most are no doubt.
    const std::size_t count = spoken.by_place.size() - (spoken.bunch.empty() ? 0 : spoken.newer_unknown);
    const auto fits = static_cast<std::size_t>(std::max(0.0F, rect.h / row_height));
    const bool wide = rect.w >= 760;
    for (std::size_t i = 0; i < std::min({count, most, fits}); ++i) {
        const Spoken& child = spoken.by_place[count - 1 - i];
        Rect row = rect.take_top(row_height);
        kit.text(row.take_left(48), child.place, {size, Ink::muted, Weight::medium, Align::right});
        draw_checked(kit, row.take_left(32).inset(8), child);
        kit.text(row.take_right(96), child.time, {size, Ink::muted, Weight::regular, Align::right});
        row.take_right(16);
        if (wide) kit.text(row.take_right(row.w * 0.32F), child.team, {size, Ink::muted});
        const Weight weight = child.known ? Weight::medium : Weight::regular;
        const float name = kit.text(row, child.name, {size, child.known ? Ink::text : Ink::muted, weight});
        row.take_left(name + 16);
        row.take_right(16);
        kit.text(row, child.say_it, {size, Ink::accent});
    }
}

void draw_announcer_results(Frame& frame, Rect rect, const HeatSpoken& spoken) {
    Kit& kit = frame.kit;
    const bool wide = rect.w >= 760;
    draw_list(frame, rows_of(rect, 44), frame.screen.lists["announcer"], spoken.by_place.size(), {44, true},
              [&](std::size_t index, Rect row, bool) {
                  const Spoken& child = spoken.by_place[index];
                  row.take_right(12);
                  kit.text(row.take_left(56), child.place, {Size::heading, Ink::text, Weight::medium, Align::right});
                  draw_checked(kit, row.take_left(40).inset(12), child);
                  kit.text(row.take_right(112), child.time, {Size::heading, Ink::text, Weight::regular, Align::right});
                  row.take_right(16);
                  if (wide) kit.text(row.take_right(row.w * 0.38F), child.about, {Size::body, Ink::muted});
                  const float name = kit.text(row, child.name,
                                              {Size::heading, child.known ? Ink::text : Ink::muted,
                                               child.known ? Weight::medium : Weight::regular});
                  row.take_left(name + 16);
                  row.take_right(16);
                  kit.text(row, child.say_it, {Size::body, Ink::accent});
              });
}

void draw_announcer_rehearsal(Frame& frame, Rect rect, const std::vector<RehearsalLine>& lines) {
    Kit& kit = frame.kit;
    const bool wide = rect.w >= 760;
    draw_list(frame, rows_of(rect, 48), frame.screen.lists["announcer"], lines.size(), {48, true},
              [&](std::size_t index, Rect row, bool) {
                  const RehearsalLine& line = lines[index];
                  row.take_left(16);
                  row.take_right(12);
                  if (wide) kit.text(row.take_right(row.w * 0.3F), line.about, {Size::body, Ink::muted});
                  const Rect say = row.take_right(row.w * 0.5F);
                  row.take_right(16);
                  kit.text(row, line.name, {Size::heading, Ink::text, Weight::medium});
                  kit.text(say, line.say_it, {Size::heading, Ink::accent, Weight::medium});
              });
}

void draw_announcer_countdown(Frame& frame, Rect rect, const AnnouncerLook& look) {
    Kit& kit = frame.kit;
    const bool low = rect.h < 360;
    const Size size = kit.fit(look.clock, rect.w, low ? Size::name : Size::clock, Weight::medium);
    const float height = Kit::line_height(size) + 48 + (look.next_says.empty() && look.held.empty() ? 0 : 56);
    rect.take_top(std::max(0.0F, (rect.h - height) / 2));
    kit.text(rect.take_top(Kit::line_height(size)), look.clock, {size, Ink::text, Weight::medium, Align::centre});
    const bool waiting = look.face == AnnouncerFace::waiting;
    kit.text(rect.take_top(48), waiting ? look.clock_says + " · nobody has finished yet" : look.clock_says,
             {Size::heading, Ink::muted, Weight::regular, Align::centre});
    rect.take_top(16);
    if (!look.held.empty()) {
        kit.text(rect.take_top(40), look.held, {Size::heading, Ink::warn, Weight::medium, Align::centre});
    } else {
        kit.text(rect.take_top(40), waiting ? look.next_says : look.planned_says,
                 {Size::heading, Ink::text, Weight::medium, Align::centre});
    }
}

void draw_announcer_side(Frame& frame, Rect rect, const AnnouncerLook& look, const std::vector<Milestone>& told) {
    Kit& kit = frame.kit;
    if (!look.held.empty()) {
        Rect row = rect.take_top(36);
        kit.mark(row.take_left(24), Mark::held, Ink::warn);
        row.take_left(8);
        kit.text(row, look.held, {Size::body, Ink::warn, Weight::medium});
    }
    if (!look.next_says.empty()) {
        rect.take_top(6);
        rect.take_top(kit.paragraph({rect.x, rect.y, rect.w, 56}, look.next_says, {Size::body, Ink::text}));
        rect.take_top(20);
    }
    for (const Milestone& milestone : told) {
        kit.fill({rect.x, rect.y, 4, 56}, Ink::accent);
        kit.paragraph({rect.x + 16, rect.y + 2, rect.w - 16, 56}, milestone.says,
                      {Size::body, Ink::text, Weight::medium});
        rect.take_top(72);
    }
}

}  // namespace heatline::ui
