#pragma once
// Compare: the truth beside what the server says; numbers only. report.h makes text of them.
//
// "Right" is the right child in the right heat within half a second of the true crossing, as in the cases that the
// fusion is measured by. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/simulate/server_view.h"
#include "tools/simulate/truth.h"

namespace heatline::simulate {

inline constexpr std::int64_t kRightWithinUs = 500'000;
inline constexpr std::int64_t kNearWithinUs = 1'500'000;

struct HeatScore {
    std::string heat;                        // Empty: the sum over all heats.
    std::int64_t finishers = 0;              // Truly.
    std::int64_t found = 0;                  // Of them, listed in their heat, at any time or none.
    std::int64_t right = 0;                  // Within 0.5 s,
    std::int64_t near = 0;                   // within 1.5 s; includes `right`.
    std::int64_t without_time = 0;           // Of the found.
    std::int64_t missed = 0;                 // Finishers who are not in the list of their heat.
    std::int64_t wrong_child = 0;            // Listed as finished, and never finished anything. The worst mistake.
    std::int64_t wrong_heat = 0;             // Listed in a heat that the child did not finish.
    std::int64_t unknown = 0;                // Finishers without a known child.
    std::int64_t review = 0;                 // Rows marked for a person to look at.
    std::optional<std::int64_t> gun_off_ms;  // The server's gun after the true one; of the sum, the largest.
    std::optional<std::int64_t> out_truly, out_by_ledger;  // Children out when the heat became official.
};

struct TeamDollars {
    std::string team, grant;
    std::int64_t finished_truly = 0, finished_by_server = 0;
    Cents truly, by_server;
};

struct LedgerScore {
    std::int64_t children = 0;           // Who do not run virtually.
    std::int64_t came = 0;               // Truly.
    std::int64_t seen_by_server = 0;     // In any state but registered and dns.
    std::int64_t not_accounted = 0;      // At the end.
    std::int64_t absent_but_listed = 0;  // Did not come, and the ledger has seen them: a wrong number.
};

struct Comparison {
    std::vector<HeatScore> heats;
    HeatScore total;
    LedgerScore ledger;
    std::vector<TeamDollars> money;  // By team and grant, those that differ; sorted as the statements are.
    Cents dollars_truly, dollars_by_server;
    std::size_t statements = 0;
    bool money_known = true;  // False when the meet has a grant whose rule was not handed in.
    bool all_accounted = false;
};

struct ServerSays {
    MeetNow meet;
    std::vector<ResultRow> results;
    std::vector<LedgerRow> ledger;
    std::vector<Statement> grants;
};

Comparison compare(const Plan& plan, const Truth& truth, const std::vector<GrantRules>& grants,
                   const ServerSays& server);

// Children on the course, in the chute or on the way back, as the ledger has it: seen, and not accounted for.
std::int64_t out_by_ledger(const std::vector<LedgerRow>& ledger);

}  // namespace heatline::simulate
