#pragma once
// command_json: the JSON of POST /api/v1/commands to a Command; contract part 6. Never throws. Any thread.

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/command.h"

namespace heatline::timing {

// Columns of a roster by their contract names, and what they come to. Handed in, because this library does not know
// rosters; the error is a sentence.
struct RosterDoor {
    using Columns = std::map<std::string, std::string>;
    std::function<Result<RunnerColumns, std::string>(const Columns&)> runner;
    std::function<Result<SaveTeam, std::string>(const Columns&)> team;
};

// The error is a sentence for the 400. What a command carries from a snapshot is not filled in:
// see engine/take_along.h.
Result<Command, std::string> parse_command(std::string_view text, const RosterDoor& rosters);

}  // namespace heatline::timing
