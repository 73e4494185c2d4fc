#pragma once
// Places: where in a line each tap, number and child is, and the stretches that its anchors cut it into.
//
// An anchor is a pair of slot and arrival that is beyond doubt, as are its neighbours on both sides, and that nobody
// passed: whatever happens on one side of it leaves the other as it is. What lies between two anchors is a stretch. A
// stretch of more than kStretchMost slots is cut at the surest pair there is; such an anchor is weak. Pure; any thread.

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/fusion/explain.h"
#include "engine/fusion/line.h"

namespace heatline::fusion {

struct Anchor {
    std::uint32_t slot = 0, arrival = 0;
    bool weak = false;
};

struct Places {
    Places(const Line& line, const Explained& sequence);

    // Index into input.taps; ~0 when it is none of them.
    std::uint32_t tap(ReadingIndex reading) const;
    // The arrival whose number this reading is; kNobody when none.
    std::uint32_t arrival(ReadingIndex number) const;
    // So many anchors lie before the slot, or before the place between two slots.
    std::size_t anchors_before_slot(std::uint32_t slot) const;
    std::size_t anchors_before_arrival(std::uint32_t arrival) const;

    std::vector<std::uint32_t> slot_of;   // By crossing; kNoSlot when it is nobody's to take.
    std::vector<std::uint32_t> row_of;    // By crossing; kNoRow.
    std::vector<std::uint32_t> owner;     // By slot: the arrival that has it, or kNobody.
    std::vector<std::uint32_t> first_of;  // By person: its first arrival, or kNobody.
    std::vector<std::uint32_t> next_of;   // By arrival: the next of the same person.
    std::vector<Anchor> anchors;          // Rising in both.

private:
    void find_anchors(const Explained& sequence);

    std::vector<std::pair<ReadingIndex, std::uint32_t>> taps_, numbers_;
};

}  // namespace heatline::fusion
