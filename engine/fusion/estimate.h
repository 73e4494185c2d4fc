#pragma once
// Estimates: an instant for a number that has no tap.
//
// A live scan less the lag of the chute: the lag is known where a number has its instant, is the walk where the
// scanner was idle, and runs evenly in between. The estimate stays between the neighbours of the chute whose instants
// are known. A number keyed later is put evenly between them, and gets none when one side is open. Pure; any thread.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/fusion/arrivals.h"

namespace heatline::fusion {

// What is known of one number of the sequence, in its order.
struct Known {
    std::optional<Instant> at;  // Its crossing.
    std::int64_t walk = 0;      // To the scanner at that time, in microseconds.
};

// The same length: where `known` has an instant, that; else the estimate, or none.
std::vector<std::optional<Instant>> estimate_instants(std::span<const Arrival> arrivals, std::span<const Known> known);

}  // namespace heatline::fusion
