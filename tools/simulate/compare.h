#pragma once
// Compare: the truth beside what the server says; numbers only. outcome_text.cpp makes text of them.
//
// Finishes are scored by the measures that the fusion is measured by. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/fusion_days/score.h"
#include "tools/simulate/server_view.h"
#include "tools/simulate/truth.h"

namespace heatline::simulate {

struct HeatScore {
    std::string heat;  // Empty: the sum over all heats.
    // All finishers but those who are listed without a time. A child who finished another heat counts as a phantom
    // here, a finisher whose number is no child's as nameless.
    fusion_days::Score score;
    std::int64_t without_time = 0;           // Finishers listed without a time.
    std::optional<std::int64_t> gun_off_ms;  // The server's gun after the true one; of the sum, the largest.
    std::optional<std::int64_t> out_truly, out_by_ledger;  // Children out when the heat became official.

    std::int64_t finishers() const { return score.finishers + without_time; }
    std::int64_t found() const { return score.found + without_time; }
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
