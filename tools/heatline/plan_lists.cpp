#include "tools/heatline/plan_lists.h"

#include <algorithm>
#include <boost/json/value.hpp>
#include <map>

#include "engine/base/counted.h"
#include "engine/heats/tent.h"
#include "engine/time_text.h"

namespace heatline::tools {

namespace json = boost::json;

namespace {

struct TeamThere {
    std::int64_t position = 0;
    heats::TeamIndex team = 0;
    std::size_t children = 0;
    Instant leaves;
};
struct HeatThere {
    std::vector<TeamThere> teams;  // Along the tents.
    std::int64_t walk = 0;         // Tents from the first to the last.
};

std::vector<HeatThere> heats_there(const heats::Plan& plan, const heats::PlanInput& input) {
    const std::vector<std::int64_t> positions = heats::tent_positions(input.rules, input.teams);
    std::vector<HeatThere> found;
    for (const heats::PlannedHeatOut& heat : plan.heats) {
        std::map<std::pair<std::int64_t, heats::TeamIndex>, std::size_t> teams;
        for (const heats::ChildIndex child : heat.children) {
            const heats::TeamIndex team = input.children[child].team;
            ++teams[{positions[team], team}];
        }
        HeatThere there;
        for (const auto& [key, children] : teams) {
            there.teams.push_back(
                {key.first, key.second, children, heats::call_time(input.rules, key.first, heat.start)});
        }
        if (!there.teams.empty()) there.walk = there.teams.back().position - there.teams.front().position;
        found.push_back(std::move(there));
    }
    return found;
}

}  // namespace

std::string plan_heats_text(const heats::Plan& plan, const heats::PlanInput& input, std::int32_t zone_offset_min) {
    const std::vector<HeatThere> there = heats_there(plan, input);
    std::string text;
    for (std::size_t h = 0; h < there.size(); ++h) {
        const heats::PlannedHeatOut& heat = plan.heats[h];
        text += "heat " + std::to_string(h + 1) + " at " + clock_time(heat.start, zone_offset_min) + ", " +
                input.rules.bands[heat.band.index()].name + ": " + counted(heat.children.size(), "child", "children") +
                " of " + counted(there[h].teams.size(), "team", "teams") + "; the marshal passes " +
                counted(static_cast<std::size_t>(there[h].walk), "tent", "tents");
        if (!there[h].teams.empty())
            text += "; the first team leaves its tent at " + clock_time(there[h].teams.back().leaves, zone_offset_min);
        text += "\n";
    }
    return text;
}

std::string plan_tents_text(const heats::Plan& plan, const heats::PlanInput& input, std::int32_t zone_offset_min) {
    std::map<std::pair<std::int64_t, heats::TeamIndex>, std::string> lines;
    const std::vector<HeatThere> there = heats_there(plan, input);
    for (std::size_t h = 0; h < there.size(); ++h) {
        for (const TeamThere& team : there[h].teams) {
            lines[{team.position, team.team}] +=
                input.teams[team.team].name + ": leave the tent by " + clock_time(team.leaves, zone_offset_min) +
                " for heat " + std::to_string(h + 1) + " at " + clock_time(plan.heats[h].start, zone_offset_min) +
                ", " + counted(team.children, "child", "children") + "\n";
        }
    }
    std::string text;
    for (const auto& [key, of_team] : lines) text += of_team;
    return text;
}

json::array plan_heats_json(const heats::Plan& plan, const heats::PlanInput& input, std::int32_t zone_offset_min) {
    const std::vector<HeatThere> there = heats_there(plan, input);
    json::array list;
    for (std::size_t h = 0; h < there.size(); ++h) {
        json::array teams;
        for (const TeamThere& team : there[h].teams) {
            teams.push_back(json::object{{"team", input.teams[team.team].name},
                                         {"children", team.children},
                                         {"call_time", format_rfc3339(team.leaves, zone_offset_min)}});
        }
        list.push_back(json::object{{"heat", std::to_string(h + 1)},
                                    {"band", input.rules.bands[plan.heats[h].band.index()].name},
                                    {"start", format_rfc3339(plan.heats[h].start, zone_offset_min)},
                                    {"children", plan.heats[h].children.size()},
                                    {"walk", there[h].walk},
                                    {"teams", std::move(teams)}});
    }
    return list;
}

}  // namespace heatline::tools
