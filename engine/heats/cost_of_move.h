#pragma once
// cost_of_move: what it costs to let the children of one team and band run in another heat, before it is done.
//
// Counts the day as it is against the day as it would be; changes nothing. It says what a rule of problem.h would make
// of it, as on the race day: the reserve may be used, children who do not come take no place, cancelled heats need no
// coach. Whether it is done all the same is for people to say: only what makes no sense at all is `cannot`.
// Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/heats/replan.h"

namespace heatline::heats {

struct TeamMove {
    TeamIndex team = 0;
    BandId band;
    std::size_t to = 0;               // Heat of the day.
    std::optional<std::size_t> from;  // None: all its children of the band, wherever they run.
};

enum class CannotMove : std::uint8_t {
    no,          // It can.
    nobody,      // No child of the team and band would change its heat.
    other_band,  // Heats do not mix bands.
    cancelled,
};

// One heat that children leave or join.
struct HeatChange {
    std::size_t heat = 0;
    std::int64_t seats_before = 0, seats_after = 0;  // Places taken.
    std::int64_t walk_before = 0, walk_after = 0;    // Tents from the first team to the last: the marshal's walk.

    friend bool operator==(const HeatChange&, const HeatChange&) = default;
};

// The most coaches that the team needs at one start at which it has children of the new heat out, itself included.
struct CoachesNeeded {
    std::size_t heat = 0;  // Whose start that is; the earliest of several.
    std::int64_t before = 0, after = 0;
    std::optional<std::int64_t> has;  // None: not known, and then it does not limit the team.

    friend bool operator==(const CoachesNeeded&, const CoachesNeeded&) = default;
};

struct TeamMoveCost {
    CannotMove cannot = CannotMove::no;  // Else nothing below counts.
    std::vector<ChildIndex> children;    // Who changes the heat, in the order of the day.
    HeatChange joined;
    std::vector<HeatChange> left;  // In the order of the day.
    std::int64_t places = 0;       // Of the heat that is joined, the reserve included.
    std::int64_t reserve = 0;      // Of these, kept for late children.
    std::int64_t assisted = 0;     // Assisted children in it afterwards.
    CoachesNeeded coaches;         // All 0 in a band of lanes.
    // When the team leaves its tent, and when families are told to be there: for the first of the heats that are left,
    // and for the one that is joined.
    Instant call_before, call_after, arrive_before, arrive_after;
    std::int64_t pieces_before = 0, pieces_after = 0;      // Heats that hold the team's children of the band.
    std::int64_t pieces_least = 0;                         // So many its size asks for.
    std::int64_t families_before = 0, families_after = 0;  // Siblings of the team and band in different heats.
    bool called = false;                                   // A heat that is left or joined was called.
    bool before_team_comes = false;
    std::vector<std::string> broken;  // Rules that would not hold for this team and heat: of H4, H5, H7, H8, in order.

    std::int64_t places_left() const { return places - joined.seats_after; }
    // Of the places kept for late children, so many would be taken.
    std::int64_t reserve_taken() const;
    bool breaks(const char* rule) const;

    friend bool operator==(const TeamMoveCost&, const TeamMoveCost&) = default;
};

// O(children of the day). A heat of the day that does not exist is `nobody`.
TeamMoveCost cost_of_move(const RaceDay& day, const TeamMove& move);

}  // namespace heatline::heats
