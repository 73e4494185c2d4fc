#include "ui/desk/views/views.h"

namespace heatline::ui {

void draw_announcer(Frame&, Rect) {}

}  // namespace heatline::ui
