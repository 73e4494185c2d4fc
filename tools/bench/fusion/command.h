#pragma once
// heatline-bench fusion: how good the finish fusion is, beside index pairing in the same run. Main thread.

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace heatline::bench {

// Adds the subcommand; it sets `action` when it was asked for. `recorded`: the folder of the recorded cases.
void add_fusion(CLI::App& app, const std::string& recorded, std::function<int()>& action);

}  // namespace heatline::bench
