// heatline verify: replays the journal, checks the chain, the invariants and the money.

#include "tools/heatline/verify_command.h"

#include <unistd.h>

#include <memory>
#include <set>

#include "engine/apply.h"
#include "engine/grants.h"
#include "engine/results.h"
#include "tools/heatline/meet.h"
#include "tools/heatline/report_command.h"
#include "tools/progress.h"
#include "ui/paper/json.h"

namespace heatline::tools {
namespace {

// What is checked, line by line.
class Findings {
public:
    void good(const std::string& line) { check(true, line); }
    void wrong(const std::string& line) { check(false, line); }
    void check(bool holds, const std::string& line) {
        lines_.push_back({holds, line});
        faults_ += holds ? 0 : 1;
    }
    std::size_t faults() const { return faults_; }

    std::string text() const {
        std::string text;
        for (const auto& [holds, line] : lines_) text += (holds ? "ok     " : "WRONG  ") + line + "\n";
        return text;
    }
    std::string json() const {
        std::string text = "{\"problems\":" + std::to_string(faults_) + ",\"checks\":[";
        for (const auto& [holds, line] : lines_) {
            if (text.back() != '[') text += ",";
            text += holds ? "{\"ok\":true,\"what\":" : "{\"ok\":false,\"what\":";
            ui::append_json_text(text, line);
            text += "}";
        }
        return text + "]}\n";
    }

private:
    std::vector<std::pair<bool, std::string>> lines_;
    std::size_t faults_ = 0;
};

std::string count(std::uint64_t number, std::string_view one, std::string_view many = {}) {
    const std::string plural = many.empty() ? std::string{one} + "s" : std::string{many};
    return std::to_string(number) + " " + (number == 1 ? std::string{one} : plural);
}

bool check_chain(timing::Journal& journal, Findings& findings) {
    ConsoleProgress progress;
    const Seq all = journal.last_seq();
    const timing::ChainReport report =
        journal.verify_chain([&](std::uint64_t done) { progress.step("checking the chain", done, all); });
    progress.end_line();
    findings.check(!report.first_bad_seq, report.first_bad_seq
                                              ? "fact " + std::to_string(*report.first_bad_seq) + ": " + report.sentence
                                              : "the hash chain over " + count(report.facts_checked, "fact"));
    findings.check(report.texts_wrong == 0, report.texts_wrong == 0
                                                ? count(report.texts_present, "text") + " as their facts name them"
                                                : count(report.texts_wrong, "text") + " not what their facts name");
    findings.good(count(report.texts_purged, "text") + " purged");
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
                                          : count(twice, "child", "children") + " twice in a heat");
    findings.check(virtual_placed == 0, virtual_placed == 0 ? "no virtual runner is in a heat"
                                                            : count(virtual_placed, "virtual runner") + " in heats");
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
    findings.good(count(snapshot.heats.size(), "heat") + ", " + count(finishers, "finish", "finishes") +
                  "; every place in order, nobody twice");
}

void check_ledger(const Snapshot& snapshot, Findings& findings) {
    findings.check(snapshot.ledger->size() == snapshot.roster->runners().size(),
                   count(snapshot.ledger->size(), "child", "children") + " in the ledger, one row each");
    findings.good(count(snapshot.totals.accounted, "child", "children") + " accounted for, " +
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
                   "grants of $" + format_usd(sum) + " in " + count(snapshot.grants->statements.size(), "statement"));
}

// Everything that is printed, from a second replay by a second deriver.
std::string tables(const State& state) {
    const auto snapshot = snapshot_of(state);
    std::string all;
    for (const char* kind : {"results", "heats", "ledger", "grants"})
        all += report_text(*snapshot, kind, "csv", "staff");
    return all;
}

void check_meet(const timing::MeetFolder& meet, timing::Journal& journal, Findings& findings) {
    const State& state = meet.state();
    const auto snapshot = snapshot_of(state);
    check_roster(state, findings);
    check_results(state, *snapshot, findings);
    check_ledger(*snapshot, findings);
    check_money(*snapshot, findings);
    State again;
    const auto replayed = journal.for_each(1, [&](timing::Entry&& entry) {
        apply(again, entry.seq, entry.fact);
        return true;
    });
    findings.check(replayed.ok() && tables(again) == tables(state),
                   "replayed again: the same results, ledger and grants, byte for byte");
}

}  // namespace

Exit verify_meet(const std::string& dir, bool as_json) {
    Findings findings;
    bool chain_good = false;
    {
        if (::access((dir + "/journal.db").c_str(), F_OK) != 0)
            return fail(Exit::failed,
                        "there is no meet in " + dir + ": it has no journal.db; make one with heatline new");
        auto lock = timing::FolderLock::take(dir);
        if (!lock) return fail(lock.error());
        auto journal = timing::Journal::open(dir + "/journal.db", timing::OpenMode::existing);
        if (!journal) {
            if (journal.error().kind != timing::JournalError::Kind::damaged)
                return fail(Exit::failed, journal.error().sentence);
            findings.wrong(journal.error().sentence);
        } else {
            chain_good = check_chain(**journal, findings);
        }
    }
    if (chain_good) {
        auto meet = timing::MeetFolder::open(dir);
        if (!meet) return fail(meet.error());
        check_meet(*meet, meet->journal(), findings);
    }
    if (const Exit told = put({}, as_json ? findings.json() : findings.text()); told != Exit::done) return told;
    if (findings.faults() == 0) return Exit::done;
    return fail(
        Exit::check,
        "verify found " + count(findings.faults(), "problem") + " in " + dir +
            ": see the lines that begin with WRONG; restore a backup, or ask for help before you change anything");
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
