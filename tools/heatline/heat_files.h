#pragma once
// HeatFiles: the planner's input from plain files: teams, runners and heats.toml, with no meet folder. Any thread.

#include <string>
#include <vector>

#include "config/problem.h"
#include "engine/base/result.h"
#include "engine/heats/problem.h"

namespace heatline::tools {

struct HeatFiles {
    std::string teams, runners, config;  // Paths.
};

struct HeatFilesProblem {
    std::string what;                       // WHAT: WHY; WHAT TO DO.
    std::vector<config::Problem> problems;  // A line each.
    bool unreadable = false;                // A file could not be read at all.
};

Result<heats::PlanInput, HeatFilesProblem> read_heat_files(const HeatFiles& files);

}  // namespace heatline::tools
