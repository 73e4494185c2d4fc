#include "tools/heatline/plan_meet.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "engine/base/counted.h"
#include "tools/heatline/plan_lists.h"

namespace heatline::tools {

namespace json = boost::json;

MeetPlanInput plan_input(const State& state) {
    return race_day::plan_input(race_day::day_of(state), race_day::Whom::registered);
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

std::string plan_report_text(const heats::Plan& plan, const heats::PlanInput& input, std::int32_t zone_offset_min) {
    const heats::PlanReport& r = plan.report;
    std::string text;
    text += counted(static_cast<std::uint64_t>(r.heats), "heat") + " (none with fewer than " +
            std::to_string(r.heats_lower_bound) + " is possible)\n";
    text += counted(static_cast<std::uint64_t>(r.span), "tent") + " for the marshal to pass (at least " +
            std::to_string(r.span_lower_bound) + ")\n";
    for (const heats::OneMore& more : r.one_more) {
        const BandRules& band = input.rules.bands[more.band.index()];
        text += "  one more heat in '" + band.name + "' saves the marshal " +
                counted(static_cast<std::uint64_t>(more.span_now - more.span), "tent") + " and takes " +
                counted(static_cast<std::uint64_t>(more.minutes), "minute") +
                ": more_heats = " + std::to_string(band.more_heats.count + 1) + "\n";
    }
    text += counted(static_cast<std::uint64_t>(r.excess_splits), "team") + " split without need\n";
    text += counted(static_cast<std::uint64_t>(r.wait_max_min), "minute") +
            " from first to last start for the team that waits longest\n";
    text += plan_heats_text(plan, input, zone_offset_min);
    text += std::to_string(r.unplaced.size()) + " without a heat\n";
    for (const heats::Unplaced& unplaced : r.unplaced) {
        const heats::PlanChild& child = input.children[unplaced.child];
        text += "  " + child.key + " of " + input.teams[child.team].name + ": " + unplaced.reason + "\n";
    }
    return text;
}

std::string plan_report_json(const heats::PlanInput& input, const Result<heats::Plan, heats::Infeasible>& plan,
                             std::int64_t micros, std::int32_t zone_offset_min) {
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
    report["heat_list"] = plan_heats_json(*plan, input, zone_offset_min);
    std::string text = json::serialize(report);
    // A length of time with six decimals, written without floating point.
    std::string decimals = std::to_string(micros % 1'000'000);
    decimals.insert(0, 6 - decimals.size(), '0');
    text.insert(text.size() - 1, ",\"seconds\":" + std::to_string(micros / 1'000'000) + "." + decimals);
    return text + "\n";
}

}  // namespace heatline::tools
