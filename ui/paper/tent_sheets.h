#pragma once
// Tent sheets: what hangs on each tent: its heats, when its families come, when the team sets off. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/snapshot.h"
#include "ui/paper/table.h"

namespace heatline::ui {

// One heat of a team. Children who are withdrawn or counted as not coming are not counted.
struct SheetHeat {
    const HeatPicture* heat = nullptr;
    Instant arrive_by;  // What families are told.
    Instant call;       // When the team leaves its tent. Like arrive_by it follows delays.
    std::int64_t children = 0, assisted = 0;
};

// Points into the snapshot, which must outlive it.
struct TentSheet {
    TeamId team;
    std::int64_t position = 0;     // Of the tent along the walk.
    std::vector<SheetHeat> heats;  // As the day runs; cancelled heats, and those without a child of it, left out.
};

// Teams along the walk; those without a heat left out. No names.
std::vector<TentSheet> tent_sheets(const Snapshot& snapshot);

// One row a team and heat.
Table tents_table(const Snapshot& snapshot);

}  // namespace heatline::ui
