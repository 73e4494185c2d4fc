#pragma once
// Bench: what a call of fuse works on, so that the next call finds its tables ready instead of asking for them anew.
//
// The lists hold nothing between calls but their room: whoever takes one clears it first, and hands it back when the
// call ends. Fresh memory for a large line costs a third of the whole call. `decided` remembers the windows of the last
// call; it changes no answer. One Bench a Fuser; one thread at a time.

#include <vector>

#include "engine/fusion/align_memory.h"
#include "engine/fusion/crossings.h"
#include "engine/fusion/heat_of.h"
#include "engine/fusion/numbers.h"
#include "engine/fusion/room.h"

namespace heatline::fusion {

struct Bench {
    std::vector<Finish> rows, answer;
    std::vector<Number> numbers;
    CrossingsRoom crossings;
    std::vector<Claim> claims;
    AlignMemory decided;
};

}  // namespace heatline::fusion
