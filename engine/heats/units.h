#pragma once
// From children to the blocks that the planner moves: entries by band, units, and the pieces of oversize units.
//
// Everything comes out in one canonical order (tent position, team name, key of the child), so that the order of
// the rows of a file can never reach a plan. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/heats/problem.h"

namespace heatline::heats {

// An entry that no band takes, and why, in words.
struct Unplaced {
    ChildIndex child = 0;
    std::string race;  // Empty when the child named no race.
    std::string reason;

    friend bool operator==(const Unplaced&, const Unplaced&) = default;
};

struct Entries {
    std::vector<std::vector<ChildIndex>> by_band;  // Canonical order within a band.
    std::vector<Unplaced> unplaced;                // Canonical order.
};

// Keys that are numbers come first and by value, so that bib 999 stands before 1001; others by their bytes.
bool key_before(std::string_view a, std::string_view b);

// The children, ordered by (position of the tent, team name, key).
std::vector<ChildIndex> canonical_order(const PlanInput& input, const std::vector<std::int64_t>& positions);

// The first band of the race that takes the child; none when there is none. An empty race means any.
std::optional<std::size_t> band_for(const HeatRules& rules, const PlanChild& child, std::string_view race);

// Gives every child to one band for each of its races. O(children * bands).
Entries sort_into_bands(const PlanInput& input, const std::vector<ChildIndex>& canonical);

// True when the child's heat_lock speaks of its entry in this band.
bool lock_holds_in(const HeatRules& rules, const PlanChild& child, std::size_t band);

// What one heat of a band holds.
struct HeatSize {
    std::int64_t places = 0;    // capacity - reserve; lanes - reserve in a band of lanes.
    std::int64_t assisted = 0;  // max_assisted.
    std::int64_t seats_of_assisted = 1;
};
HeatSize heat_size(const HeatRules& rules, const BandRules& band);

// A unit, or a piece of an oversize unit: runs in one heat as a whole.
struct Item {
    TeamIndex team = 0;
    std::int64_t position = 0;  // Of the tent.
    std::int64_t seats = 0;
    std::int64_t assisted = 0;
    std::int32_t pin = 0;   // The heat of the band, from 1, that it must run in; 0: any.
    bool own_heat = false;  // A full piece of an oversize unit: nothing else is meant to run beside it.
    std::vector<ChildIndex> children;
};

// The fewest heats a unit needs: 1, by places, or by assisted places.
std::int64_t heats_needed(std::int64_t seats, std::int64_t assisted, const HeatSize& size);

// Cuts the children of one unit, in canonical order, into full pieces and one remainder, which comes last. Siblings
// stay together where the sizes allow. With `ratio` above 0 every full piece is rounded down to whole groups of
// `ratio` children (no coach walks with half a group) if that takes no more pieces. Each child must fit `size`.
std::vector<Item> cut_unit(const PlanInput& input, const std::vector<ChildIndex>& children, std::int64_t position,
                           const HeatSize& size, std::int64_t ratio);

}  // namespace heatline::heats
