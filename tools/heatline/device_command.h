#pragma once
// Making devices: for `heatline device`, `simulate` and `demo`. Main thread.

#include <string>

#include "engine/base/result.h"
#include "timing/meet_folder.h"

namespace heatline::tools {

struct NewDevice {
    std::string name;
    Role role = Role::timer;
    std::string line = "finish";
    std::string team;  // Needed for a tent.
};

// The token, which is nowhere kept; or a sentence why not.
Result<std::string, std::string> add_device_to(timing::MeetFolder& meet, const NewDevice& wanted);

}  // namespace heatline::tools
