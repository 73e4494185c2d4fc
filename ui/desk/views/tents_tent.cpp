// One tent: when it leaves for which heat and who of it is here, then its children.

#include <algorithm>
#include <cmath>

#include "ui/desk/views/tents_parts.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kRow = 36, kHeat = 48;
constexpr std::size_t kHeatsShown = 4;

// Those to come and those under way first; what is over and left out is counted.
std::vector<const TentHeat*> shown_heats(const TentsLook& look, TeamId team, std::size_t most) {
    std::vector<const TentHeat*> open, over;
    for (const TentHeat& heat : look.book.teams[team.index()]) {
        const bool done = look.snapshot().heats[heat.heat.index()]->start && heat.out + heat.not_back == 0;
        (done ? over : open).push_back(&heat);
    }
    open.insert(open.end(), over.begin(), over.end());
    open.resize(std::min(open.size(), most));
    return open;
}

void draw_heats_of(const TentsLook& look, Rect& rect, TeamId team) {
    Kit& kit = look.frame.kit;
    const std::size_t all = look.book.teams[team.index()].size();
    if (all == 0) {
        kit.text(rect.take_top(kRow), "No heat yet: heatline plan DIR --write makes them.", {Size::meta, Ink::muted});
        return;
    }
    // The children keep half of the room.
    const auto room = static_cast<std::size_t>(std::max(1.0F, rect.h / 2 / kHeat));
    const auto heats = shown_heats(look, team, std::min(kHeatsShown, room));
    for (const TentHeat* heat : heats) {
        const TentHeatWords words = words_of(*heat, look.desk());
        Rect row = rect.take_top(kHeat);
        if (look.walk && heat->heat == look.walk->heat) kit.fill({row.x, row.y + 2, 4, row.h - 4}, Ink::accent);
        row.take_left(8);
        Rect first = row.take_top(24);
        kit.mark(first.take_right(20).inset(1), words.mark, words.ink);
        first.take_right(4);
        const float when = kit.width(words.when, Size::body, Weight::medium);
        kit.text(first.take_right(when + 1), words.when, {Size::body, words.ink, Weight::medium, Align::right});
        first.take_right(12);
        kit.text(first, words.title, {Size::body, Ink::text});
        kit.text(row, words.who, {Size::meta, Ink::muted});
    }
    if (heats.size() < all)
        kit.text(rect.take_top(24), counted(all - heats.size(), "heat more", "heats more"), {Size::meta, Ink::muted});
}

}  // namespace

RowKeys rows_of(const std::vector<TentChild>& children) {
    return {[&children](std::size_t row) {
                return (RowKey{children[row].runner.value} + 1) << 32 | children[row].heat.value;
            },
            {}};
}

void draw_tent(const TentsLook& look, Rect rect, const std::vector<TentChild>& children) {
    Frame& frame = look.frame;
    Kit& kit = frame.kit;
    const auto tile = tile_of(look.map, frame.screen.team);
    if (!tile) return;
    const TileWords words = words_of(look.map.tiles[*tile], look.snapshot());
    kit.text(rect.take_top(40), words.name, {Size::heading, Ink::text, Weight::medium});
    std::string line = words.first + (words.second.empty() ? "" : " \u00B7 " + words.second);
    if (words.label != words.name) line = "tent " + words.label + " \u00B7 " + line;
    kit.text(rect.take_top(28), line, {Size::body, Ink::muted});
    kit.rule(rect.x, rect.y + 3, rect.w);
    rect.take_top(8);
    draw_heats_of(look, rect, frame.screen.team);
    kit.rule(rect.x, rect.y + 3, rect.w);
    rect.take_top(8);
    rect.h = kRow * std::max(1.0F, std::floor(rect.h / kRow));
    const int opened = draw_list(
        frame, rect, frame.screen.lists[kTentsOfTent], children.size(), {kRow, !frame.screen.prompt, rows_of(children)},
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

}  // namespace heatline::ui
