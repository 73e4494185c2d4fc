#pragma once
// Shell: a whole frame: the header strip, the view, and over it whatever must be seen first. Render thread.
//
// A station that does not hear its keys, or that cannot record, fills the screen with one sentence. Recording goes on
// wherever it can, whatever is shown.

#include "ui/desk/screen.h"

namespace heatline::ui {

// Draws everything and takes the keys; what the frame asks for is in `frame.intents`.
void draw_frame(Frame& frame);

// What fills the screen, if anything does.
struct Guard {
    std::string headline;  // "NOT LISTENING"
    std::string sentence;  // What to do.
    Ink ink = Ink::bad;
    friend bool operator==(const Guard&, const Guard&) = default;
};
// Pure: tests ask it. Of a station's view only; elsewhere a strip says the same.
std::optional<Guard> guard_of(const Desk& desk, View view);

}  // namespace heatline::ui
