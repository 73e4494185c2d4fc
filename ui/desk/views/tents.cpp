// The field as it stands: one tile a tent, and the children of the one that is open.

#include <algorithm>
#include <cmath>

#include "ui/desk/list.h"
#include "ui/desk/memo.h"
#include "ui/desk/prompt.h"
#include "ui/desk/views/director_orders.h"
#include "ui/desk/views/tents_model.h"
#include "ui/desk/views/views.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kMargin = 24, kGap = 8, kPanel = 440, kPanelAlone = 720, kRow = 36;
constexpr float kTileMinW = 72, kTileMinH = 52, kTileMaxW = 324, kTileMaxH = 104;
constexpr const char* kSelected = "tents.selected";
constexpr const char* kList = "tents.children";
constexpr const char* kAccount = "tents.account";

struct TentsMemo {
    Memo<std::pair<std::shared_ptr<const Snapshot>, TeamId>, TentMap> map;
    Memo<std::pair<std::shared_ptr<const Snapshot>, TeamId>, std::vector<TentChild>> children;
    TeamId listed;  // Whose children were listed last.
};

// ---- the map

void draw_tile(Kit& kit, Rect tile, const TileWords& words, bool selected) {
    kit.fill(tile, Ink::surface, 4);
    if (selected) kit.frame(tile, Ink::text, 2);
    Rect inner{tile.x + 8, tile.y + 4, tile.w - 16, tile.h - 8};
    const bool large = tile.w >= 136 && tile.h >= 88;
    Rect head = inner.take_top(large ? 24 : inner.h / 2);
    kit.mark(head.take_right(16), words.mark, words.ink);
    head.take_right(4);
    kit.text(head, words.label, {Size::meta, large ? Ink::muted : Ink::text, Weight::medium});
    const Weight weight = words.ink == Ink::muted ? Weight::regular : Weight::medium;
    const Ink ink = words.ink == Ink::muted ? Ink::text : words.ink;
    if (!large) {
        kit.text(inner, words.first, {Size::meta, ink, weight});
        return;
    }
    kit.text(inner.take_top(24), words.name, {Size::body, Ink::text, Weight::medium});
    kit.text(inner.take_top(24), words.first, {Size::body, ink, weight});
    kit.text(inner, words.second, {Size::meta, Ink::muted});
}

// The first row (or column) shown, so that the selected one is in sight.
std::int32_t first_shown(std::int32_t selected, std::int32_t count, std::int32_t fits) {
    return std::clamp(selected - fits / 2, 0, std::max(0, count - fits));
}

// Returns the tile that was clicked, or -1.
int draw_map(Frame& frame, Rect rect, const TentMap& map, std::size_t selected) {
    Kit& kit = frame.kit;
    const auto along = [](float room, std::int32_t count, float least, float most) {
        const auto fits = static_cast<std::int32_t>(std::max(1.0F, std::floor((room + kGap) / (least + kGap))));
        const std::int32_t shown = std::min(count, fits);
        return std::pair{shown, std::min(most, (room + kGap) / static_cast<float>(shown) - kGap)};
    };
    const auto [cols, width] = along(rect.w, map.cols, kTileMinW, kTileMaxW);
    const auto [rows, height] = along(rect.h, map.rows, kTileMinH, kTileMaxH);
    const std::int32_t first_col = first_shown(map.tiles[selected].col, map.cols, cols);
    const std::int32_t first_row = first_shown(map.tiles[selected].row, map.rows, rows);
    int clicked = -1;
    for (std::size_t i = 0; i < map.tiles.size(); ++i) {
        const TentTile& tile = map.tiles[i];
        const std::int32_t col = tile.col - first_col, row = tile.row - first_row;
        if (col < 0 || col >= cols || row < 0 || row >= rows) continue;
        const Rect place{rect.x + static_cast<float>(col) * (width + kGap),
                         rect.y + static_cast<float>(row) * (height + kGap), width, height};
        draw_tile(kit, place, words_of(tile, *frame.desk.snapshot), i == selected);
        if (kit.clicked(place)) clicked = static_cast<int>(i);
    }
    return clicked;
}

