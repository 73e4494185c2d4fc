#pragma once
// LargeMeet: a day of 12,000 children that has been run: 150 teams, 40 heats, each child seen at the tent, in staging,
// at the line by a tap and a scan, and back at the tent; where chips are worn, also read again and again by the mat at
// the line, as mats do. Always the same. Pure; any thread.

#include <vector>

#include "engine/fact.h"
#include "engine/state.h"

namespace heatline::bench {

inline constexpr std::size_t kTeams = 150, kHeats = 40, kChildrenAHeat = 300;
inline constexpr std::size_t kChildren = kHeats * kChildrenAHeat;
inline constexpr const char* kTapper = "tapper";

// The whole journal of the day, in the order received. Names and bibs are made up; bib i + 1000 is runner i's.
std::vector<Fact> large_meet_facts(std::size_t chip_reads_a_child = 0);
// What it folds to.
State large_meet();

}  // namespace heatline::bench
