#pragma once
// List: rows of which one is selected, moved through by keys, wheel and click; only what is visible is drawn, so 80,000
// rows cost as much as eight. Render thread.

#include <functional>

#include "ui/desk/screen.h"

namespace heatline::ui {

struct ListLook {
    float row_height = 36;
    bool takes_keys = true;  // Up, down, page, home, end.
};

// Draws the rows into `rect`; `row(index, where, selected)` draws one. Returns the index that was activated in this
// frame by Enter or by a click on the selected row, else -1. The selection is kept within [0, count).
int draw_list(Frame& frame, Rect rect, ListState& state, std::size_t count, const ListLook& look,
              const std::function<void(std::size_t index, Rect where, bool selected)>& row);

}  // namespace heatline::ui
