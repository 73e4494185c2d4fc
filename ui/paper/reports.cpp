#include "ui/paper/reports.h"

#include <algorithm>
#include <utility>

#include "engine/names.h"
#include "engine/rounding.h"
#include "engine/trail.h"
#include "ui/format.h"
#include "ui/paper/json.h"
#include "ui/paper/start_lists.h"

namespace heatline::ui {
namespace {

constexpr auto kInteger = ColumnKind::integer;
constexpr Cell kEmpty{};

Cell text(std::string_view words) { return std::string{words}; }
Cell whole(std::int64_t number) { return number; }
Cell text_if(bool shown, std::string words) { return shown ? Cell{std::move(words)} : kEmpty; }
Cell local(const std::optional<Instant>& at, const MeetRules& rules) {
    return at ? Cell{format_local(*at, rules)} : kEmpty;
}

// Sorts things that hold a runner by tent, team, bib.
template <class T, class RunnerOf>
void sort_along_the_walk(std::vector<T>& things, const Snapshot& snapshot, const std::vector<std::int64_t>& positions,
                         RunnerOf runner_of) {
    std::sort(things.begin(), things.end(), [&](const T& a, const T& b) {
        const RunnerId one = runner_of(a), other = runner_of(b);
        const TeamId team = snapshot.roster->runner(one).team, other_team = snapshot.roster->runner(other).team;
        if (team != other_team) {
            return std::pair{positions[team.index()], team} < std::pair{positions[other_team.index()], other_team};
        }
        const std::string& bib = (*snapshot.bibs)[one.index()];
        const std::string& other_bib = (*snapshot.bibs)[other.index()];
        return bib != other_bib ? bib_before(bib, other_bib) : one < other;
    });
}

// ---- results

class ResultsReport {
public:
    ResultsReport(const Snapshot& snapshot, Viewer viewer) : snapshot_(snapshot), viewer_(viewer) {
        table_.columns = {{"heat"},
                          {"place", kInteger},
                          {"bib"},
                          {"name"},
                          {"team"},
                          {"grade"},
                          {"gender"},
                          {"elapsed_ms", kInteger},
                          {"time", ColumnKind::duration},
                          {"status"},
                          {"evidence"},
                          {"confidence", ColumnKind::milli},
                          {"review", ColumnKind::flag}};
        has_say_it_ = viewer.audience == Audience::announcer;
        if (has_say_it_) table_.columns.push_back({"say_it", ColumnKind::text, true});
    }

    void add_heat(const HeatPicture& heat) {
        const HeatNames names{*snapshot_.roster, snapshot_.rules->privacy, everybody_in(heat), viewer_};
        for (const ResultRow& row : heat.rows) add(&heat, row, names);
    }

    void add_those_without_heat() {
        std::vector<bool> placed(snapshot_.roster->runners().size(), false);
        for (const auto& heat : snapshot_.heats) {
            for (const RunnerId child : everybody_in(*heat)) placed[child.index()] = true;
        }
        std::vector<RunnerId> without;
        for (std::size_t i = 0; i < placed.size(); ++i) {
            if (!placed[i] && snapshot_.roster->runners()[i].registered) without.emplace_back(i);
        }
        const std::vector<std::string>& bibs = *snapshot_.bibs;
        std::sort(without.begin(), without.end(), [&](RunnerId a, RunnerId b) {
            const std::string &one = bibs[a.index()], &other = bibs[b.index()];
            return one != other ? bib_before(one, other) : a < b;
        });
        const HeatNames names{*snapshot_.roster, snapshot_.rules->privacy, without, viewer_};
        for (const RunnerId child : without) {
            ResultRow row;
            row.runner = child;
            row.bib = bibs[child.index()];
            row.outcome = outcome_without_heat((*snapshot_.ledger)[child.index()].state);
            add(nullptr, row, names);
        }
    }

    Table take() { return std::move(table_); }

private:
    static Outcome outcome_without_heat(ChildState state) {
        if (state == ChildState::virtually) return outcome::Virtual{};
        if (state == ChildState::withdrawn) return outcome::Withdrawn{};
        if (state == ChildState::dns) return outcome::Dns{};
        if (state == ChildState::dnf) return outcome::Dnf{};
        return outcome::Registered{};
    }

