#pragma once
// Tent posters: the tent sheets as paper that hangs on each tent, to be read from two metres. No names, and not who has
// a guide: in a small team that would say of whom. Pure but for the fonts of the machine; one thread.

#include <string>

#include "engine/snapshot.h"
#include "ui/paper/pdf/sheet_frame.h"

namespace heatline::ui {

// A PDF: a page for each team along the walk, more where its heats take more. Without heats, a page that says so.
std::string tent_posters(const Snapshot& snapshot, const Printing& printing);

}  // namespace heatline::ui
