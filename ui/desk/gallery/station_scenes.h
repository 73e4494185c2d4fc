#pragma once
// The sample meets as a station's laptop has them: with its own record, sent or not. Any thread.

#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {

// What the device of this name gave so far, as its own journal has it.
Desk station_desk(const Sample& sample, const std::string& device);
// With these counts at the station's line.
Desk with_counts(Desk desk, LineWatch watch);

}  // namespace heatline::ui
