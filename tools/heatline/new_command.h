#pragma once
// Making a meet folder: for `heatline new` and `heatline demo`. Main thread.

#include <optional>
#include <string>

#include "tools/heatline/cli.h"

namespace heatline::tools {

struct NewMeet {
    std::string dir;
    std::string preset;
    std::optional<std::string> name;
    std::optional<std::string> date;  // YYYY-MM-DD; else the preset's.
};

// Tells what went wrong. A folder that is not empty is refused; after an error nothing is left behind.
Exit make_meet(const NewMeet& wanted);

}  // namespace heatline::tools
