#pragma once
// GalleryWindow: the gallery to leaf through in a window: Page down and Page up turn to another scene, Home and End to
// the first and the last; every other key is the scene's own, and what it asks for is dropped. Main thread.

#include "ui/desk/program/options.h"

namespace heatline::ui {

// Until the window is closed. Returns the program's exit code.
int show_gallery_window(const Options& options);

}  // namespace heatline::ui
