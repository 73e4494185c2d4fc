#include "ui/desk/views/director_parts.h"

#include <algorithm>
#include <cmath>

#include "ui/desk/list.h"
#include "ui/desk/views/director_orders.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kMargin = 24, kGutter = 32;
constexpr float kRow = 36, kLookRow = 56;
constexpr std::int64_t kSecondUs = 1'000'000;

// A number with its word under it. Returns the width it took.
float figure(Kit& kit, Rect rect, const std::string& number, const std::string& word, Ink ink, Align align) {
    const float width = std::max(kit.width(number, Size::action, Weight::medium), kit.width(word, Size::meta));
    Rect place = align == Align::right ? rect.take_right(width + 1) : rect.take_left(width + 1);
    kit.text(place.take_top(48), number, {Size::action, ink, Weight::medium, align});
    kit.text(place.take_top(24), word, {Size::meta, Ink::muted, Weight::regular, align});
    return width;
}

// Whole rows only: half a row at the edge reads as a mistake.
Rect whole_rows(Rect rect, float row) {
    rect.h = row * std::max(1.0F, std::floor(rect.h / row));
    return rect;
}

void title(Kit& kit, Rect rect, const std::string& words, bool active) {
    kit.text(rect, words, {Size::body, Ink::text, Weight::medium});
    kit.fill({rect.x, rect.bottom() - (active ? 2.0F : 1.0F), rect.w, active ? 2.0F : 1.0F},
             active ? Ink::text : Ink::line);
}

void draw_day_small(Kit& kit, Rect row, const DayLine& day) {
    const float clock = kit.text(row, day.clock, {Size::heading, Ink::text, Weight::medium});
    row.take_left(clock + 16);
    row.take_left(kit.text(row, day.drift, {Size::heading, day.late ? Ink::warn : Ink::text, Weight::medium}) + 16);
    kit.text(row, day.out + " out \u00B7 " + day.not_back + " not back \u00B7 " + day.back + " back",
             {Size::body, Ink::text, Weight::regular, Align::right});
}

}  // namespace

RowKeys out_rows(const DirectorScene& scene) {
    return {[&out = scene.picture.out](std::size_t row) {
                return (RowKey{out[row].runner.value} + 1) << 32 | out[row].heat.value;
            },
            {}};
}

RowKeys look_rows(const DirectorScene& scene) {
    return {[&problems = scene.problems](std::size_t row) { return problems[row].key; }, {}};
}

DirectorLayout layout_of(Rect body) {
    DirectorLayout layout;
    layout.small = body.w < 1000 || body.h < 560;
    layout.both = body.w >= 1000;
    Rect rest{body.x + kMargin, body.y, body.w - 2 * kMargin, body.h};
    layout.hints = rest.take_bottom(48);
    if (body.h >= 560) {
        layout.pulse = rest.take_bottom(96);
        rest.take_bottom(16);
    }
    rest.take_top(layout.small ? 4 : 16);
    layout.day = rest.take_top(layout.small ? 40 : 72);
    rest.take_top(layout.small ? 0 : 16);
    if (body.h >= 400) layout.heat_line = rest.take_top(28);
    layout.timeline = rest.take_top(layout.small ? 80 : 120);
    rest.take_top(layout.small ? 8 : 16);
    layout.out = rest;
    layout.look = rest;
    if (layout.both) {
        layout.out = rest.take_left((rest.w - kGutter) * 0.56F);
        rest.take_left(kGutter);
        layout.look = rest;
    }
    return layout;
}

void draw_day(Frame& frame, const DirectorLayout& layout, const DirectorScene& scene) {
    Kit& kit = frame.kit;
    const DayLine day = day_line(frame.desk, scene.picture);
    Rect row = layout.day;
    if (layout.small) return draw_day_small(kit, row, day);
    figure(kit, row, day.clock, day.end, Ink::text, Align::left);
    const float clock = std::max(kit.width(day.clock, Size::action, Weight::medium), kit.width(day.end, Size::meta));
    row.take_left(clock + 48);
    if (!day.drift.empty()) figure(kit, row, day.drift, day.drift_words, day.late ? Ink::warn : Ink::text, Align::left);
    for (const auto& [number, word] :
         {std::pair{day.back, "back at their tents"}, std::pair{day.not_back, "finished, not back"},
          std::pair{day.out, "out"}, std::pair{day.heats, day.heats_words.c_str()}}) {
        const float width = figure(kit, row, number, word, Ink::text, Align::right);
        row.take_right(width + 48);
    }
}

HeatId draw_heats_in_time(Frame& frame, const DirectorLayout& layout, const DirectorScene& scene) {
    Kit& kit = frame.kit;
    const Timeline timeline = timeline_of(frame.desk, scene.heat);
    if (timeline.planned.empty()) {
        kit.text(layout.timeline, "No heats are planned yet; plan them in heats.", {Size::heading, Ink::muted});
        return HeatId::none();
    }
    kit.text(layout.heat_line, heat_line(frame.desk, scene.heat), {Size::body, Ink::text});
    return draw_timeline(kit, layout.timeline, timeline);
}