void take_map_keys(Frame& frame, const TentMap& map, std::size_t& selected) {
    while (frame.take(Key::left)) selected = tile_beside(map, selected, -1, 0);
    while (frame.take(Key::right)) selected = tile_beside(map, selected, 1, 0);
    while (frame.take(Key::up)) selected = tile_beside(map, selected, 0, -1);
    while (frame.take(Key::down)) selected = tile_beside(map, selected, 0, 1);
    if (frame.take(Key::enter)) frame.screen.team = map.tiles[selected].team;
}

// ---- one tent

RowKeys rows_of(const std::vector<TentChild>& children) {
    return {[&children](std::size_t row) {
                return (RowKey{children[row].runner.value} + 1) << 32 | children[row].heat.value;
            },
            {}};
}

void account_selected(Frame& frame, const std::vector<TentChild>& children) {
    if (children.empty()) return;
    ListState& rows = frame.screen.lists[kList];
    hold_row(rows, children.size(), rows_of(children));
    const auto chosen = chosen_row(rows, children.size());
    if (!chosen) {
        frame.screen.said = kRowGone;
        return;
    }
    const std::string bib = (*frame.desk.snapshot->bibs)[children[*chosen].runner.index()];
    if (bib.empty() || children[*chosen].accounted) return;
    frame.screen.texts[kAccount] = bib;
    open_prompt(frame, kAccount, "Where is " + bib + "?");
}

void draw_children(Frame& frame, Rect rect, const TentMap& map, const std::vector<TentChild>& children) {
    Kit& kit = frame.kit;
    const auto tile = tile_of(map, frame.screen.team);
    if (!tile) return;
    const TileWords words = words_of(map.tiles[*tile], *frame.desk.snapshot);
    kit.text(rect.take_top(40), words.name, {Size::heading, Ink::text, Weight::medium});
    std::string line = words.first + (words.second.empty() ? "" : " \u00B7 " + words.second);
    if (words.label != words.name) line = "tent " + words.label + " \u00B7 " + line;
    kit.text(rect.take_top(28), line, {Size::body, Ink::muted});
    kit.rule(rect.x, rect.y + 3, rect.w);
    rect.take_top(8);
    rect.h = kRow * std::max(1.0F, std::floor(rect.h / kRow));
    const int opened = draw_list(
        frame, rect, frame.screen.lists[kList], children.size(), {kRow, !frame.screen.prompt, rows_of(children)},
        [&](std::size_t i, Rect row, bool) {
            const ChildWords child = words_of(children[i], frame.desk);
            row.take_left(8);
            kit.mark(row.take_left(20), child.mark, child.ink);
            row.take_left(8);
            row.take_right(8);
            const float state = kit.width(child.state, Size::meta) + 1;
            kit.text(row.take_right(state), child.state, {Size::meta, Ink::text, Weight::regular, Align::right});
            row.take_right(12);
            if (!child.bib.empty()) {
                kit.text(row.take_left(52), child.bib, {Size::body, Ink::text, Weight::medium});
                row.take_left(8);
            }
            kit.text(row, child.name.empty() ? child.heat : child.name, {Size::body, Ink::text});
        });
    if (opened < 0) return;
    frame.screen.runner = children[static_cast<std::size_t>(opened)].runner;
    frame.screen.heat = children[static_cast<std::size_t>(opened)].heat;
    frame.intents.push_back(intent::ShowView{View::results});
}

void take_tent_keys(Frame& frame, const std::vector<TentChild>& children) {
    if (frame.desk.link.role != Role::tent && frame.take(Key::escape)) frame.screen.team = {};
    if (!may_command(frame.desk.link.role)) return;
    if (frame.take_letter('a') && frame.may_order()) account_selected(frame, children);
}

