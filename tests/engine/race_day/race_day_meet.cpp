#include "tests/engine/race_day/race_day_meet.h"

#include <algorithm>

#include "engine/base/check.h"

namespace heatline::test {

RaceDayMeet::RaceDayMeet(const heats::PlanInput& input, heats::PlanOptions how) {
    rules([&](MeetRules& r) { r.heats = input.rules; });
    for (const heats::PlanTeam& planned : input.teams) {
        team(planned.name, [&](Team& t) {
            t.tent_row = planned.tent_row;
            t.tent_col = planned.tent_col;
            t.coaches = planned.coaches.value_or(0);
        });
    }
    std::vector<RunnerId> ids;
    for (const heats::PlanChild& child : input.children) {
        ids.push_back(runner(input.teams[child.team].name, child.key, [&](Runner& r) {
            r.grade = child.grade;
            r.age = child.age;
            r.gender = child.gender;
            r.races = child.races;
            r.assisted = child.assisted;
            r.heat_lock = child.heat_lock;
            r.seed_time_ms = child.seed_time_ms;
        }));
    }
    const auto plan = heats::make_plan(input, how);
    CHECK_THAT(plan.ok(), "the world of a test has a plan");
    PlanSaved saved;
    for (const heats::PlannedHeatOut& heat : plan->heats) {
        PlannedHeat out{std::to_string(saved.heats.size() + 1), heat.band, heat.race, heat.line, heat.start, {}};
        for (std::size_t i = 0; i < heat.children.size(); ++i)
            out.placements.push_back({ids[heat.children[i]], heat.lanes.empty() ? 0 : heat.lanes[i]});
        saved.heats.push_back(std::move(out));
    }
    fact(std::move(saved));
}

std::string RaceDayMeet::late_child(const std::string& team, int grade) {
    const std::string bib = std::to_string(next_bib_++);
    runner(team, bib, [&](Runner& r) { r.grade = heats::test::grade(grade); });
    return bib;
}

std::string RaceDayMeet::child_like(RunnerId other) {
    const Runner like = state().roster->runner(other);
    const std::string bib = std::to_string(next_bib_++);
    runner(state().roster->team(like.team).name, bib, [&](Runner& r) { r = like; });
    return bib;
}

std::string RaceDayMeet::plan() const {
    std::string text;
    for (const race_day::DayHeat& heat : day().heats) {
        std::map<std::string, int> teams;
        for (const Placement& placement : *heat.placements) {
            const auto gone = [&](const auto& g) { return g.first == placement.runner; };
            if (std::any_of(heat.gone.begin(), heat.gone.end(), gone)) continue;
            ++teams[state().roster->team(state().roster->runner(placement.runner).team).name];
        }
        text += text.empty() ? "" : "| ";
        for (const auto& [name, count] : teams) text += name + ":" + std::to_string(count) + " ";
        if (heat.cancelled) text += "off ";
    }
    return text.empty() ? text : text.substr(0, text.size() - 1);
}

std::vector<std::string> RaceDayMeet::words(const race_day::Change& change) const {
    const race_day::Day now = day();
    return race_day::words_of(now, change, [&](RunnerId id) { return "bib " + (*now.bibs)[id.index()]; });
}

std::string RaceDayMeet::bytes() const {
    std::string text;
    for (const Heat& heat : state().heats) {
        text += heat.name + " " + std::to_string(heat.planned.us) + (heat.cancelled ? " off" : "");
        for (const Placement& p : heat.placements)
            text += " " + std::to_string(p.runner.value) + "/" + std::to_string(p.lane);
        text += "\n";
    }
    for (const auto& heats : state().heats_of) {
        for (const HeatId id : heats) text += std::to_string(id.value) + ",";
        text += ";";
    }
    for (const auto& [key, mark] : state().statuses)
        text += "\n" + std::to_string(key.first.value) + "@" + std::to_string(key.second.value) + "=" +
                std::to_string(static_cast<int>(mark.status));
    for (const Team& team : state().roster->teams()) text += "\n" + team.name + " " + std::to_string(team.coaches);
    return text;
}

}  // namespace heatline::test
