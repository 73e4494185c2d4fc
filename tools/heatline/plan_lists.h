#pragma once
// What people need of a plan beside its quality: each heat with the marshal's walk, each team with when it leaves its
// tent. For `heatline plan` and `heatline heats`.

#include <boost/json/array.hpp>
#include <string>

#include "engine/heats/plan.h"

namespace heatline::tools {

// One line a heat: start, band, children, teams, tents that the marshal passes, when the first team leaves.
std::string plan_heats_text(const heats::Plan& plan, const heats::PlanInput& input, std::int32_t zone_offset_min);

// One line for each team and heat, team by team along the tents: when it leaves its tent and with how many children.
std::string plan_tents_text(const heats::Plan& plan, const heats::PlanInput& input, std::int32_t zone_offset_min);

// The same for programs: an object a heat, its teams along the tents.
boost::json::array plan_heats_json(const heats::Plan& plan, const heats::PlanInput& input,
                                   std::int32_t zone_offset_min);

}  // namespace heatline::tools
