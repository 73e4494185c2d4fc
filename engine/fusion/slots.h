#pragma once
// Slots: the crossings that may still be somebody's, each with the chance that a child really crossed there.
//
// A press may be an extra one: by a nervous finger right after another, or by one of two tappers alone. How likely
// follows from how close its neighbours are and who else was pressing. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/fusion/crossings.h"

namespace heatline::fusion {

struct Slot {
    std::uint32_t crossing = 0;
    std::int64_t at = 0;
    double real = 1;     // The chance that a child crossed.
    bool fixed = false;  // Given by a person or a token already.

    friend bool operator==(const Slot&, const Slot&) = default;
};

// The crossings [from, to) that are free or fixed; official ones are nobody's to take.
std::vector<Slot> make_slots(const std::vector<Crossing>& crossings, std::uint32_t from, std::uint32_t to);

}  // namespace heatline::fusion
