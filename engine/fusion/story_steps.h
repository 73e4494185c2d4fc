#pragma once
// StorySteps: the chance of each step of a story, before any evidence of pairs; for the way forward and the way back.
//
// Rows are slots so far, places are arrivals so far. Pure; any thread. Refers to what it was made from.

#include <algorithm>
#include <cstddef>

#include "engine/fusion/pair_hmm.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {

class StorySteps {
public:
    explicit StorySteps(const SlipChances& slips)
        : s_(slips), slots_(slips.real.size()), arrivals_(slips.closed.size() - 1) {}

    std::size_t slots() const { return slots_; }
    std::size_t arrivals() const { return arrivals_; }

    // One more slot that is nobody's, after one.
    double more_alone(std::size_t slot) const { return std::max(tuning::kAloneMore, s_.alone[slot]); }
    // The slot is in a run that begins when `j` arrivals are through; and in one that goes on.
    double closes(std::size_t slot, std::size_t j) const {
        return is_pending(slot) && j == arrivals_ ? 1 : s_.closed[j];
    }
    double stays_closed(std::size_t slot) const { return is_pending(slot) ? 1 : tuning::kRunMore; }
    bool is_pending(std::size_t slot) const { return slot >= s_.pending_from; }

private:
    const SlipChances& s_;
    std::size_t slots_, arrivals_;
};

}  // namespace heatline::fusion
