#include "ui/desk/list.h"

#include <algorithm>

namespace heatline::ui {
namespace {

void move(Frame& frame, ListState& state, std::size_t last, std::size_t page) {
    const auto up = [&](std::size_t by) { state.selected = state.selected > by ? state.selected - by : 0; };
    const auto down = [&](std::size_t by) { state.selected = std::min(last, state.selected + by); };
    while (frame.take(Key::up)) up(1);
    while (frame.take(Key::down)) down(1);
    while (frame.take(Key::page_up)) up(page);
    while (frame.take(Key::page_down)) down(page);
    if (frame.take(Key::home)) state.selected = 0;
    if (frame.take(Key::end)) state.selected = last;
}

}  // namespace

int draw_list(Frame& frame, Rect rect, ListState& state, std::size_t count, const ListLook& look,
              const std::function<void(std::size_t, Rect, bool)>& row) {
    Kit& kit = frame.kit;
    if (count == 0) {
        state = {};
        return -1;
    }
    const auto page = std::max<std::size_t>(1, static_cast<std::size_t>(rect.h / look.row_height));
    const std::size_t last = count - 1;
    const std::size_t before = state.selected;
    if (look.takes_keys) move(frame, state, last, page);
    state.selected = std::min(state.selected, last);
    // The wheel scrolls and leaves the selection; the keys bring it back into sight.
    const std::size_t furthest = count > page ? count - page : 0;
    if (kit.hovered(rect) && kit.mouse().wheel != 0) {
        const auto by = static_cast<std::int64_t>(kit.mouse().wheel * -3);
        const auto first = static_cast<std::int64_t>(state.first) + by;
        state.first = static_cast<std::size_t>(std::clamp<std::int64_t>(first, 0, static_cast<std::int64_t>(furthest)));
    } else if (state.selected != before || state.first == 0) {
        if (state.selected < state.first) state.first = state.selected;
        if (state.selected >= state.first + page) state.first = state.selected - page + 1;
    }
    state.first = std::min(state.first, furthest);

    int activated = -1;
    kit.clip(rect);
    for (std::size_t i = state.first; i < count && i < state.first + page + 1; ++i) {
        const Rect where{rect.x, rect.y + static_cast<float>(i - state.first) * look.row_height, rect.w,
                         look.row_height};
        const bool selected = i == state.selected;
        if (selected && look.takes_keys) {
            kit.fill(where, Ink::surface);
            kit.fill({where.x, where.y, 4, where.h}, Ink::accent);
        }
        if (kit.clicked(where) && rect.holds(kit.mouse().x, kit.mouse().y)) {
            if (selected) activated = static_cast<int>(i);
            state.selected = i;
        }
        row(i, where, selected);
    }
    kit.unclip();
    if (count > page) {
        const float share = rect.h / static_cast<float>(count);
        const float height = std::max(24.0F, share * static_cast<float>(page));
        const float way = (rect.h - height) * static_cast<float>(state.first) /
                          static_cast<float>(std::max<std::size_t>(1, furthest));
        kit.fill({rect.right() - 4, rect.y + way, 4, height}, Ink::line, 2);
    }
    if (look.takes_keys && frame.take(Key::enter)) activated = static_cast<int>(state.selected);
    return activated;
}

}  // namespace heatline::ui
