#pragma once
// ServerView: the server's answers as rows. Only what the contract promises is looked at; more is ignored.
//
// Numbers may come as numbers or text, yes and no as text or booleans: both read the same here. An answer that is not
// what the contract says is an error in a sentence. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/money.h"
#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/meet_rules.h"
#include "tools/simulate/plan.h"

namespace heatline::simulate {

struct HeatRow {
    std::string heat, race, bib, team, grade, gender;
    std::optional<Instant> start;
};
struct LedgerRow {
    std::string bib, name, team, state;
    bool accounted = false;
};
struct ResultRow {
    std::string heat, bib, name, status;
    std::optional<std::int64_t> elapsed_ms;
    bool review = false;
    std::optional<int> confidence_milli{};
};
struct Statement {
    std::string team, grant;
    std::int64_t registered = 0, checked_in = 0, started = 0, finished = 0;
    bool eligible = false;
    Cents amount;
};
struct HeatNow {
    std::string heat;
    std::optional<Instant> start;
    std::int64_t on_course = 0;
};
struct MeetNow {
    std::int64_t durable_seq = 0;
    std::vector<HeatNow> heats;
};

template <class T>
using Read = Result<T, std::string>;

Read<std::vector<HeatRow>> read_heats(std::string_view body);
Read<std::vector<LedgerRow>> read_ledger(std::string_view body);
Read<std::vector<ResultRow>> read_results(std::string_view body);
Read<std::vector<Statement>> read_grants(std::string_view body);
Read<MeetNow> read_meet(std::string_view body);
// `durable_seq` of /healthz, or of the answer to a command.
Read<std::int64_t> read_durable_seq(std::string_view body);
// The detail of a problem answer, or the start of the body.
std::string read_problem(std::string_view body);

// The plan that heats and ledger describe; distances and lines come from `rules`. Children without a bib are left out:
// nobody can name them. `unregistered` are bibs.
Read<Plan> make_plan(const std::vector<HeatRow>& heats, const std::vector<LedgerRow>& ledger, const MeetRules& rules,
                     const std::vector<std::string>& unregistered);

}  // namespace heatline::simulate
