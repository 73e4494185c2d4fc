#pragma once
// Planning an open meet: for `heatline plan` and `heatline demo`. Main thread.

#include "timing/meet.h"
#include "tools/heatline/cli.h"

namespace heatline::tools {

struct PlanOptions {
    bool write = false;
    bool json = false;  // The report for programs.
    std::string out;    // A file for bib,heat; empty: none.
};

Exit plan_meet(timing::Meet& meet, const PlanOptions& options);

}  // namespace heatline::tools
