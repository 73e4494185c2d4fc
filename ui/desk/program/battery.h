#pragma once
// Battery: how full this laptop is, from the kernel's files. Any thread.

#include <optional>
#include <string>

namespace heatline::ui {

struct Battery {
    int percent = 100;
    bool charging = false;  // Or full, or on the mains.
};

// Nothing where there is no battery. Of several, the fullest counts. `folder` is the kernel's; tests have their own.
std::optional<Battery> read_battery(const std::string& folder = "/sys/class/power_supply");

}  // namespace heatline::ui
