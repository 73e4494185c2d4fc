#include "tools/heatline/plan_meet.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "engine/heats/tent.h"

namespace heatline::tools {

namespace json = boost::json;

MeetPlanInput plan_input(const State& state) {
    MeetPlanInput meet;
    meet.input.rules = state.rules->heats;
    for (const Team& team : state.roster->teams()) {
        // A roster without a number of coaches does not limit the team; zero coaches would forbid every heat.
        const auto coaches = team.coaches > 0 ? std::optional{team.coaches} : std::nullopt;
        meet.input.teams.push_back({team.name, team.tent_row, team.tent_col, coaches});
    }
    const auto& runners = state.roster->runners();
    for (std::size_t i = 0; i < runners.size(); ++i) {
        const Runner& runner = runners[i];
        if (!runner.registered || runner.attendance == Attendance::virtually) continue;
        heats::PlanChild child;
        child.key = state.symbols.text(state.roster->bib_of(RunnerId{i}));
        if (child.key.empty()) child.key = "#" + std::to_string(i);
        child.team = runner.team.value;
        child.grade = runner.grade;
        child.age = runner.age;
        child.gender = runner.gender;
        child.races = runner.races;
        child.assisted = runner.assisted;
        child.family = runner.sibling_group.value;
        child.heat_lock = runner.heat_lock;
        child.seed_time_ms = runner.seed_time_ms;
        meet.input.children.push_back(std::move(child));
        meet.runners.push_back(RunnerId{i});
    }
    return meet;
}

PlanSaved plan_fact(const heats::Plan& plan, const MeetPlanInput& meet) {
    PlanSaved fact;
    for (const heats::PlannedHeatOut& planned : plan.heats) {
        PlannedHeat heat;
        heat.name = std::to_string(fact.heats.size() + 1);
        heat.band = planned.band;
        heat.race = planned.race;
        heat.line = planned.line;
        heat.start = planned.start;
        for (std::size_t i = 0; i < planned.children.size(); ++i) {
            heat.placements.push_back(
                {meet.runners[planned.children[i]], planned.lanes.empty() ? 0 : planned.lanes[i]});
        }
        fact.heats.push_back(std::move(heat));
    }
    return fact;
}

std::string plan_report_text(const heats::Plan& plan, const heats::PlanInput& input) {
    const heats::PlanReport& r = plan.report;
    std::string text;
    text += std::to_string(r.heats) + " heats (none with fewer than " + std::to_string(r.heats_lower_bound) +
            " is possible)\n";
    text += std::to_string(r.span) + " tents for the marshal to pass (at least " + std::to_string(r.span_lower_bound) +
            ")\n";
    for (const heats::OneMore& more : r.one_more) {
        text += "  one more heat in '" + input.rules.bands[more.band.index()].name + "' saves the marshal " +
                std::to_string(more.span_now - more.span) + " tents and takes " + std::to_string(more.minutes) +
                " minutes\n";
    }
    text += std::to_string(r.excess_splits) + " teams split without need\n";
    text += std::to_string(r.wait_max_min) + " minutes from first to last start for the team that waits longest\n";
    text += std::to_string(r.unplaced.size()) + " without a heat\n";
    for (const heats::Unplaced& unplaced : r.unplaced) {
        const heats::PlanChild& child = input.children[unplaced.child];
        text += "  " + child.key + " of " + input.teams[child.team].name + ": " + unplaced.reason + "\n";
    }
    return text;
}

std::string plan_report_json(const heats::PlanInput& input, const Result<heats::Plan, heats::Infeasible>& plan,
                             std::int64_t micros) {
    json::object report;
    if (!plan) {
        json::array teams;
        for (const std::string& team : plan.error().teams) teams.emplace_back(team);
        report["infeasible"] =
            json::object{{"rule", plan.error().rule}, {"reason", plan.error().sentence}, {"teams", teams}};
        return json::serialize(report) + "\n";
    }
    const heats::PlanReport& r = plan->report;
    report["heats"] = r.heats;
    report["heats_lower_bound"] = r.heats_lower_bound;
    report["span"] = r.span;
    report["span_lower_bound"] = r.span_lower_bound;
    report["excess_splits"] = r.excess_splits;
    report["balance"] = r.balance;
    report["wait_max"] = r.wait_max_min;
    json::array one_more;
    for (const heats::OneMore& more : r.one_more) {
        one_more.push_back(json::object{{"band", input.rules.bands[more.band.index()].name},
                                        {"span", more.span},
                                        {"span_now", more.span_now},
                                        {"minutes", more.minutes}});
    }
    report["one_more_heat"] = one_more;
    json::array unplaced;
    for (const heats::Unplaced& child : r.unplaced) {
        unplaced.push_back(json::object{{"bib", input.children[child.child].key}, {"reason", child.reason}});
    }
    report["unplaced"] = unplaced;
    std::string text = json::serialize(report);
    // A length of time with six decimals, written without floating point.
    std::string decimals = std::to_string(micros % 1'000'000);
    decimals.insert(0, 6 - decimals.size(), '0');
    text.insert(text.size() - 1, ",\"seconds\":" + std::to_string(micros / 1'000'000) + "." + decimals);
    return text + "\n";
}

}  // namespace heatline::tools
