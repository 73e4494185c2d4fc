#pragma once
// Making devices: for `heatline device`, `simulate` and `demo`. Main thread.

#include <string>

#include "engine/base/result.h"
#include "timing/meet.h"

namespace heatline::tools {

struct NewDevice {
    std::string name;
    Role role = Role::timer;
    std::string line = "finish";
    std::string team;  // Needed for a tent.
};

// The token, which is nowhere kept, with the fingerprint of the meet's certificate; or a sentence why not. A device of
// this name is refused, or revoked first.
enum class Replace { no, yes };
Result<std::string, std::string> add_device_to(timing::Meet& meet, const NewDevice& wanted,
                                               Replace replace = Replace::no);

}  // namespace heatline::tools
