#pragma once
// The children of one heat by team, in the order of the tents; and what it would cost to move one of them: seats, band,
// walk. Nothing here changes anything. Pure; any thread.

#include <memory>
#include <string>
#include <vector>

#include "ui/desk/views/heats_model.h"

namespace heatline::ui {

struct ChildPlace {
    RunnerId runner;
    std::uint32_t row = kNoRow;  // In HeatPicture::rows.
    bool first_of_team = false;
    bool guest = false;  // Ran along, and is not entered in this heat.
    static constexpr std::uint32_t kNoRow = 0xFFFF'FFFF;
};
// Guests come last. O(children of the heat).
std::vector<ChildPlace> children_of(const Snapshot& snapshot, const HeatsBook& book, HeatId heat);

struct ChildLine {
    std::string bib, name, team, tent, grade;
    std::string state;   // "on course"
    std::string detail;  // "8:30.9, 4th", "last seen at staging 9:12"
    Mark mark = Mark::none;
};
ChildLine child_line(const Desk& desk, HeatId heat, const ChildPlace& place);

// What moving a child into a heat costs.
struct MoveCost {
    HeatId to;
    std::string title;    // "Heat 5, 9:42"
    std::string seats;    // "12 places left after", "2 over the 120"
    std::string band;     // "Mile 2-3", "Mile 4-5, another band"
    std::string others;   // "with 6 of Lincoln", "alone of Lincoln"
    std::string walk;     // "leaves the tent at 9:29"
    std::string refused;  // Why it cannot be; empty: it can.
    bool fits = true;     // Of the child's own band.
    bool look = false;    // Something a person should think about first.
};
// One for each heat of the child's race but its own, in the order of the day: those of its band first, those where it
// cannot go last.
std::vector<MoveCost> move_costs(const Desk& desk, const HeatsBook& book, RunnerId child, HeatId from);
// The first that costs nothing, at or after `from` in the day; else the first that can be; else 0.
std::size_t best_move(const std::vector<MoveCost>& costs, const Snapshot& snapshot, HeatId from);

}  // namespace heatline::ui
