#pragma once
// The meet at a glance, as GET /api/v1/meet answers it: what it is, totals, and one line a heat. No names.
//
// `state` of a heat is planned, running, official or cancelled; `start` is the gun, null until it goes, beside it
// stands `planned_start`, delays included. `course_clear`: the tail walker is in; then `missing` counts the children
// who are on course still. `hold` is when the hold began that heats wait in, or null; `closed` is null until the meet
// is closed. Instants are RFC 3339 with the meet's offset. Pure; any thread.

#include <string>

#include "engine/snapshot.h"
#include "ui/paper/table.h"

namespace heatline::ui {

// `{"meet":{…},"durable_seq":N,"totals":{…},"hold":…,"closed":…,"heats":[…]}`, heats as the day runs. `durable_seq`:
// the journal's last sequence that is on disk.
std::string meet_json(const Snapshot& snapshot, Seq durable_seq);

// The `heats` of it.
Table heat_lines(const Snapshot& snapshot);

}  // namespace heatline::ui
