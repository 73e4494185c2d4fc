#pragma once
// The server's doors, opened: rows by ui/paper, rosters by config, time by the system. Main thread.

#include "timing/net/doors.h"

namespace heatline::tools {

// `rules` gives the meet's date for ages; it lives as long as the doors.
timing::Doors make_doors(std::shared_ptr<const MeetRules> rules);

}  // namespace heatline::tools
