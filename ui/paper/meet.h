#pragma once
// The meet at a glance, as GET /api/v1/meet answers it: what it is, totals, and one line a heat. No names.
//
// `state` of a heat is planned, running or official; `start` is the gun, null until it goes, beside it stands
// `planned_start`. Instants are RFC 3339 with the meet's offset. Pure; any thread.

#include <string>

#include "engine/snapshot.h"
#include "ui/paper/table.h"

namespace heatline::ui {

// `{"meet":{…},"durable_seq":N,"totals":{…},"heats":[…]}`, heats as the day runs. `durable_seq`: the journal's last
// sequence that is on disk.
std::string meet_json(const Snapshot& snapshot, Seq durable_seq);

// The `heats` of it.
Table heat_lines(const Snapshot& snapshot);

}  // namespace heatline::ui
