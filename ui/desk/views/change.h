#pragma once
// The page on which a change of the race day is told, looked at and done. The director's and the heats view open it
// with F6; it takes the place of the view while it is open. Render thread.

#include "ui/desk/screen.h"
#include "ui/desk/views/change_model.h"

namespace heatline::ui {

// What the view had chosen: it stands in the lines that are typed to begin with.
struct ChangeContext {
    TeamId team;
    HeatId heat;
};
// Takes F6, and while the page is open every key; draws it into `body`. Whether it is open: the view draws nothing
// then.
// Opens it on what would be done about this, from the next frame on.
void open_change(Screen& screen, const ChangeAsk& ask);
bool draw_change(Frame& frame, Rect body, const ChangeContext& context);

}  // namespace heatline::ui
