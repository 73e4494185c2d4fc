#include "ui/desk/views/views.h"

namespace heatline::ui {

void draw_director(Frame&, Rect) {}

}  // namespace heatline::ui
