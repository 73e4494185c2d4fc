#pragma once
// Start list pages: each heat on paper, with a square to tick for each child: team by team along the walk, for whoever
// fetches the teams at their tents; a heat with lanes from the first lane to the last. Pure but for the fonts of the
// machine; one thread.

#include <string>

#include "engine/privacy.h"
#include "engine/snapshot.h"
#include "ui/paper/pdf/sheet_frame.h"

namespace heatline::ui {

// A PDF: heats as the day runs, each on pages of its own. Children who are withdrawn or counted as not coming are left
// out. Names, bibs and grades as the viewer may see them; full names come with a note whom they are for. Without heats,
// a page that says so.
std::string start_list_pages(const Snapshot& snapshot, Viewer viewer, const Printing& printing);

}  // namespace heatline::ui
