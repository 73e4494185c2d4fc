#include "engine/race_day/plan_input.h"

namespace heatline::race_day {

heats::PlanTeam plan_team(const Team& team) {
    // A roster without a number of coaches does not limit the team; zero coaches would forbid every heat.
    const auto coaches = team.coaches > 0 ? std::optional{team.coaches} : std::nullopt;
    return {team.name, team.tent_row, team.tent_col, coaches};
}

heats::PlanChild plan_child(const Runner& runner, RunnerId id, const std::string& bib) {
    heats::PlanChild child;
    child.key = bib.empty() ? "#" + std::to_string(id.value) : bib;
    child.team = runner.team.value;
    child.grade = runner.grade;
    child.age = runner.age;
    child.gender = runner.gender;
    child.races = runner.races;
    child.assisted = runner.assisted;
    child.family = runner.sibling_group.value;
    child.heat_lock = runner.heat_lock;
    child.seed_time_ms = runner.seed_time_ms;
    return child;
}

MeetPlanInput plan_input(const Day& day, Whom whom) {
    MeetPlanInput meet;
    meet.input.rules = day.rules->heats;
    for (const Team& team : day.roster->teams()) meet.input.teams.push_back(plan_team(team));
    const auto& runners = day.roster->runners();
    std::vector<bool> placed(runners.size(), false);
    for (const DayHeat& heat : day.heats) {
        for (const Placement& placement : *heat.placements) placed[placement.runner.index()] = true;
    }
    for (std::size_t i = 0; i < runners.size(); ++i) {
        const Runner& runner = runners[i];
        const bool has_heat = whom == Whom::on_the_day && placed[i];
        if ((!runner.registered && !has_heat) || runner.attendance == Attendance::virtually) continue;
        meet.input.children.push_back(plan_child(runner, RunnerId{i}, (*day.bibs)[i]));
        meet.runners.push_back(RunnerId{i});
    }
    return meet;
}

}  // namespace heatline::race_day
