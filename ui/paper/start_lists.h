#pragma once
// Start lists: who is called to each heat, team by team along the walk. Pure; any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/snapshot.h"

namespace heatline::ui {

struct Starter {
    RunnerId runner;
    std::int32_t lane = 0;  // From 1; 0: the heat has no lanes.
    bool gone = false;      // Withdrawn or counted as not coming, before the gun or after it.
};

struct StartingTeam {
    TeamId team;
    std::int64_t position = 0;      // Of its tent along the walk.
    Instant call;                   // When it leaves its tent.
    std::vector<Starter> starters;  // By bib.
};

// Points into the snapshot, which must outlive it.
struct StartList {
    const HeatPicture* heat = nullptr;
    std::vector<StartingTeam> teams;  // Along the walk.
};

// The heats as the day runs: by planned start, then as planned.
std::vector<const HeatPicture*> heats_in_order(const Snapshot& snapshot);

// "7" before "10" before "B7": numbers as people order them.
bool bib_before(const std::string& a, const std::string& b);

// Everybody who may stand in a row of the heat, so that all lists name each child alike. A child may be twice in it.
std::vector<RunnerId> everybody_in(const HeatPicture& heat);

// By TeamId: the place of the tent along the walk.
std::vector<std::int64_t> walk_positions(const Snapshot& snapshot);

// Heats as the day runs, cancelled ones left out: nobody is called to those. Call times follow delays.
// O(children * log).
std::vector<StartList> start_lists(const Snapshot& snapshot);

}  // namespace heatline::ui
