#pragma once
// Verifying a meet: for `heatline verify`, `simulate` and `demo`. Main thread.

#include <string>

#include "tools/heatline/cli.h"

namespace heatline::tools {

// Prints what was checked, a line each, or as JSON; Exit::check when something is wrong.
Exit verify_meet(const std::string& dir, bool as_json);

}  // namespace heatline::tools
