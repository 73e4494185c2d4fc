#pragma once
// heatline-bench heats: how good plans are, beside what is done by hand, in the same run. Main thread.

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace heatline::bench {

// Adds the subcommand; it sets `action` when it was asked for. `cases`: the folder of the recorded days.
void add_heat_plans(CLI::App& app, const std::string& cases, std::function<int()>& action);

}  // namespace heatline::bench
