#pragma once
// Plots: the small drawings that several views share: how many came in each minute, heats in time, two counts against
// each other. Plain data in; what they say is the views'. Render thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "ui/desk/kit.h"

namespace heatline::ui {

// One bar a minute, the last one at the right; as many of the last as fit. The highest is as high as `rect`.
void draw_minutes(Kit& kit, Rect rect, const std::vector<std::uint16_t>& minutes);

// A heat on the timeline.
struct Stretch {
    enum class Look : std::uint8_t { planned, passed, running, done };
    HeatId heat;
    Instant from, to;  // `to` is never before `from`.
    std::string label;
    Look look = Look::planned;
};
struct TimelineTick {
    Instant at;
    std::string label;
};
struct Timeline {
    Instant from, to;
    std::vector<TimelineTick> ticks;
    std::vector<Stretch> planned, real;  // Each by `from`.
    std::optional<Instant> now;          // Where it is within the day.
    HeatId selected;
};
// Planned above, real below, one axis and one now-line; the selected heat is framed. Returns the heat that was clicked,
// or none.
HeatId draw_timeline(Kit& kit, Rect rect, const Timeline& timeline);

// Rows in which stretches may overlap are drawn in up to this many lanes; what overlaps still lies over another.
inline constexpr std::size_t kLanesMax = 3;
// The lane of each stretch, so that none covers another while lanes last.
std::vector<std::size_t> lanes_of(const std::vector<Stretch>& stretches);

// Two or three counts that should be equal, as bars from one edge; where one is shorter, the rest is empty.
struct CountBar {
    std::string word;  // "taps"
    std::uint64_t count = 0;
};
void draw_counts(Kit& kit, Rect rect, const std::vector<CountBar>& counts, bool agree);

}  // namespace heatline::ui
