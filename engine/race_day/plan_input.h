#pragma once
// plan_input: a meet as the heat planner takes it. For planning before the day and for changes on it. Pure; any thread.

#include <vector>

#include "engine/heats/problem.h"
#include "engine/race_day/day.h"

namespace heatline::race_day {

struct MeetPlanInput {
    heats::PlanInput input;
    std::vector<RunnerId> runners;  // By ChildIndex.
};

enum class Whom : std::uint8_t {
    registered,  // Who is to have a heat.
    on_the_day,  // And whoever has one.
};

// As the planner takes a team and a child of the roster; `bib` may be empty.
heats::PlanTeam plan_team(const Team& team);
heats::PlanChild plan_child(const Runner& runner, RunnerId id, const std::string& bib);

// Virtual runners stay out.
MeetPlanInput plan_input(const Day& day, Whom whom);

}  // namespace heatline::race_day
