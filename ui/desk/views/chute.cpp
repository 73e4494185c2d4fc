#include "ui/desk/views/views.h"

namespace heatline::ui {

void draw_chute(Frame&, Rect) {}

}  // namespace heatline::ui
