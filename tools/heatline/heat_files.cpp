#include "tools/heatline/heat_files.h"

#include <unordered_map>

#include "config/meet_toml.h"
#include "config/roster_csv.h"
#include "tools/files.h"

namespace heatline::tools {

Result<heats::PlanInput, HeatFilesProblem> read_heat_files(const HeatFiles& files) {
    std::string bytes[3];
    const std::string* const paths[] = {&files.teams, &files.runners, &files.config};
    for (int i = 0; i < 3; ++i) {
        auto read = read_file(*paths[i]);
        if (!read) return Error{HeatFilesProblem{read.error(), {}, true}};
        bytes[i] = std::move(*read);
    }
    const auto rules = config::parse_heats_toml(bytes[2], files.config);
    if (!rules)
        return Error{HeatFilesProblem{"no heats were made: the rules have errors; mend them and try again",
                                      rules.error(), false}};
    const auto teams = config::parse_teams_csv(bytes[0], files.teams);
    if (!teams)
        return Error{HeatFilesProblem{"no heats were made: the teams have errors; mend them and try again",
                                      teams.error(), false}};
    const auto runners = config::parse_runners_csv(bytes[1], files.runners, *rules);
    if (!runners)
        return Error{HeatFilesProblem{"no heats were made: the runners have errors; mend them and try again",
                                      runners.error(), false}};

    heats::PlanInput input;
    input.rules = rules->heats;
    std::unordered_map<std::string, heats::TeamIndex> by_key;
    for (const config::TeamRow& row : teams->rows) {
        by_key.emplace(team_key(row.value.name), static_cast<heats::TeamIndex>(input.teams.size()));
        const bool knows_coaches = row.given[static_cast<std::size_t>(config::TeamColumn::coaches)];
        input.teams.push_back({row.value.name, row.value.tent_row, row.value.tent_col,
                               knows_coaches ? std::optional{row.value.coaches} : std::nullopt});
    }
    std::vector<config::Problem> problems;
    for (const config::RunnerRow& row : runners->rows) {
        const auto team = by_key.find(team_key(row.team));
        if (team == by_key.end()) {
            problems.push_back(
                {files.runners, row.row, "team",
                 "there is no team \"" + row.team + "\" in " + files.teams + "; add it there, or check the spelling"});
            continue;
        }
        if (!row.value.registered || row.value.attendance == Attendance::virtually) continue;
        heats::PlanChild child;
        child.key = row.bib.empty() ? "row " + std::to_string(row.row) : row.bib;
        child.team = team->second;
        child.grade = row.value.grade;
        child.age = row.value.age;
        child.gender = row.value.gender;
        child.races = row.value.races;
        child.assisted = row.value.assisted;
        child.family = row.value.sibling_group.value;
        child.heat_lock = row.value.heat_lock;
        child.seed_time_ms = row.value.seed_time_ms;
        input.children.push_back(std::move(child));
    }
    if (!problems.empty())
        return Error{
            HeatFilesProblem{"no heats were made: the runners have errors; mend them and try again", problems, false}};
    return input;
}

}  // namespace heatline::tools
