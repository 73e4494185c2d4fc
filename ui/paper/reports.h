#pragma once
// Reports: the contract's rows (results, heats, ledger, grants) out of a snapshot, for one viewer.
//
// What a viewer may see is engine/privacy.h's to say and nobody else's. The same snapshot gives the same rows on
// every machine. The snapshot is one that Deriver made: its parts are all there. Pure; any thread.

#include <optional>
#include <string>
#include <string_view>

#include "engine/privacy.h"
#include "engine/snapshot.h"
#include "ui/paper/table.h"

namespace heatline::ui {

// One row an entry, one for each finisher who is not known. Heats as the day runs, rows in the picture's order; after
// them, without a heat, the registered children who are in none (virtual ones, and those nobody placed), by bib.
// With `heat`, the rows of the heat of that name alone; none when there is no such heat. For JSON also `say_it`,
// where the viewer may see it. O(rows).
Table results_table(const Snapshot& snapshot, Viewer viewer, std::optional<std::string_view> heat = std::nullopt);

// One row a child and heat, cancelled heats left out: heats as the day runs, in each by tent along the walk, then by
// bib. With `team`, that team's rows alone. Start and call are the planned ones, delays included; for JSON also
// `arrive_by`, when families are told to come.
Table heats_table(const Snapshot& snapshot, Viewer viewer, TeamId team = TeamId::none());

// Every child, by tent along the walk, then by bib. Full names: for staff and director only. For JSON also `flagged`.
Table ledger_table(const Snapshot& snapshot);

// One row a team and grant, as the statements stand.
Table grants_table(const Snapshot& snapshot);

// `{"statements":[…],"total_usd":"…","totals":{…},"digest":"…","approvals":[…],…}`; totals are children over all teams,
// and dollars by grant. `digest` names the statements as they are; `approved` is true when two approvals stand for the
// same digest, `approved_total_usd` is the total then, and `changed_since_approval` that the statements are others now.
std::string grants_json(const Snapshot& snapshot);

// The contract's word for a state of the ledger, and for where a child was seen (empty for nowhere).
const char* state_word(ChildState state);
const char* where_word(SeenAt where);

}  // namespace heatline::ui
