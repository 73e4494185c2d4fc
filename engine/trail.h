#pragma once
// Trail: from a finish back to the journal: which reading of which device gave the instant, which the child, and by
// which fact a person said so. It is what staff show when a dollar is questioned. Pure; any thread.

#include <cstdint>
#include <string>

#include "engine/snapshot.h"
#include "engine/state.h"

namespace heatline {

FinishTrail trail_of(const State& state, const Finish& finish);

// What `heat.finishes[finish]` rests on, with its readings as their devices count them:
// "tap no. 212 of finish-1 + chute number no. 209 of chute-1". Never empty.
std::string trail_text(const Snapshot& snapshot, const HeatPicture& heat, std::uint32_t finish);
// The same of a row, whose doubt may be another than fusion's; empty for a row without a finish.
std::string trail_text(const Snapshot& snapshot, const HeatPicture& heat, const ResultRow& row);

}  // namespace heatline
