#pragma once
// Stretches: the parts of a base that words touch, as ranges between anchors. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/fusion/places.h"
#include "engine/fusion/words.h"

namespace heatline::fusion {

// From anchor `before` to anchor `behind`, both as numbers of anchors, without them: 0 and anchors.size() + 1 are the
// ends of the line.
struct Stretch {
    std::size_t before = 0, behind = 0;
    // The slots and arrivals in between.
    std::uint32_t slots_from = 0, slots_to = 0, arrivals_from = 0, arrivals_to = 0;

    bool has_slot(std::uint32_t slot) const { return slot >= slots_from && slot < slots_to; }
    bool has_arrival(std::uint32_t arrival) const { return arrival >= arrivals_from && arrival < arrivals_to; }
    // The place before this slot.
    bool has_gap(std::uint32_t slot) const { return slot >= slots_from && slot <= slots_to; }
};

Stretch stretch_between(const Places& places, std::size_t slots, std::size_t arrivals, std::size_t before,
                        std::size_t behind);
// Rising, and apart.
std::vector<Stretch> touched_stretches(const Places& places, std::size_t slots, std::size_t arrivals,
                                       const Words& words);

}  // namespace heatline::fusion
