#pragma once
// Gallery: every view in every state worth looking at, with made-up data: the empty, the broken and the long names
// included. The pictures of the README and the golden pictures of the tests are made from it. Deterministic: no clock,
// no file. Any thread.

#include <functional>
#include <string>
#include <vector>

#include "ui/desk/screen.h"

namespace heatline::ui {

struct Scene {
    std::string name;  // "finish-heat", "director-lost", …: also the picture's file name.
    Desk desk;
    Screen screen;
};

// The scenes of one view; each view's are in their own source, gallery_VIEW.cpp.
std::vector<Scene> scenes_of(View view);
// All scenes, in the order of the views.
std::vector<Scene> gallery();

}  // namespace heatline::ui
