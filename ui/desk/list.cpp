#include "ui/desk/list.h"

#include <algorithm>

namespace heatline::ui {
namespace {

void move(Frame& frame, ListState& state, std::size_t last, std::size_t page) {
    const auto go = [&](std::size_t to) {
        state.selected = std::min(last, to);
        state.lost = false;
    };
    const auto up = [&](std::size_t by) { go(state.selected > by ? state.selected - by : 0); };
    const auto down = [&](std::size_t by) { go(state.selected + by); };
    // Below what is gone stands what came into its place.
    if (state.lost && frame.take(Key::down)) go(state.selected);
    while (frame.take(Key::up)) up(1);
    while (frame.take(Key::down)) down(1);
    while (frame.take(Key::page_up)) up(page);
    while (frame.take(Key::page_down)) down(page);
    if (frame.take(Key::home)) go(0);
    if (frame.take(Key::end)) go(last);
}

}  // namespace

void hold_row(ListState& state, std::size_t count, const RowKeys& keys) {
    if (!keys.key || state.held == 0 || count == 0) return;
    const auto has = [&](std::size_t row) {
        return keys.has ? keys.has(row, state.held) : keys.key(row) == state.held;
    };
    if (!state.lost && state.selected < count && has(state.selected)) return;
    std::size_t row = 0;
    while (row < count && !has(row)) ++row;
    state.lost = row == count;
    if (state.lost) return;
    const std::size_t above = state.selected - std::min(state.selected, state.first);
    state.first = row - std::min(row, above);
    state.selected = row;
}

std::optional<std::size_t> chosen_row(const ListState& state, std::size_t count) {
    if (state.lost || count == 0) return std::nullopt;
    return std::min(state.selected, count - 1);
}

int draw_list(Frame& frame, Rect rect, ListState& state, std::size_t count, const ListLook& look,
              const std::function<void(std::size_t, Rect, bool)>& row) {
    Kit& kit = frame.kit;
    if (count == 0) {
        state = {};
        return -1;
    }
    const auto page = std::max<std::size_t>(1, static_cast<std::size_t>(rect.h / look.row_height));
    const std::size_t last = count - 1;
    hold_row(state, count, look.keys);
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
        const bool selected = i == state.selected && !state.lost;
        if (selected && look.takes_keys) {
            kit.fill(where, Ink::surface);
            kit.fill({where.x, where.y, 4, where.h}, Ink::accent);
        }
        if (kit.clicked(where) && rect.holds(kit.mouse().x, kit.mouse().y)) {
            if (selected) activated = static_cast<int>(i);
            state.selected = i;
            state.lost = false;
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
    if (look.takes_keys && frame.take(Key::enter)) {
        if (!state.lost) activated = static_cast<int>(state.selected);
        if (state.lost) frame.screen.said = kRowGone;
    }
    if (look.keys.key && !state.lost) state.held = look.keys.key(state.selected);
    return activated;
}

}  // namespace heatline::ui
