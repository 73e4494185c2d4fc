#pragma once
// Planning an open meet: for `heatline plan` and `heatline demo`. Main thread.

#include "engine/heats/plan.h"
#include "timing/meet.h"
#include "tools/heatline/cli.h"

namespace heatline::tools {

struct PlanOptions {
    bool write = false;
    bool json = false;   // The report for programs.
    bool tents = false;  // Also when each team leaves its tent.
    std::string out;     // A file for bib,heat; empty: none.
    heats::PlanOptions how = {};
};

// --calling and --effort, for the commands that plan. `options` must outlive the command.
void add_plan_options(CLI::App& command, heats::PlanOptions& options);

Exit plan_meet(timing::Meet& meet, const PlanOptions& options);

}  // namespace heatline::tools
