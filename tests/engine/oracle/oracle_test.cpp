// Results, ledger and grants of random meets, against the same worked out slowly from the list of facts.

#include "tests/engine/oracle/oracle.h"

#include "tests/engine/oracle/random_meet.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <algorithm>
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

constexpr std::uint32_t kMeets = 1'000;
constexpr std::uint32_t kFirstSeed = 20'270'501;

Oracle oracle_of(const MeetBuilder& meet, const Snapshot& snapshot) {
    std::vector<std::vector<Finish>> finishes;
    std::vector<std::vector<std::string>> taken;
    for (const auto& heat : snapshot.heats) {
        finishes.push_back(heat->finishes);
        taken.emplace_back();
        for (const Finish& finish : heat->finishes) taken.back().emplace_back(meet.state().symbols.text(finish.bib));
    }
    return {meet.facts(), std::move(finishes), std::move(taken)};
}

OracleRow plain(const ResultRow& row) {
    OracleRow plain;
    plain.runner = row.runner;
    plain.bib = row.bib;
    plain.status = status_word(row.outcome);
    if (const auto* finished = std::get_if<outcome::Finished>(&row.outcome)) {
        plain.place = finished->place;
        plain.elapsed_us = finished->elapsed_us;
    }
    plain.review = row.review;
    plain.doubt = row.doubt;
    plain.counts_as_finish = has_finish(row.outcome);
    plain.tap = row.tap;
    return plain;
}

std::string show(const OracleRow& row) {
    return "runner " + std::to_string(row.runner.value) + " bib " + row.bib + " " + row.status + " place " +
           std::to_string(row.place) + " us " + std::to_string(row.elapsed_us) + (row.review ? " review" : "") +
           " doubt " + std::to_string(static_cast<int>(row.doubt)) + (row.counts_as_finish ? " finish" : "");
}

// The rows that are in `rows` and not in `others`.
std::string show_missing(const std::vector<OracleRow>& rows, const std::vector<OracleRow>& others) {
    std::string text;
    for (const OracleRow& row : rows) {
        if (std::find(others.begin(), others.end(), row) == others.end()) text += "  " + show(row) + "\n";
    }
    return text.empty() ? "  (the order differs)\n" : text;
}

std::string show(const LedgerRow& row) {
    return "runner " + std::to_string(row.runner.value) + " heat " + std::to_string(row.heat.value) + " state " +
           std::to_string(static_cast<int>(row.state)) + (row.accounted ? " accounted" : "") +
           (row.flagged ? " flagged" : "") + (row.seen ? " seen" : "") + (row.started ? " started" : "") +
           (row.finished ? " finished" : "") + " last " +
           (row.last_seen_at ? format_rfc3339(*row.last_seen_at) : std::string{"never"}) + " at " +
           std::to_string(static_cast<int>(row.last_seen_where));
}

std::string show(const GrantStatement& s) {
    std::string text = "team " + std::to_string(s.team.value) + " " + s.grant + " " + format_usd(s.amount);
    for (const std::string& reason : s.reasons) text += "; " + reason;
    return text;
}

// How often each thing came up, so that a property cannot hold because nothing happened.
struct Met {
    std::map<std::string, int> statuses;
    std::map<ChildState, int> states;
    std::size_t replanned = 0, taken_back = 0, ties = 0, official = 0, paid = 0, unknown = 0, flagged = 0,
                cancelled = 0, awarded = 0;

    void count(const Fact& fact) {
        const auto* change = std::get_if<HeatsReplanned>(&fact.body);
        if (change) ++(change->takes_back == 0 ? replanned : taken_back);
    }

    void count(const Snapshot& snapshot) {
        for (const auto& heat : snapshot.heats) {
            official += heat->state == HeatState::official ? 1 : 0;
            cancelled += heat->state == HeatState::cancelled ? 1 : 0;
            std::uint32_t before = 0;
            for (const ResultRow& row : heat->rows) {
                ++statuses[status_word(row.outcome)];
                unknown += row.runner ? 0 : 1;
                const auto* finished = std::get_if<outcome::Finished>(&row.outcome);
                ties += finished && finished->place == before ? 1 : 0;
                before = finished ? finished->place : 0;
            }
        }
        for (const LedgerRow& row : *snapshot.ledger) {
            ++states[row.state];
            flagged += row.flagged ? 1 : 0;
        }
        for (const GrantStatement& s : snapshot.grants->statements) {
            paid += s.amount.count > 0 ? 1 : 0;
            awarded += s.awarded != 0 ? 1 : 0;
        }
    }
};

}  // namespace

TEST_CASE("Results, ledger and grants are what the facts say, whatever happens on the day", "[engine][property]") {
    Met met;
    for (std::uint32_t seed = kFirstSeed; seed < kFirstSeed + kMeets; ++seed) {
        CAPTURE(seed);
        MeetBuilder meet = random_meet(seed);
        const auto snapshot = meet.snapshot();
        const Oracle oracle = oracle_of(meet, *snapshot);
        met.count(*snapshot);
        for (const Fact& fact : meet.facts()) met.count(fact);

        for (const auto& heat : snapshot->heats) {
            const std::vector<OracleRow>& wanted = oracle.results(heat->heat);
            CAPTURE(heat->name);
            std::vector<OracleRow> rows;
            for (const ResultRow& row : heat->rows) rows.push_back(plain(row));
            if (rows != wanted)
                FAIL_CHECK("engine:\n" << show_missing(rows, wanted) << "facts:\n" << show_missing(wanted, rows));
        }
        REQUIRE(snapshot->ledger->size() == oracle.runner_count());
        for (const LedgerRow& row : *snapshot->ledger) {
            const LedgerRow wanted = oracle.ledger(row.runner);
            if (!(row == wanted)) FAIL_CHECK("engine: " << show(row) << "\nfacts:  " << show(wanted));
        }
        const Grants wanted = oracle.grants();
        REQUIRE(snapshot->grants->statements.size() == wanted.statements.size());
        for (std::size_t i = 0; i < wanted.statements.size(); ++i) {
            const GrantStatement& statement = snapshot->grants->statements[i];
            if (!(statement == wanted.statements[i]))
                FAIL_CHECK("engine: " << show(statement) << "\nfacts:  " << show(wanted.statements[i]));
        }
        REQUIRE(snapshot->grants->total == wanted.total);
    }
    for (const char* status :
         {"registered", "on-course", "finished", "finished-no-time", "dnf", "dns", "dq", "withdrawn", "virtual"}) {
        CAPTURE(status);
        CHECK(met.statuses[status] > 50);
    }
    for (int state = 0; state <= static_cast<int>(ChildState::virtually); ++state) {
        CAPTURE(state);
        CHECK(met.states[static_cast<ChildState>(state)] > 50);
    }
    CHECK(met.replanned > 50);
    CHECK(met.taken_back > 50);
    CHECK(met.ties > 50);
    CHECK(met.official > 50);
    CHECK(met.paid > 50);
    CHECK(met.cancelled > 50);
    CHECK(met.awarded > 50);
    CHECK(met.unknown > 50);
    CHECK(met.flagged > 50);
}
