#pragma once
// List: rows of which one is selected, moved through by keys, wheel and click; only what is visible is drawn, so 80,000
// rows cost as much as eight. Render thread.

#include <functional>
#include <optional>

#include "ui/desk/screen.h"

namespace heatline::ui {

// What stands in which row, of lists whose rows come and go. `has`: whether the thing of this key stands in the row;
// where it is left out, the row's own key has to be the same.
struct RowKeys {
    std::function<RowKey(std::size_t index)> key;
    std::function<bool(std::size_t index, RowKey key)> has = {};
};

struct ListLook {
    float row_height = 36;
    bool takes_keys = true;  // Up, down, page, home, end.
    RowKeys keys = {};
};

// Rows came and went since the last frame: the selection goes where its thing stands now, at the same height of the
// screen. Where that is gone, nothing is selected, so that no key can mean what came into its place. draw_list does it;
// who acts on the selection before drawing asks for it first.
void hold_row(ListState& state, std::size_t count, const RowKeys& keys);
// The row that keys act on; none while there is none, or what was selected is gone.
std::optional<std::size_t> chosen_row(const ListState& state, std::size_t count);
inline constexpr const char* kRowGone = "what you had chosen is gone; choose again with the arrows";

// Draws the rows into `rect`; `row(index, where, selected)` draws one. Returns the index that was activated in this
// frame by Enter or by a click on the selected row, else -1. The selection is kept within [0, count).
int draw_list(Frame& frame, Rect rect, ListState& state, std::size_t count, const ListLook& look,
              const std::function<void(std::size_t index, Rect where, bool selected)>& row);

}  // namespace heatline::ui
