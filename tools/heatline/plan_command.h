#pragma once
// Planning an open meet: for `heatline plan` and `heatline demo`; and what people hear of it, for `heatline heats` too.
// Main thread.

#include <memory>

#include "engine/heats/plan.h"
#include "timing/meet.h"
#include "tools/heatline/cli.h"
#include "tools/progress.h"

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

// Says why there is no plan, and which teams clash: of many the first kTeamsNamed. The report in JSON has all.
inline constexpr std::size_t kTeamsNamed = 20;
Exit fail_without_plan(const heats::Infeasible& why);

// One line on standard error while a day whose coaches are short is looked at for long; for programs none. `progress`
// must outlive the planning.
std::unique_ptr<Progress> plan_progress(bool silent);
void tell_of_search(heats::PlanOptions& how, Progress& progress);

Exit plan_meet(timing::Meet& meet, const PlanOptions& options);

}  // namespace heatline::tools