    void add(const HeatPicture* heat, const ResultRow& row, const HeatNames& names) {
        const Roster& roster = *snapshot_.roster;
        const Runner* runner = row.runner ? &roster.runner(row.runner) : nullptr;
        const Columns shown = names.columns(row.runner);
        const auto* finished = std::get_if<outcome::Finished>(&row.outcome);
        const bool timed = finished && finished->elapsed_us >= 0;
        Row cells;
        cells.reserve(table_.columns.size());
        cells.push_back(heat ? text(heat->name) : kEmpty);
        cells.push_back(finished ? whole(finished->place) : kEmpty);
        cells.push_back(text_if(shown.bib, row.bib));
        cells.push_back(text(names.name(row.runner)));
        cells.push_back(runner ? text(roster.team(runner->team).name) : kEmpty);
        cells.push_back(runner && shown.grade ? text(format_grade(runner->grade)) : kEmpty);
        cells.push_back(runner && shown.gender ? text(name_of(runner->gender)) : kEmpty);
        cells.push_back(timed ? whole(elapsed_ms(finished->elapsed_us)) : kEmpty);
        cells.push_back(timed ? text(format_time(finished->elapsed_us, snapshot_.rules->timing.rounding)) : kEmpty);
        cells.push_back(text(status_word(row.outcome)));
        cells.push_back(shown.evidence && heat ? text(trail_text(snapshot_, *heat, row)) : kEmpty);
        cells.push_back(Milli{row.confidence_milli});
        cells.push_back(row.review || !row.runner);
        if (has_say_it_) cells.push_back(text(names.say_it(row.runner)));
        table_.rows.push_back(std::move(cells));
    }

