#pragma once
// search: short walks for a given number of heats, by simulated annealing.
//
// A move takes an item to the heat of a neighbour on the map, or exchanges one or two items of the two heats for one
// or two. Heats may be too full on the way; that costs more and more. Integers only, a fixed number of moves and a
// seed: the same problem always gives the same packing. Not exact; see proof.h for what is proven. Pure; any thread.

#include <cstdint>
#include <optional>

#include "engine/heats/pack.h"

namespace heatline::heats {

struct SearchTask {
    std::int64_t heats = 1;
    std::int64_t moves = 100'000;  // Of all rounds together.
    int rounds = 4;                // Each with another schedule; every other one goes on from the best so far.
    std::uint64_t seed = 1;
    bool tight = false;             // For heats that are hard to fill: stays warmer while heats are too full.
    bool onward = false;            // All rounds go on from the best so far.
    std::optional<Grouping> known;  // Into `heats` heats: the answer is no worse.
};

// The best packing into exactly so many heats that was found; none when every round ended too full.
std::optional<Grouping> search(const PackProblem& problem, const SearchTask& task);

}  // namespace heatline::heats
