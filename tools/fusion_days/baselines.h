#pragma once
// Baselines: what other tools do: pair tap k with number k. Fusion is measured beside them.
//
// The first tapper's presses, in order; the chute's numbers in order, each once. With chips: the first read of each
// tag after the least time, and nothing else. Heats are those that the children are entered in. No confidence, no
// marks. Pure; any thread.

#include <vector>

#include "tools/fusion_days/day.h"
#include "tools/fusion_days/score.h"

namespace heatline::fusion_days {

std::vector<FinishRow> index_pairing(const Day& day);
// The same, restarted at the tap nearest to each select whose number is in the chute list.
std::vector<FinishRow> resync_pairing(const Day& day);

// The most that an aligner of presses and numbers could reach: one that knows which press and which place of the chute
// belong together. It cannot see that two children changed places there, nor read a number never taken, and it mends
// no digit; where nobody pressed it takes the time between the neighbours. Notes and chips are not looked at.
std::vector<FinishRow> known_pairing(const KnownDay& known);

}  // namespace heatline::fusion_days
