#pragma once
// Planning a meet: what the planner needs from the state, and the plan as a fact. For `heatline plan` and `demo`.

#include "engine/heats/plan.h"
#include "engine/state.h"

namespace heatline::tools {

// The meet's children as the planner takes them; virtual runners and those not registered stay out.
struct MeetPlanInput {
    heats::PlanInput input;
    std::vector<RunnerId> runners;  // By ChildIndex.
};
MeetPlanInput plan_input(const State& state);

PlanSaved plan_fact(const heats::Plan& plan, const MeetPlanInput& meet);

// The quality report for people, and the lines of those without a heat.
std::string plan_report_text(const heats::Plan& plan, const heats::PlanInput& input);

// REPORT.json of contract part 4; with `infeasible` instead of figures when there is no plan. `micros` is how long the
// planner worked.
std::string plan_report_json(const heats::PlanInput& input, const Result<heats::Plan, heats::Infeasible>& plan,
                             std::int64_t micros);

}  // namespace heatline::tools
