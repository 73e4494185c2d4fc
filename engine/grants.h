#pragma once
// Grants: from children counted to dollars, with the reason for every one that is not paid; contract parts 4 and 5.
//
// Children are counted, not entries, and only those whose registration stands (`registered` yes): the clubs pay for
// registered children. A virtual runner is in none of the counts; `include_virtual` adds registered virtual runners
// to what a grant counts and pays. Whole cents throughout. Pure; any thread.

#include <span>
#include <vector>

#include "engine/snapshot.h"

namespace heatline {

// The counts of every team, by TeamId. `ledger` is by RunnerId.
std::vector<TeamCounts> count_teams(const Roster& roster, std::span<const LedgerRow> ledger);

// Every statement: one for a team and grant, teams by id, grants in the order of the rules. An award is paid as people
// entered it, to a team that is eligible. O(teams · grants · log).
Grants grant_statements(const MeetRules& rules, const Roster& roster, std::span<const TeamCounts> counts,
                        const Awards& awards = {});

}  // namespace heatline
