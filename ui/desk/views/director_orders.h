#pragma once
// What the office orders from the director and the tents view, each with what takes it back. Pure; any thread.

#include <cstdint>
#include <string>

#include "ui/desk/screen.h"

namespace heatline::ui {

// Minutes by which + and - move the plan.
inline constexpr std::int64_t kDelayStep = 5;

intent::Command hold_all(const std::string& reason);
intent::Command resume_all(const std::string& reason);
// This heat and all after it that have not started.
intent::Command delay_from(const HeatPicture& heat, std::int64_t minutes);
// The tail walker is in; a second time, is not in after all.
intent::Command clear_course(const HeatPicture& heat);
intent::Command account_for(const std::string& bib, const std::string& reason);

}  // namespace heatline::ui
