#pragma once
// The parts of the announcer's screen. Render thread.

#include "ui/desk/screen.h"
#include "ui/desk/views/announcer_model.h"

namespace heatline::ui {

// What the view remembers; a memo of the window, apart from the heat that other views look at.
struct AnnouncerState {
    AnnouncerChoice choice;
};

// Heat, unofficial or official, clock: the line that is always on top.
void draw_announcer_head(Frame& frame, Rect strip, const AnnouncerLook& look);
// Who finishes now, in the largest letters, and the bunch around; returns the height used.
float draw_announcer_now(Frame& frame, Rect rect, const HeatSpoken& spoken);
// The last finishers, the newest first, as many as fit.
void draw_last_finishers(Frame& frame, Rect rect, const HeatSpoken& spoken, std::size_t most);
// All finishers of the heat by place, and the names of the next one: both scroll.
void draw_announcer_results(Frame& frame, Rect rect, const HeatSpoken& spoken);
void draw_announcer_rehearsal(Frame& frame, Rect rect, const std::vector<RehearsalLine>& lines);
// A large clock with what it counts to.
void draw_announcer_countdown(Frame& frame, Rect rect, const AnnouncerLook& look);
// The next heat and the milestones of teams.
void draw_announcer_side(Frame& frame, Rect rect, const AnnouncerLook& look, const std::vector<Milestone>& told);

}  // namespace heatline::ui
