#pragma once
// The control socket: DIR/control, through which commands reach a meet that a server has open. Only the folder's owner
// may use it (mode 0600); whoever does is the director.
//
// A socket's address holds 108 bytes and a folder's path may be longer, so both sides go through the open folder's
// short name under /proc. A socket that a crash left behind is in nobody's way: the lock says who owns the meet, and
// its owner clears it. Any thread.

#include <string>

#include "engine/base/result.h"
#include "timing/descriptor.h"
#include "timing/meet.h"

namespace heatline::timing {

inline constexpr const char* kControlSocket = "control";
inline constexpr const char* kControlRows = "/control/v1/rows";
inline constexpr const char* kControlFacts = "/control/v1/facts";
inline constexpr const char* kControlSnapshot = "/control/v1/snapshot";

// A socket that listens in `dir`, whose lock the caller holds.
Result<Descriptor, MeetProblem> listen_for_control(const std::string& dir);
// Takes the name away again; what is connected stays.
void clear_control(const std::string& dir);
// A socket connected to the server that has `dir` open; none when nobody listens there.
Descriptor connect_to_control(const std::string& dir);

}  // namespace heatline::timing
