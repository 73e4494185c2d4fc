#pragma once
// The laptops of the made-up meet as the server tells of them: all well, or with everything that goes wrong. Pure.

#include <vector>

#include "ui/desk/desk.h"

namespace heatline::ui {

// Every laptop is heard, nothing waits, every battery lasts.
std::vector<OtherStation> stations_well(Instant now);
// The chute is silent, the second timer's battery ends, a marshal's token is open twice.
std::vector<OtherStation> stations_in_trouble(Instant now);

}  // namespace heatline::ui
