#include "ui/desk/views/views.h"

namespace heatline::ui {

void draw_finish(Frame&, Rect) {}

}  // namespace heatline::ui
