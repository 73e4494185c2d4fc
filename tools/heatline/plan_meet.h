#pragma once
// Planning a meet: what the planner needs from the state, and the plan as a fact. For `heatline plan` and `demo`.

#include "engine/heats/plan.h"
#include "engine/race_day/plan_input.h"
#include "engine/state.h"

namespace heatline::tools {

using race_day::MeetPlanInput;

// The meet's children as the planner takes them; virtual runners and those not registered stay out.
MeetPlanInput plan_input(const State& state);

PlanSaved plan_fact(const heats::Plan& plan, const MeetPlanInput& meet);

// The quality report for people, the heats, and the lines of those without a heat.
std::string plan_report_text(const heats::Plan& plan, const heats::PlanInput& input, std::int32_t zone_offset_min);

// REPORT.json of contract part 4; with `infeasible` instead of figures when there is no plan. `micros` is how long the
// planner worked.
std::string plan_report_json(const heats::PlanInput& input, const Result<heats::Plan, heats::Infeasible>& plan,
                             std::int64_t micros, std::int32_t zone_offset_min);

}  // namespace heatline::tools
