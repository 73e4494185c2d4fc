#include "tools/heatline/plain_line.h"

#include <algorithm>
#include <map>

#include "config/meet_toml.h"
#include "config/readings_csv.h"
#include "config/roster_csv.h"
#include "engine/apply.h"
#include "engine/derive.h"
#include "engine/trail.h"
#include "tools/heatline/importer.h"
#include "tools/heatline/meet.h"

namespace heatline::tools {
namespace {

Team team_called(const std::string& name) {
    Team team;
    team.name = name;
    return team;
}

}  // namespace

void PlainLine::take(FactBody body) { apply(state_, state_.seq + 1, Fact{{}, kCommandLine, {}, std::move(body)}); }

PlainLine::Fed PlainLine::feed_rules(std::string_view toml, const std::string& file) {
    MeetRules rules = config::default_rules();
    if (!toml.empty()) {
        auto parsed = config::parse_meet_toml(toml, file);
        if (!parsed) return Error{parsed.error()};
        rules = std::move(*parsed);
    }
    take(RulesSet{std::string{toml}, std::move(rules)});
    return Done{};
}

PlainLine::Fed PlainLine::feed_runners(std::string_view csv, const std::string& file) {
    const auto parsed = config::parse_runners_csv(csv, file, *state_.rules);
    if (!parsed) return Error{parsed.error()};
    for (const config::RunnerRow& row : parsed->rows) {
        if (!state_.roster->find_team(row.team))
            take(TeamSaved{TeamId{state_.roster->teams().size()}, team_called(row.team)});
    }
    Import import;
    import.file_name = file;
    NoProgress silent;
    ImportOutcome outcome = Importer{state_, import, {}}.runners(parsed->rows, silent);
    if (!outcome.problems.empty()) return Error{outcome.problems};
    for (const Fact& fact : outcome.facts) apply(state_, state_.seq + 1, fact);
    return Done{};
}

// Heats are those that runners and guns name. `starts` are read first, so that heats stand in the order of guns.
PlainLine::Fed PlainLine::feed_starts(std::string_view csv, const std::string& file) {
    const auto rows = config::parse_starts_csv(csv, file);
    if (!rows) return Error{rows.error()};
    std::vector<config::Problem> problems;
    PlanSaved plan;
    std::map<std::string, std::size_t> heat_by_name;
    const auto heat_named = [&](const std::string& name, Instant start) -> PlannedHeat& {
        const auto [found, made] = heat_by_name.emplace(name, plan.heats.size());
        if (made) plan.heats.push_back({name, BandId::none(), "", "finish", start, {}});
        return plan.heats[found->second];
    };
    for (const config::StartRow& row : *rows) {
        if (row.problem) {
            problems.push_back(*row.problem);
        } else {
            heat_named(row.heat, row.at);
        }
    }
    if (!problems.empty()) return Error{problems};
    const auto& runners = state_.roster->runners();
    for (std::size_t i = 0; i < runners.size(); ++i) {
        if (!runners[i].heat_lock.empty()) heat_named(runners[i].heat_lock, {}).placements.push_back({RunnerId{i}, 0});
    }
    take(std::move(plan));
    for (const config::StartRow& row : *rows) take(StartSet{find_heat(state_, row.heat), row.at, {}});
    return Done{};
}

PlainLine::Fed PlainLine::feed_readings(std::string_view csv, const std::string& file) {
    const auto parsed = config::parse_readings_csv(csv, file, "readings");
    if (!parsed) return Error{parsed.error()};
    Import import;
    import.file_name = file;
    ImportOutcome outcome = Importer{state_, import, {}}.readings(parsed->rows, progress_);
    if (!outcome.problems.empty()) return Error{outcome.problems};
    for (const Fact& fact : outcome.facts) apply(state_, state_.seq + 1, fact);
    return Done{};
}

std::vector<fusion_days::FinishRow> PlainLine::finishes() const {
    std::vector<fusion_days::FinishRow> rows;
    const auto snapshot = Deriver{}.derive(state_);
    for (const auto& heat : snapshot->heats) {
        int place = 0, ahead = 0;
        std::optional<Instant> before;
        for (std::uint32_t f = 0; f < heat->finishes.size(); ++f) {
            const Finish& finish = heat->finishes[f];
            ++ahead;
            if (!before || finish.at != before) place = ahead;
            before = finish.at;
            // A number that somebody else has finished with says nothing about who crossed here.
            const bool others = !finish.runner && finish.doubt == Doubt::entered_twice;
            const Symbol bib = finish.runner ? state_.roster->bib_of(finish.runner)
                               : others      ? Symbol::none()
                                             : finish.bib;
            fusion_days::FinishRow row;
            row.heat = heat->name;
            row.place = finish.at ? place : 0;
            row.bib = state_.symbols.text(bib);
            row.at = finish.at;
            row.confidence_milli = finish.confidence_milli;
            row.evidence = trail_text(*snapshot, *heat, f);
            row.review = finish.review;
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

}  // namespace heatline::tools
