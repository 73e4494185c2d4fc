#include "ui/desk/views/views.h"

namespace heatline::ui {

void draw_devices(Frame&, Rect) {}

}  // namespace heatline::ui
