#pragma once
// An open meet for a command: the folder, with meet.toml and the journal in step.
//
// A meet.toml that was edited since is read first: its errors are listed and nothing is opened; else its rules become
// the meet's with a fact, so that every table follows the file and the journal says since when. Main thread.

#include <string>

#include "engine/derive.h"
#include "timing/meet_folder.h"
#include "tools/heatline/cli.h"

namespace heatline::tools {

// The meet in `dir`, or the exit code after the problem has been told.
Result<timing::MeetFolder, Exit> open_meet(const std::string& dir);

// The instant now, by the wall clock: for the `at` of facts that a command writes.
Instant wall_clock();

// The snapshot of the meet as it is.
std::shared_ptr<const Snapshot> snapshot_of(const State& state);

// The author of facts that the command line writes.
inline constexpr const char* kCommandLine = "heatline";

}  // namespace heatline::tools
