#pragma once
// What it costs to let a team run in another heat, in words, and the order that does it: one step of a move for each
// child, which F8 takes back whole. The counting is engine/heats/cost_of_move's. Pure; any thread.

#include <string>
#include <vector>

#include "engine/heats/cost_of_move.h"
#include "ui/desk/views/heats_day.h"
#include "ui/desk/views/heats_model.h"
#include "ui/desk/views/heats_orders.h"

namespace heatline::ui {

// The children of one team in one heat, all of them.
struct TeamGroup {
    TeamId team;
    HeatId heat;
    friend bool operator==(const TeamGroup&, const TeamGroup&) = default;
};

// Why the team cannot be moved out of its heat at all; empty: it can.
std::string cannot_move_team(const Desk& desk, const TeamGroup& group);

// One line of what a person has to know: "Walk", "Heat 4: 14 tents become 9".
struct CostLine {
    std::string what, words;
    bool look = false;
};

// One heat that the team could run in.
struct TeamMove {
    HeatId to;
    std::string title;            // "Heat 5, 9:42"
    std::string places;           // "12 places left after", "2 over the 120"
    std::string brief;            // "walk 6 tents more; leaves the tent at 9:29", for a row of a list.
    std::string refused;          // Why it cannot be; empty: it can.
    std::string against;          // What speaks against it: it is done with a reason only. Empty: nothing does.
    bool look = false;            // Something a person should think about first.
    std::vector<CostLine> lines;  // In full; empty where it is refused.
    heats::TeamMoveCost cost;
};
// One for each other heat of the band, in the order of the day. O(heats of the band * children of the day).
std::vector<TeamMove> team_moves(const Desk& desk, const HeatsBook& book, const HeatsDay& day, const TeamGroup& group);
// The nearest later one that nothing speaks against; else any such; else any that can be; else 0.
std::size_t best_team_move(const std::vector<TeamMove>& moves, const Snapshot& snapshot, HeatId from);

// "Why does Grove run in Heat 5?"; empty: no reason is needed.
std::string team_question(const Desk& desk, const TeamGroup& group, const TeamMove& move);
HeatOrder move_team(const Desk& desk, const TeamGroup& group, const TeamMove& move, const std::string& reason);

}  // namespace heatline::ui