    const Snapshot& snapshot_;
    Viewer viewer_;
    bool has_say_it_ = false;
    Table table_;
};

// ---- grants

// Sums over all statements: children once a team, dollars by grant.
std::string grant_totals(const Snapshot& snapshot) {
    TeamCounts children;
    std::vector<bool> counted(snapshot.roster->teams().size(), false);
    std::vector<std::pair<std::string_view, Cents>> by_grant;
    for (const GrantStatement& statement : snapshot.grants->statements) {
        auto held = std::find_if(by_grant.begin(), by_grant.end(),
                                 [&](const auto& grant) { return grant.first == statement.grant; });
        if (held == by_grant.end()) held = by_grant.insert(held, {statement.grant, Cents{}});
        held->second += statement.amount;
        if (counted[statement.team.index()]) continue;
        counted[statement.team.index()] = true;
        children.registered += statement.counts.registered;
        children.checked_in += statement.counts.checked_in;
        children.started += statement.counts.started;
        children.finished += statement.counts.finished;
    }
    std::string json = "{\"registered\":" + std::to_string(children.registered);
    json += ",\"checked_in\":" + std::to_string(children.checked_in);
    json += ",\"started\":" + std::to_string(children.started);
    json += ",\"finished\":" + std::to_string(children.finished) + ",\"grants\":[";
    for (std::size_t i = 0; i < by_grant.size(); ++i) {
        json += i == 0 ? "{\"grant\":" : ",{\"grant\":";
        append_json_text(json, by_grant[i].first);
        json += ",\"amount_usd\":\"" + format_usd(by_grant[i].second) + "\"}";
    }
    return json += "]}";
}

std::string reasons_of(const GrantStatement& statement) {
    std::string all;
    const auto add = [&](const std::string& reason) {
        if (!all.empty() && !reason.empty()) all += "; ";
        all += reason;
    };
    for (const std::string& reason : statement.reasons) add(reason);
    add(statement.award_reason);
    return all;
}

// Who put their names to which statements, and whether they are still the same.
std::string approval_keys(const Snapshot& snapshot) {
    std::string json = ",\"digest\":";
    append_json_text(json, snapshot.grants->digest);
    json += ",\"approvals\":[";
    for (const Approval& approval : snapshot.approvals) {
        if (json.back() != '[') json += ',';
        json += "{\"by\":";
        append_json_text(json, approval.by.value);
        json += ",\"at\":";
        append_json_text(json, format_local(approval.at, *snapshot.rules));
        json += ",\"digest\":";
        append_json_text(json, approval.digest);
        json += ",\"total_usd\":\"" + format_usd(approval.total) + "\"}";
    }
    const Approval* last = approved(snapshot.approvals);
    const bool changed = last && last->digest != snapshot.grants->digest;
    json += std::string{"],\"approved\":"} + (last ? "true" : "false");
    json += ",\"approved_total_usd\":" + (last ? '"' + format_usd(last->total) + '"' : std::string{"null"});
    return json + ",\"changed_since_approval\":" + (changed ? "true" : "false");
}

}  // namespace

Table results_table(const Snapshot& snapshot, Viewer viewer, std::optional<std::string_view> heat) {
    ResultsReport report{snapshot, viewer};
    for (const HeatPicture* picture : heats_in_order(snapshot)) {
        if (!heat || picture->name == *heat) report.add_heat(*picture);
    }
    if (!heat) report.add_those_without_heat();
    return report.take();
}

Table heats_table(const Snapshot& snapshot, Viewer viewer, TeamId team) {
    Table table;
    table.columns = {{"heat"},
                     {"race"},
                     {"call_time", ColumnKind::instant},
                     {"start_time", ColumnKind::instant},
                     {"bib"},
                     {"name"},
                     {"team"},
                     {"tent"},
                     {"grade"},
                     {"gender"},
                     {"lane", kInteger},
                     {"arrive_by", ColumnKind::instant, true}};
    const bool has_say_it = viewer.audience == Audience::announcer;
    if (has_say_it) table.columns.push_back({"say_it", ColumnKind::text, true});
    const MeetRules& rules = *snapshot.rules;
    const Roster& roster = *snapshot.roster;
    for (const StartList& list : start_lists(snapshot)) {
        const HeatPicture& heat = *list.heat;
        const HeatNames names{roster, rules.privacy, everybody_in(heat), viewer};
        for (const StartingTeam& starting : list.teams) {
            if (team && starting.team != team) continue;
            const Team& its_team = roster.team(starting.team);
            for (const Starter& starter : starting.starters) {
                const Runner& runner = roster.runner(starter.runner);
                const Columns shown = names.columns(starter.runner);
                Row cells{text(heat.name),
                          text(heat.race),
                          local(starting.call, rules),
                          local(heat.planned, rules),
                          text_if(shown.bib, (*snapshot.bibs)[starter.runner.index()]),
                          text(names.name(starter.runner)),
                          text(its_team.name),
                          text(its_team.tent),
                          text_if(shown.grade, format_grade(runner.grade)),
                          text_if(shown.gender, std::string{name_of(runner.gender)}),
                          starter.lane > 0 ? whole(starter.lane) : kEmpty,
                          local(heat.planned - minutes(rules.heats.arrive_before_min), rules)};
                if (has_say_it) cells.push_back(text(names.say_it(starter.runner)));
                table.rows.push_back(std::move(cells));
            }
        }
    }
    return table;
}

Table ledger_table(const Snapshot& snapshot) {
    Table table;
    table.columns = {{"bib"},
                     {"name"},
                     {"team"},
                     {"tent"},
                     {"heat"},
                     {"state"},
                     {"accounted", ColumnKind::boolean},
                     {"last_seen_at", ColumnKind::instant},
                     {"last_seen_where"},
                     {"flagged", ColumnKind::boolean, true}};
    const Roster& roster = *snapshot.roster;
    std::vector<const LedgerRow*> rows;
    rows.reserve(snapshot.ledger->size());
    for (const LedgerRow& row : *snapshot.ledger) rows.push_back(&row);
    sort_along_the_walk(rows, snapshot, walk_positions(snapshot), [](const LedgerRow* row) { return row->runner; });
    table.rows.reserve(rows.size());
    for (const LedgerRow* row : rows) {
        const Runner& runner = roster.runner(row->runner);
        const Team& team = roster.team(runner.team);
        table.rows.push_back({text((*snapshot.bibs)[row->runner.index()]), text(full_name(runner)), text(team.name),
                              text(team.tent), row->heat ? text(snapshot.heats[row->heat.index()]->name) : kEmpty,
                              text(state_word(row->state)), row->accounted, local(row->last_seen_at, *snapshot.rules),
                              text(where_word(row->last_seen_where)), row->flagged});
    }
    return table;
}

Table grants_table(const Snapshot& snapshot) {
    Table table;
    table.columns = {{"team"},
                     {"registered", kInteger},
                     {"checked_in", kInteger},
                     {"started", kInteger},
                     {"finished", kInteger},
                     {"eligible", ColumnKind::boolean},
                     {"reasons"},
                     {"grant"},
                     {"amount_usd", ColumnKind::money}};
    table.rows.reserve(snapshot.grants->statements.size());
    for (const GrantStatement& statement : snapshot.grants->statements) {
        const TeamCounts& counts = statement.counts;
        table.rows.push_back({text(snapshot.roster->team(statement.team).name), whole(counts.registered),
                              whole(counts.checked_in), whole(counts.started), whole(counts.finished),
                              statement.eligible, text(reasons_of(statement)), text(statement.grant),
                              text(format_usd(statement.amount))});
    }
    return table;
}

std::string grants_json(const Snapshot& snapshot) {
    std::string json = "{\"statements\":";
    append_json_rows(json, grants_table(snapshot));
    json += ",\"total_usd\":\"" + format_usd(snapshot.grants->total) + "\",\"totals\":" + grant_totals(snapshot);
    return json + approval_keys(snapshot) + '}';
}

const char* state_word(ChildState state) {
    switch (state) {
        case ChildState::registered:
            return "registered";
        case ChildState::checked_in:
            return "checked-in";
        case ChildState::staged:
            return "staged";
        case ChildState::on_course:
            return "on-course";
        case ChildState::finished:
            return "finished";
        case ChildState::returned:
            return "returned";
        case ChildState::dnf:
            return "dnf";
        case ChildState::dns:
            return "dns";
        case ChildState::medical:
            return "medical";
        case ChildState::withdrawn:
            return "withdrawn";
        case ChildState::virtually:
            return "virtual";
    }
    return "";
}

const char* where_word(SeenAt where) {
    switch (where) {
        case SeenAt::nowhere:
            return "";
        case SeenAt::tent:
            return "tent";
        case SeenAt::staging:
            return "staging";
        case SeenAt::start:
            return "start";
        case SeenAt::course:
            return "course";
        case SeenAt::chute:
            return "chute";
        case SeenAt::medical:
            return "medical";
        case SeenAt::tent_return:
            return "tent-return";
        case SeenAt::guardian:
            return "guardian";
        case SeenAt::finish:
            return "finish";
    }
    return "";
}

}  // namespace heatline::ui
