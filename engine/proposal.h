#pragma once
// Proposal: facts that a command worked out in its own process, against the meet as of an earlier seq. Readings came in
// since, which is no harm; a roster that was edited since is.
//
// Only what prepares a meet may be proposed: teams, runners, bibs, tags, the plan, devices, and readings from files.
// All else is a command, and decided here. Pure; the thread that owns the state.

#include <optional>
#include <string>
#include <vector>

#include "engine/state.h"

namespace heatline {

// Why the facts together do not hold any more, as a sentence; nothing when they do. O(facts).
std::optional<std::string> why_outdated(const State& state, Seq as_of, const std::vector<Fact>& facts);
// Why this fact of a proposal cannot be applied as the state now is; nothing when it can. Asked for each fact right
// before it is applied, because devices may be added and readings come in while a long proposal is taken.
std::optional<std::string> why_not_now(const State& state, const Fact& fact);

// Why the plan may not be replaced any more; nothing when it may.
std::optional<std::string> why_plan_stands(const State& state);

}  // namespace heatline
