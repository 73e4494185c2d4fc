#include "ui/desk/views/views.h"

namespace heatline::ui {

void draw_results(Frame&, Rect) {}

}  // namespace heatline::ui
