#pragma once
// Tent sheets: what hangs on each tent: its heats, when its families come, when the team sets off. Pure; any thread.

#include "engine/snapshot.h"
#include "ui/paper/table.h"

namespace heatline::ui {

// One row a team and heat, cancelled heats left out: teams along the walk, then heats as the day runs. `arrive_by` is
// what families are told, `call_time` when the team leaves its tent; both follow delays. No names. Children who are
// withdrawn or counted as not coming are not counted.
Table tent_sheets(const Snapshot& snapshot);

}  // namespace heatline::ui
