#pragma once
// decide: what a command comes to. Either the facts that will have happened, or a sentence why not.
//
// Nothing changes here; the caller applies the facts and hands them to the journal, all or none. The same state,
// command, author and instant always decide the same. Pure; the thread that owns the state.

#include <vector>

#include "engine/base/result.h"
#include "engine/command.h"
#include "engine/state.h"

namespace heatline {

using Decision = Result<std::vector<Fact>, Refusal>;

// Never an empty list of facts. The command's id goes on the last fact, whose seq is the answer's.
Decision decide(const State& state, const Command& command, const std::string& author, Instant now);

// The first answer to this author's command of this id; 0 when there was none.
Seq answered(const State& state, std::string_view author, std::string_view command_id);

}  // namespace heatline
