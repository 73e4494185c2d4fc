#pragma once
// reach: a meet, ours when nobody has it open, else through the server that has. All wait a little for a server that
// is just starting or ending, and for a command to be done; then the problem is that the meet is in use. One thread.

#include <memory>
#include <string>
#include <variant>

#include "timing/control/live_meet.h"
#include "timing/journal/verify.h"
#include "timing/meet_folder.h"

namespace heatline::timing {

using OwnOrLive = std::variant<MeetFolder, LiveMeet>;
Result<OwnOrLive, MeetProblem> open_or_reach(const std::string& dir, const Meet::Progress& progress);

// The meet as ours, for a server: not while another server has it open.
Result<MeetFolder, MeetProblem> open_own(const std::string& dir, const Meet::Progress& progress);

// The rows alone, also of a journal too damaged to be a meet.
struct ReachedRows {
    RowSource rows;  // Holds what it needs.
};
Result<ReachedRows, MeetProblem> rows_of(const std::string& dir, const Meet::Progress& progress);

}  // namespace heatline::timing
