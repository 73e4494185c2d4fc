#include "ui/desk/views/views.h"

namespace heatline::ui {

void draw_heats(Frame&, Rect) {}

}  // namespace heatline::ui
