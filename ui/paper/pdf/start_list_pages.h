#pragma once
// Start list pages: each heat on paper, for the marshal who fetches the teams along the tents, and for the announcer:
// team by team, with a square to tick for each child. Pure but for the fonts of the machine; one thread.

#include <string>

#include "engine/privacy.h"
#include "engine/snapshot.h"
#include "ui/paper/pdf/sheet_frame.h"

namespace heatline::ui {

// A PDF: heats as the day runs, each on pages of its own. Children who are withdrawn or counted as not coming are left
// out. Names, bibs and grades as the viewer may see them. Without heats, a page that says so.
std::string start_list_pages(const Snapshot& snapshot, Viewer viewer, const Printing& printing);

}  // namespace heatline::ui