void draw_hints(Frame& frame, Rect rect, bool open) {
    Kit& kit = frame.kit;
    float x = rect.x;
    const auto hint = [&](const char* key, const char* does) {
        if (x + kit.width(key, Size::meta) + 24 + kit.width(does, Size::meta) > rect.right()) return;
        x += kit.key_hint(x, rect.y + 11, key, does) + 24;
    };
    if (open) {
        hint("Enter", "story");
        if (may_command(frame.desk.link.role)) hint("A", "account for");
        if (may_command(frame.desk.link.role) && !frame.screen.undoable.empty()) hint("F8", "take back");
        if (frame.desk.link.role != Role::tent) hint("Esc", "all tents");
    } else {
        hint("Arrows", "tents");
        hint("Enter", "its children");
    }
    hint("F2", "views");
}

void draw_title(Kit& kit, Rect rect, const TentMap& map) {
    std::uint64_t out = 0, not_back = 0, tents = 0;
    for (const TentTile& tile : map.tiles) {
        out += tile.out;
        not_back += tile.not_back;
        tents += tile.out > 0 ? 1 : 0;
    }
    std::string words = out > 0 ? counted(out, "child out", "children out") + ", of " + counted(tents, "tent", "tents")
                                : "Nobody is out";
    if (not_back > 0) words += " \u00B7 " + grouped(not_back) + " finished, not back";
    kit.text(rect, words, {kit.fit(words, rect.w, Size::heading, Weight::medium), Ink::text, Weight::medium});
}

}  // namespace

void draw_tents(Frame& frame, Rect body) {
    Kit& kit = frame.kit;
    const Desk& desk = frame.desk;
    Screen& screen = frame.screen;
    const TeamId only = desk.link.role == Role::tent ? desk.link.team : TeamId::none();
    TentsMemo& memo = screen.memos.get<TentsMemo>();
    const TentMap& map = memo.map.of({desk.snapshot, only}, [&] { return tents_of(*desk.snapshot, only); });
    Rect rest{body.x + kMargin, body.y + 8, body.w - 2 * kMargin, body.h - 8};
    if (map.tiles.empty()) {
        kit.text(rest.take_top(56), "No teams yet", {Size::heading, Ink::text, Weight::medium});
        kit.paragraph(rest, "Read them in with heatline import DIR teams FILE.csv; tents then stand here.",
                      {Size::body, Ink::muted});
        return;
    }
    if (only) screen.team = only;
    if (screen.team && !tile_of(map, screen.team)) screen.team = {};
    if (prompt_is(frame, kAccount)) {
        const std::string bib = screen.texts[kAccount];
        if (const auto why = type_into_prompt(frame)) frame.intents.push_back(account_for(bib, *why));
    }
    auto selected =
        std::min(static_cast<std::size_t>(std::max<std::int64_t>(0, screen.numbers[kSelected])), map.tiles.size() - 1);
    if (!screen.prompt && !screen.team) take_map_keys(frame, map, selected);
    if (screen.team) selected = tile_of(map, screen.team).value_or(selected);

    const Rect hints = rest.take_bottom(48);
    const bool open = static_cast<bool>(screen.team);
    if (open) {
        const auto& children =
            memo.children.of({desk.snapshot, screen.team}, [&] { return children_of(*desk.snapshot, screen.team); });
        if (memo.listed && memo.listed != screen.team) screen.lists[kList] = {};
        memo.listed = screen.team;
        if (!screen.prompt) take_tent_keys(frame, children);
        const bool alone = body.w < 1000 || only;
        const Rect panel =
            alone ? Rect{rest.x, rest.y, std::min(rest.w, kPanelAlone), rest.h} : rest.take_right(kPanel);
        draw_children(frame, panel, map, children);
        if (!alone) rest.take_right(kMargin);
        if (alone) rest = {};
    }
    if (rest.w > 0) {
        draw_title(kit, rest.take_top(56), map);
        const int clicked = draw_map(frame, rest, map, selected);
        if (clicked >= 0) {
            const auto tile = static_cast<std::size_t>(clicked);
            if (tile == selected || open) screen.team = map.tiles[tile].team;
            selected = tile;
        }
    }
    screen.numbers[kSelected] = static_cast<std::int64_t>(selected);
    draw_hints(frame, hints, open);
}

}  // namespace heatline::ui