void draw_held(Frame& frame, const DirectorLayout& layout) {
    Kit& kit = frame.kit;
    const Snapshot& snapshot = *frame.desk.snapshot;
    Rect band = layout.timeline;
    if (layout.heat_line.h > 0) band = {band.x, layout.heat_line.y, band.w, band.bottom() - layout.heat_line.y};
    kit.fill(band, Ink::warn, 4);
    const std::int64_t held_s =
        std::max<std::int64_t>(0, micros_between(*snapshot.held_since, frame.desk.now) / kSecondUs);
    Rect inner = band.inset(16);
    const float mark = std::min(inner.h, 72.0F);
    kit.mark(inner.take_left(mark), Mark::held, Ink::background);
    inner.take_left(16);
    const bool tall = inner.h >= 80;
    const Size size = kit.fit("No heat starts: held for " + span(held_s), inner.w, tall ? Size::action : Size::heading,
                              Weight::medium);
    kit.text(inner.take_top(tall ? inner.h * 0.6F : inner.h), "No heat starts: held for " + span(held_s),
             {size, Ink::background, Weight::medium});
    if (!tall) return;
    kit.text(inner.take_top(28),
             "Since " + clock_time(*snapshot.held_since, *snapshot.rules) +
                 ". Bring the children in; H when it is safe again.",
             {Size::body, Ink::background});
}

int draw_out(Frame& frame, Rect rect, const DirectorScene& scene, bool takes_keys) {
    Kit& kit = frame.kit;
    title(kit, rect.take_top(kRow), out_title(scene.picture, frame.desk), takes_keys);
    if (scene.picture.out.empty()) {
        frame.screen.lists[kOutList] = {};
        return -1;
    }
    const bool names = frame.desk.names.shows_names();
    return draw_list(frame, whole_rows(rect, kRow), frame.screen.lists[kOutList], scene.picture.out.size(),
                     {kRow, takes_keys, out_rows(scene)}, [&](std::size_t i, Rect row, bool) {
                         const OutLine line = out_line(scene.picture.out[i], frame.desk, scene.picture);
                         row.take_left(8);
                         kit.mark(row.take_left(20), line.mark, line.ink);
                         row.take_left(8);
                         row.take_right(8);
                         kit.text(row.take_right(72), line.out_for,
                                  {Size::body, line.missing ? Ink::warn : Ink::text, Weight::medium, Align::right});
                         row.take_right(16);
                         kit.text(row.take_left(56), line.bib, {Size::body, Ink::text, Weight::medium});
                         row.take_left(8);
                         kit.text(row.take_left(72), line.heat, {Size::body, Ink::muted});
                         row.take_left(8);
                         const float seen = row.w > 320 ? 152 : 0;
                         if (seen > 0) {
                             kit.text(row.take_right(seen), line.last_seen, {Size::meta, Ink::muted});
                             row.take_right(8);
                         }
                         kit.text(row.take_right(64), line.tent, {Size::meta, Ink::muted});
                         row.take_right(8);
                         if (names) kit.text(row, line.name, {Size::body, Ink::text});
                     });
}

int draw_look(Frame& frame, Rect rect, const DirectorScene& scene, bool takes_keys) {
    Kit& kit = frame.kit;
    const std::size_t count = scene.problems.size();
    title(kit, rect.take_top(kRow), count == 0 ? "Nothing waits for you" : "Look at this: " + std::to_string(count),
          takes_keys);
    return draw_list(frame, whole_rows(rect, kLookRow), frame.screen.lists[kLookList], count,
                     {kLookRow, takes_keys, look_rows(scene)}, [&](std::size_t i, Rect row, bool) {
                         const Problem& problem = scene.problems[i];
                         const Ink ink = ink_of(problem.urgency);
                         row.take_left(8);
                         kit.mark(row.take_left(20), problem.urgency == Urgency::note ? Mark::absent : Mark::look, ink);
                         row.take_left(8);
                         row.take_right(8);
                         if (problem.since) {
                             const std::int64_t age = micros_between(*problem.since, frame.desk.now) / kSecondUs;
                             kit.text(row.take_right(72), span(std::max<std::int64_t>(0, age)),
                                      {Size::meta, Ink::muted, Weight::regular, Align::right});
                         } else {
                             row.take_right(72);
                         }
                         row.take_right(8);
                         const bool stop = problem.urgency == Urgency::stop;
                         const Weight weight = stop ? Weight::medium : Weight::regular;
                         const float line = Kit::line_height(Size::body);
                         const float height =
                             kit.width(problem.sentence, Size::body, weight) <= row.w ? line : 2 * line;
                         kit.paragraph({row.x, row.y + (row.h - height) / 2, row.w, height}, problem.sentence,
                                       {Size::body, stop ? ink : Ink::text, weight});
                     });
}

}  // namespace heatline::ui
