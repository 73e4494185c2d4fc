#pragma once
// coach_search: other heats for a day, as many as it has, in which every team has coaches enough at every start.
//
// For days on which no order of the heats is enough (order.h): then teams must run with other teams. An annealing over
// all bands at once moves items, exchanges items and exchanges whole heats; on small days every way is gone through
// when that finds none. A fixed seed and bounded numbers of moves and looks: the same day always gives the same heats.
// Pure; any thread.

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/heats/order.h"

namespace heatline::heats {

enum class CoachAnswer : std::uint8_t {
    found,
    impossible,  // Proven, for these pieces and starts.
    gave_up,     // None was found within the bounds.
};

// Bounds. Moves of the annealing, for each item but no more than the second number; looks of the way through all.
struct CoachEffort {
    std::int64_t moves = 4'000, moves_max = 600'000;
    std::int64_t looks = 2'000'000;
};

// `day` becomes the best found, by the walk; else it stays. Items that are pinned stay where they are, and so do heats
// of lanes.
CoachAnswer coach_search(const PlanInput& input, std::vector<DayHeat>& day, const std::vector<Instant>& starts,
                         const CoachEffort& effort = {});

// The items of the day by every way, of which some heats may then stand empty: whether each team has coaches enough in
// one of them. For a few teams of a day.
CoachAnswer every_way(const PlanInput& input, const std::vector<DayHeat>& day, const std::vector<Instant>& starts,
                      std::int64_t looks = CoachEffort{}.looks);

// The same for these teams alone.
CoachAnswer coaches_alone(const PlanInput& input, std::vector<DayHeat> day, const std::vector<Instant>& starts,
                          const std::vector<TeamIndex>& teams, std::int64_t looks = CoachEffort{}.looks);

// A team that is proven to lack coaches in these heats wherever it runs, whatever the others do: no search can help.
// Of several the first. `of`: by team, who is looked at. A few looks at each.
std::optional<TeamIndex> team_without_way(const PlanInput& input, const std::vector<DayHeat>& day,
                                          const std::vector<Instant>& starts, const std::vector<bool>& of);

}  // namespace heatline::heats
