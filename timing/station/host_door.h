#pragma once
// HostDoor: one door to the system's names of hosts, so that tests hold the answer in their hands.

#include <functional>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace heatline::timing {

// The numeric addresses of a host, for as long as that takes; the error is the reason. Any thread.
using HostDoor = std::function<Result<std::vector<std::string>, std::string>(const std::string& host)>;

// The machine's own.
Result<std::vector<std::string>, std::string> ask_system(const std::string& host);

}  // namespace heatline::timing
