#pragma once
// The nine views, each a function of the frame. They draw below the header strip, in `body`, and take the keys they
// know; they never wait, never open a dialog, and ask for what they want through Frame::intents. Render thread.

#include "ui/desk/screen.h"

namespace heatline::ui {

void draw_finish(Frame& frame, Rect body);
void draw_chute(Frame& frame, Rect body);
void draw_announcer(Frame& frame, Rect body);
void draw_director(Frame& frame, Rect body);
void draw_tents(Frame& frame, Rect body);
void draw_heats(Frame& frame, Rect body);
void draw_results(Frame& frame, Rect body);
void draw_grants(Frame& frame, Rect body);
void draw_devices(Frame& frame, Rect body);

}  // namespace heatline::ui
