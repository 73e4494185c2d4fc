#include "ui/desk/views/views.h"

namespace heatline::ui {

void draw_tents(Frame&, Rect) {}

}  // namespace heatline::ui
