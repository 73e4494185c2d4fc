#pragma once
// The parts of the results view: the table, and the side panel with one child. Render thread.

#include "ui/desk/screen.h"
#include "ui/desk/views/results_model.h"

namespace heatline::ui {

// What the view remembers beside Screen's lists: which line is selected, whatever moves around it. A memo of the
// window.
struct ResultsState {
    LineAnchor anchor;
    std::uint64_t seen_table = 0;  // ResultsMemo::made() when the selection was last looked for.
    std::string query;             // As it was then.
    HeatId heat;
    bool open = false;   // A child is open: letters are its actions, not a search.
    std::string answer;  // To the question before the reason.
};

void draw_results_table(Frame& frame, Rect rect, const ResultsTable& table, bool all_heats);
// The child's whole story. With `open`, its actions below; `wide` when it has the whole body.
void draw_results_child(Frame& frame, Rect rect, ResultRef ref, ResultsState& state);
// The keys of the open child: asks, and sends what was answered.
void take_child_keys(Frame& frame, ResultRef ref, ResultsState& state);
// While the line at the foot is this view's.
void take_child_prompt(Frame& frame, ResultRef ref, ResultsState& state);

}  // namespace heatline::ui
