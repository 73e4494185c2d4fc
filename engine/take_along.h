#pragma once
// take_along: what some commands carry from a snapshot, so that deciding stays pure and needs no derivation: the rows
// that are made official, the statements that are approved, who is not accounted for at the end. Pure; any thread.

#include "engine/command.h"
#include "engine/snapshot.h"

namespace heatline {

// Whether the command must be given a snapshot before it is decided.
bool needs_snapshot(const CommandBody& body);

// Fills in what the command carries, from a snapshot that holds at least everything that was said before it.
void take_along(CommandBody& body, const Snapshot& snapshot);

}  // namespace heatline
