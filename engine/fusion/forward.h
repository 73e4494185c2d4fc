#pragma once
// tell_forward: the chance of all stories so far, for each number of slots and arrivals: the way there of PairHmm.
//
// Each row is scaled to a sum of 1, and what that took is kept. The table stays in the room, for the way back. Cost:
// the cells that the clock allows and that are in the band or within kBeam of the best of their row. One thread a room.

#include "engine/fusion/pair_hmm.h"
#include "engine/fusion/story_steps.h"

namespace heatline::fusion {

struct Told {
    double total = 0;       // The chance of all stories that may end where they are, by the scale of the last row.
    double log_scales = 0;  // In nats: what the scales took together.
    std::size_t cells = 0;  // Kept.
};

Told tell_forward(const SlipChances& slips, const StorySteps& steps, const Likelihood& likelihood, const Ends& ends,
                  StoryRoom& room);

}  // namespace heatline::fusion
