#pragma once
// A change on the race day as JSON: the command that asks for it, and what it comes to. For `heatline replan`.

#include <string>

#include "engine/race_day/change.h"

namespace heatline::tools {

// The body of POST /api/v1/commands.
std::string replan_command_json(const ReplanHeats& command, const std::string& reason);

// One object, without a newline; `words` are the sentences for people.
std::string change_json(const race_day::Day& day, const race_day::Change& change,
                        const std::vector<std::string>& words);

}  // namespace heatline::tools
