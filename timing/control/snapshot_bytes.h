#pragma once
// A snapshot as bytes: how a report that works in a process of its own gets what the server shows, names included.
//
//   bytes = version seq rules teams runners bibs devices heats ledger grants totals held_since closed approvals
//
// Numbers are 7 bits a byte, lowest first, the top bit set on all but the last; signed ones zigzag (0, -1, 1, -2, …).
//
// The version is raised with every change to engine/snapshot_fields.h, so that two versions of the program never
// misread each other. Reading believes nothing: it never reads beyond the bytes and a list grows only as its items are
// really there. Pure; any thread.

#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/snapshot.h"

namespace heatline::timing {

std::string to_bytes(const Snapshot& snapshot);
// The error is a sentence.
Result<std::shared_ptr<const Snapshot>, std::string> snapshot_from_bytes(std::string_view bytes);

}  // namespace heatline::timing
