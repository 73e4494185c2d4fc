#pragma once
// A meet for a command: ours while nobody has it open, else through the server that has. Main thread.
//
// When it is ours, meet.toml and the journal are brought in step first: errors of an edited meet.toml are listed and
// nothing is opened; else its rules become the meet's with a fact, so that every table follows the file and the journal
// says since when. A server goes on with the rules it started with.

#include <string>

#include "engine/derive.h"
#include "timing/meet_folder.h"
#include "tools/heatline/cli.h"

namespace heatline::tools {

// The meet in `dir`, or the exit code after the problem has been told.
Result<std::unique_ptr<timing::Meet>, Exit> open_meet(const std::string& dir);
// The same for a command that needs the folder itself: refused while somebody has it open.
Result<timing::MeetFolder, Exit> open_own_meet(const std::string& dir);

// The state of an open meet, or the exit code after the problem has been told.
Result<const State*, Exit> state_of(timing::Meet& meet);
Result<std::shared_ptr<const Snapshot>, Exit> snapshot_of(timing::Meet& meet);

// The instant now, by the wall clock: for the `at` of facts that a command writes.
Instant wall_clock();

using timing::kCommandLine;

}  // namespace heatline::tools
