#pragma once
// The stream's rows: one heat at a time, each row a JSON object with the keys of its report.
//
// Children who are in no heat are no part of it. What a viewer may see is engine/privacy.h's to say. Pure; any thread.

#include <string>
#include <vector>

#include "engine/privacy.h"
#include "engine/snapshot.h"

namespace heatline::ui {

// The heat's line of meet_json.
std::string heat_line_json(const Snapshot& snapshot, HeatId heat);

// The heat's rows of results_table for one viewer, in the picture's order.
std::vector<std::string> heat_rows_json(const Snapshot& snapshot, HeatId heat, Viewer viewer);

// The same, each row as the tent of the row's own team sees it; of a finisher who is not known, as any tent does.
std::vector<std::string> own_rows_json(const Snapshot& snapshot, HeatId heat);

}  // namespace heatline::ui
