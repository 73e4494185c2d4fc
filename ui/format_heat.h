#pragma once
// How heats and counts are said, the same on screens and on paper. Pure; any thread.

#include <cstdint>
#include <string>

#include "engine/snapshot.h"

namespace heatline::ui {

// "1,322".
std::string grouped(std::uint64_t number);
// "1 child", "3 children".
std::string counted(std::uint64_t count, const char* one, const char* many);

// "Heat 3"; a heat whose name begins with a letter keeps it alone.
std::string heat_title(const HeatPicture& heat);
// Its band's name, else its race.
std::string heat_subtitle(const HeatPicture& heat, const MeetRules& rules);

}  // namespace heatline::ui
