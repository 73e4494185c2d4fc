// heatline verify: replays the journal, checks the chain, the invariants and the money.

#include "tools/heatline/verify_command.h"

#include <memory>
#include <set>

#include "engine/apply.h"
#include "engine/base/counted.h"
#include "engine/grants.h"
#include "engine/results.h"
#include "timing/control/reach.h"
#include "tools/findings.h"
#include "tools/heatline/meet.h"
#include "tools/heatline/report_command.h"
#include "tools/progress.h"

namespace heatline::tools {
namespace {

// Follows the chain, and folds what is sound into `state` on the way.
bool check_chain(const timing::RowSource& rows, State& state, Findings& findings) {
    const timing::ChainReport report =
        timing::verify_chain(rows, [&](timing::Entry&& entry) { apply(state, entry.seq, entry.fact); });
    findings.check(!report.first_bad_seq, report.first_bad_seq
                                              ? "fact " + std::to_string(*report.first_bad_seq) + ": " + report.sentence
                                              : "the hash chain over " + counted(report.facts_checked, "fact"));
    findings.check(report.texts_wrong == 0, report.texts_wrong == 0
                                                ? counted(report.texts_present, "text") + " as their facts name them"
                                                : counted(report.texts_wrong, "text") + " not what their facts name");
    findings.good(counted(report.texts_purged, "text") + " purged");
    return report.good();
}

void check_roster(const State& state, Findings& findings) {
    std::set<std::pair<RunnerId, HeatId>> seen;
    std::size_t twice = 0, virtual_placed = 0;
    for (std::size_t heat = 0; heat < state.heats.size(); ++heat) {
        for (const Placement& placement : state.heats[heat].placements) {
            twice += seen.emplace(placement.runner, HeatId{heat}).second ? 0 : 1;
            virtual_placed += state.roster->runner(placement.runner).attendance == Attendance::virtually ? 1 : 0;
        }
    }
    findings.check(twice == 0, twice == 0 ? "no child stands twice in a heat"
                                          : counted(twice, "child", "children") + " twice in a heat");
    findings.check(virtual_placed == 0, virtual_placed == 0 ? "no virtual runner is in a heat"
                                                            : counted(virtual_placed, "virtual runner") + " in heats");
}

void check_results(const State& state, const Snapshot& snapshot, Findings& findings) {
    std::size_t finishers = 0;
    for (const auto& heat : snapshot.heats) {
        std::set<RunnerId> known;
        std::uint32_t place = 0;
        for (const ResultRow& row : heat->rows) {
            finishers += has_finish(row.outcome) ? 1 : 0;
            if (row.runner && !known.insert(row.runner).second)
                findings.wrong("heat " + heat->name + " lists bib " + row.bib + " twice");
            const auto* finished = std::get_if<outcome::Finished>(&row.outcome);
            if (finished && finished->place < place)
                findings.wrong("heat " + heat->name + ": places go backwards at bib " + row.bib);
            if (finished) place = finished->place;
        }
        const auto& official = state.heats[heat->heat.index()].official;
        if (official && digest_of(official_rows(state, official->finishes)) != official->digest) {
            findings.wrong("heat " + heat->name + ": the official rows are not those of their digest");
        }
    }
    findings.good(counted(snapshot.heats.size(), "heat") + ", " + counted(finishers, "finish", "finishes") +
                  "; every place in order, nobody twice");
}

void check_ledger(const Snapshot& snapshot, Findings& findings) {
    findings.check(snapshot.ledger->size() == snapshot.roster->runners().size(),
                   counted(snapshot.ledger->size(), "child", "children") + " in the ledger, one row each");
    findings.good(counted(snapshot.totals.accounted, "child", "children") + " accounted for, " +
                  std::to_string(snapshot.totals.unaccounted) + " not");
}

// The money again, from the rows alone: the statement's counts, and the sum of the amounts.
void check_money(const Snapshot& snapshot, Findings& findings) {
    const auto counts = count_teams(*snapshot.roster, *snapshot.ledger);
    Cents sum;
    for (const GrantStatement& statement : snapshot.grants->statements) {
        sum += statement.amount;
        if (!(statement.counts == counts[statement.team.index()]))
            findings.wrong("the statement of " + snapshot.roster->team(statement.team).name +
                           " counts other children than the ledger");
        if (!statement.eligible && statement.amount.count != 0)
            findings.wrong(snapshot.roster->team(statement.team).name + " is not eligible and gets money");
    }
    findings.check(sum == snapshot.grants->total,
                   "grants of $" + format_usd(sum) + " in " + counted(snapshot.grants->statements.size(), "statement"));
}

// Everything that is printed, from a second replay by a second deriver.
std::string tables(const State& state) {
    const auto snapshot = Deriver{}.derive(state);
    std::string all;
    for (const char* kind : {"results", "heats", "ledger", "grants"})
        all += report_text(*snapshot, kind, "csv", "staff");
    return all;
}

// A second fold of the same facts; a live meet has more of them by now.
bool replays_alike(const timing::RowSource& rows, const State& state) {
    State again;
    const auto end = rows([&](const timing::Row& row) {
        if (again.seq == state.seq) return false;
        const auto fact = timing::decode_fact(row.body, row.texts);
        if (!fact) return false;
        apply(again, again.seq + 1, *fact);
        return true;
    });
    return end.ok() && again.seq == state.seq && tables(again) == tables(state);
}

void check_meet(const timing::RowSource& rows, const State& state, Findings& findings) {
    const auto snapshot = Deriver{}.derive(state);
    check_roster(state, findings);
    check_results(state, *snapshot, findings);
    check_ledger(*snapshot, findings);
    check_money(*snapshot, findings);
    findings.check(replays_alike(rows, state), "replayed again: the same results, ledger and grants, byte for byte");
}

void check_rows(const timing::RowSource& rows, Findings& findings) {
    State state;
    if (check_chain(rows, state, findings)) check_meet(rows, state, findings);
}

Exit conclude(const std::string& dir, const Findings& findings, bool as_json) {
    if (const Exit told = put({}, as_json ? findings.json() : findings.text()); told != Exit::done) return told;
    if (findings.faults() == 0) return Exit::done;
    return fail(
        Exit::check,
        "verify found " + counted(findings.faults(), "problem") + " in " + dir +
            ": see the lines that begin with WRONG; restore a backup, or ask for help before you change anything");
}

}  // namespace

Exit verify_meet(const std::string& dir, bool as_json) {
    ConsoleProgress progress;
    Findings findings;
    auto reached = timing::rows_of(dir, [&](Seq done, Seq all) { progress.step("reading the journal", done, all); });
    if (!reached && reached.error().kind == timing::MeetProblem::Kind::damaged) {
        findings.wrong(reached.error().what);
        return conclude(dir, findings, as_json);
    }
    if (!reached) return fail(reached.error());
    check_rows(reached->rows, findings);
    progress.end_line();
    return conclude(dir, findings, as_json);
}

void add_verify(CLI::App& app, Action& action) {
    auto* command = app.add_subcommand("verify",
                                       "Example: heatline verify spring-mile\n\n"
                                       "Replays the journal and checks the hash chain, the invariants and the money.");
    auto dir = std::make_shared<std::string>();
    command->add_option("DIR", *dir, "the meet folder")->required();
    auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "what was checked, as JSON");
    command->callback([&action, dir, as_json] { action = [dir, as_json] { return verify_meet(*dir, *as_json); }; });
}

}  // namespace heatline::tools
