// The field as it stands: one tile a tent, and the marshal's walk along them.

#include <algorithm>
#include <cmath>
#include <tuple>

#include "ui/desk/views/tents_parts.h"

namespace heatline::ui {
namespace {

constexpr float kGap = 8, kWay = 3;
constexpr float kTileMinW = 72, kTileMinH = 52, kTileMaxW = 324, kTileMaxH = 104;

// What a tile says while the walk of a heat is shown: of its teams that, of the others less.
TileWords words_on(const TentsLook& look, const TentTile& tile, bool large) {
    TileWords words = words_of(tile, look.snapshot());
    const TentHeat* stop = look.stop_of(tile.team);
    if (!stop || look.snapshot().heats[stop->heat.index()]->start) return words;
    const StopWords at = stop_words(*stop, look.desk());
    const bool loud = words.ink != Ink::muted;
    if (large) words.second = loud ? at.when + ", " + at.who : at.who;
    if (!loud) {
        words.first = large ? at.when : at.brief;
    }
    if (at.look) {
        words.mark = Mark::look;
        words.ink = Ink::warn;
    }
    return words;
}

void draw_tile(const TentsLook& look, Rect tile, const TentTile& tent, bool selected) {
    Kit& kit = look.frame.kit;
    const bool large = tile.w >= 136 && tile.h >= 80;
    const TileWords words = words_on(look, tent, large);
    kit.fill(tile, Ink::surface, 4);
    if (look.stop_of(tent.team) != nullptr) kit.fill({tile.x, tile.y, 4, tile.h}, Ink::accent);
    if (selected) kit.frame(tile, Ink::text, 2);
    Rect inner{tile.x + 8, tile.y + 4, tile.w - 16, tile.h - 8};
    Rect head = inner.take_top(large ? std::min(24.0F, inner.h / 4) : inner.h / 2);
    kit.mark(head.take_right(16), words.mark, words.ink);
    head.take_right(4);
    kit.text(head, words.label, {Size::meta, large ? Ink::muted : Ink::text, Weight::medium});
    const TentHeat* stop = look.stop_of(tent.team);
    const bool to_come = stop && !look.snapshot().heats[stop->heat.index()]->start;
    const bool late = to_come && words.ink == Ink::muted && stop_words(*stop, look.desk()).late;
    const Weight weight = !late && words.ink == Ink::muted ? Weight::regular : Weight::medium;
    const Ink ink = late ? Ink::warn : words.ink == Ink::muted ? Ink::text : words.ink;
    if (!large) {
        kit.text(inner, words.first, {Size::meta, ink, weight});
        return;
    }
    const float line = inner.h / 3;
    kit.text(inner.take_top(line), words.name, {Size::body, Ink::text, Weight::medium});
    kit.text(inner.take_top(line), words.first, {Size::body, ink, weight});
    kit.text(inner, words.second, {Size::meta, Ink::muted});
}

// The first row (or column) shown, so that the selected one is in sight.
std::int32_t first_shown(std::int32_t selected, std::int32_t count, std::int32_t fits) {
    return std::clamp(selected - fits / 2, 0, std::max(0, count - fits));
}

struct Grid {
    Rect rect;
    float width = 0, height = 0;  // Of a tile.
    std::int32_t first_col = 0, first_row = 0, cols = 0, rows = 0;

    Rect tile(std::int32_t row, std::int32_t col) const {
        return {rect.x + static_cast<float>(col - first_col) * (width + kGap),
                rect.y + static_cast<float>(row - first_row) * (height + kGap), width, height};
    }
    bool shows(std::int32_t row, std::int32_t col) const {
        return col >= first_col && col < first_col + cols && row >= first_row && row < first_row + rows;
    }
};

// In the gap below each row, and down where the row turns.
void draw_way(const TentsLook& look, const Grid& grid) {
    Kit& kit = look.frame.kit;
    const std::vector<WalkLeg> legs = legs_of(*look.walk, look.map, look.snapshot());
    kit.clip({grid.rect.x - kGap, grid.rect.y, grid.rect.w + 2 * kGap, grid.rect.h + kGap});
    const auto middle = [&](std::int32_t col) { return grid.tile(0, col).x + grid.width / 2; };
    const auto below = [&](const WalkLeg& leg) { return grid.tile(leg.row, 0).bottom() + kGap / 2; };
    // A turn is outside the tiles: right of the last column or left of the first.
    const auto turn = [&](const WalkLeg& leg) {
        return leg.to == 0 ? grid.tile(0, 0).x - kGap / 2 : grid.tile(0, leg.to).right() + kGap / 2;
    };
    for (std::size_t i = 0; i < legs.size(); ++i) {
        const WalkLeg& leg = legs[i];
        const bool first = i == 0, last = i + 1 == legs.size();
        const float from = first ? middle(leg.from) : turn(legs[i - 1]);
        const float to = last ? middle(leg.to) : turn(leg);
        const float y = below(leg);
        if (from != to) kit.stroke(from, y, to, y, Ink::accent, kWay);
        if (!last) kit.stroke(to, y, to, below(legs[i + 1]), Ink::accent, kWay);
    }
    kit.unclip();
}

}  // namespace

const TentHeat* TentsLook::stop_of(TeamId team) const {
    if (!walk) return nullptr;
    for (const TentHeat& heat : book.teams[team.index()]) {
        if (heat.heat == walk->heat) return &heat;
    }
    return nullptr;
}

int draw_tents_map(const TentsLook& look, Rect rect, std::size_t selected) {
    Kit& kit = look.frame.kit;
    const TentMap& map = look.map;
    // The way passes below the last row and beside the tiles.
    if (look.walk) {
        rect.take_bottom(kGap);
        rect.take_left(kGap / 2);
        rect.take_right(kGap / 2);
    }
    const auto along = [](float room, std::int32_t count, float least, float most) {
        const auto fits = static_cast<std::int32_t>(std::max(1.0F, std::floor((room + kGap) / (least + kGap))));
        const std::int32_t shown = std::min(count, fits);
        return std::pair{shown, std::min(most, (room + kGap) / static_cast<float>(shown) - kGap)};
    };
    Grid grid;
    grid.rect = rect;
    std::tie(grid.cols, grid.width) = along(rect.w, map.cols, kTileMinW, kTileMaxW);
    std::tie(grid.rows, grid.height) = along(rect.h, map.rows, kTileMinH, kTileMaxH);
    grid.first_col = first_shown(map.tiles[selected].col, map.cols, grid.cols);
    grid.first_row = first_shown(map.tiles[selected].row, map.rows, grid.rows);
    int clicked = -1;
    for (std::size_t i = 0; i < map.tiles.size(); ++i) {
        const TentTile& tile = map.tiles[i];
        if (!grid.shows(tile.row, tile.col)) continue;
        const Rect place = grid.tile(tile.row, tile.col);
        draw_tile(look, place, tile, i == selected);
        if (kit.clicked(place)) clicked = static_cast<int>(i);
    }
    if (look.walk) draw_way(look, grid);
    return clicked;
}

}  // namespace heatline::ui
