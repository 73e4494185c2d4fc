#include "ui/desk/views/views.h"

namespace heatline::ui {

void draw_grants(Frame&, Rect) {}

}  // namespace heatline::ui
