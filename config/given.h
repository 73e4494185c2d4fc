#pragma once
// The contract's names of the columns that a roster row gives, for commands, which know columns by name only.
// Pure; any thread.

#include <string>
#include <vector>

#include "config/roster_csv.h"

namespace heatline::config {

std::vector<std::string> given_names(const TeamRow& row);
std::vector<std::string> given_names(const RunnerRow& row);

}  // namespace heatline::config
