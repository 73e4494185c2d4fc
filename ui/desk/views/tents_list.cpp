// All tents one below the other, who leaves next first: the same as the map, to be read down.

#include <algorithm>
#include <array>

#include "ui/desk/views/tents_parts.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kRow = 36, kHead = 28, kCount = 88, kTent = 64, kNext = 104, kLeave = 72;

struct Column {
    const char* head;
    std::uint32_t TentLine::*count;
};
// The most worth knowing first: where there is little room the last are left out.
constexpr std::array<Column, 6> kColumns{{{"not seen", &TentLine::unseen},
                                          {"here", &TentLine::here},
                                          {"staged", &TentLine::staged},
                                          {"out", &TentLine::out},
                                          {"not back", &TentLine::not_back},
                                          {"back", &TentLine::back}}};

std::size_t columns_in(float width) {
    const float room = width - (kTent + kNext + kLeave + 240);
    return std::min(kColumns.size(), static_cast<std::size_t>(std::max(0.0F, room / kCount)));
}

}  // namespace

int draw_tents_list(const TentsLook& look, Rect rect, const std::vector<TeamId>& order, bool takes_keys) {
    Kit& kit = look.frame.kit;
    const std::size_t columns = columns_in(rect.w);
    const TextStyle heading{Size::meta, Ink::muted};
    Rect head = rect.take_top(kHead);
    Rect counts = head.take_right(kCount * static_cast<float>(columns) + 12);
    for (std::size_t c = 0; c < columns; ++c)
        kit.text(counts.take_left(kCount), kColumns[c].head, {Size::meta, Ink::muted, Weight::regular, Align::right});
    kit.text(head.take_right(kLeave), "leave by", {Size::meta, Ink::muted, Weight::regular, Align::right});
    kit.text(head.take_right(kNext), "next", heading);
    head.take_left(36);
    kit.text(head.take_left(kTent), "tent", heading);
    kit.text(head, "team", heading);
    kit.rule(rect.x, rect.y - 1, rect.w);
    const RowKeys keys{[&](std::size_t row) { return RowKey{order[row].value} + 1; }, {}};
    return draw_list(look.frame, rect, look.screen().lists[kTentsList], order.size(), {kRow, takes_keys, keys},
                     [&](std::size_t i, Rect row, bool selected) {
                         if (selected && !takes_keys) {
                             kit.fill(row, Ink::surface);
                             kit.fill({row.x, row.y, 4, row.h}, Ink::line);
                         }
                         const auto tile = tile_of(look.map, order[i]);
                         if (!tile) return;
                         const TentLine line = tent_line(look.map.tiles[*tile], look.book, look.desk());
                         kit.rule(row.x, row.bottom() - 1, row.w);
                         Rect counted = row.take_right(kCount * static_cast<float>(columns) + 12);
                         for (std::size_t c = 0; c < columns; ++c) {
                             const std::uint32_t count = line.*kColumns[c].count;
                             // A nought is no news.
                             kit.text(counted.take_left(kCount), count == 0 ? "\u00B7" : grouped(count),
                                      {Size::body, count == 0 ? Ink::muted : Ink::text, Weight::regular, Align::right});
                         }
                         kit.text(row.take_right(kLeave), line.leave,
                                  {Size::body, line.late ? Ink::warn : Ink::text, Weight::medium, Align::right});
                         kit.text(row.take_right(kNext), line.next, {Size::body, Ink::text});
                         row.take_left(8);
                         kit.mark(row.take_left(20).inset(1), line.mark, line.ink);
                         row.take_left(8);
                         kit.text(row.take_left(kTent), line.tent, {Size::meta, Ink::muted, Weight::medium});
                         row.take_right(8);
                         kit.text(row, line.team, {Size::body, Ink::text, Weight::medium});
                     });
}

}  // namespace heatline::ui
