// A team dragged onto another heat: while it is on its way every heat says what it would cost there; let go, it opens
// the question that G opens. A drag does nothing by itself.

#include <algorithm>
#include <cmath>

#include "ui/desk/views/heats_parts.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

// Nearer than this it is a click.
constexpr float kTakenUp = 8;
constexpr const char* kX = "heats.drag-x";
constexpr const char* kY = "heats.drag-y";

void let_go(const HeatsLook& look) {
    look.screen().numbers[kHeatsDrag] = 0;
    look.screen().numbers[kHeatsDragged] = 0;
}

}  // namespace

TeamGroup HeatsLook::dragged_team() const {
    const std::int64_t team = frame.screen.numbers[kHeatsDrag];
    const bool on = frame.screen.numbers[kHeatsDragged] != 0;
    if (!on || team <= 0 || static_cast<std::size_t>(team) > frame.desk.snapshot->roster->teams().size()) return {};
    return {TeamId{static_cast<std::size_t>(team - 1)}, heat};
}

void press_team(const HeatsLook& look, Rect where, TeamId team) {
    const Mouse& mouse = look.frame.kit.mouse();
    if (!look.frame.kit.clicked(where) || look.screen().prompt || look.is_moving()) return;
    look.screen().numbers[kHeatsDrag] = team.value + 1;
    look.screen().numbers[kHeatsDragged] = 0;
    look.screen().numbers[kX] = std::lround(mouse.x);
    look.screen().numbers[kY] = std::lround(mouse.y);
}

void take_drag(const HeatsLook& look) {
    Screen& screen = look.screen();
    if (screen.numbers[kHeatsDrag] == 0) return;
    const Mouse& mouse = look.frame.kit.mouse();
    if (screen.prompt || look.is_moving() || mouse.clicked) return let_go(look);
    if (look.dragged_team().team && look.frame.take(Key::escape)) return let_go(look);
    if (mouse.released && screen.numbers[kHeatsDragged] == 0) return let_go(look);
    const float x = mouse.x - static_cast<float>(screen.numbers[kX]);
    const float y = mouse.y - static_cast<float>(screen.numbers[kY]);
    if (!mouse.down || screen.numbers[kHeatsDragged] != 0 || std::max(std::abs(x), std::abs(y)) < kTakenUp) return;
    const TeamGroup group{TeamId{static_cast<std::size_t>(screen.numbers[kHeatsDrag] - 1)}, look.heat};
    if (std::string why = cannot_move_team(look.desk(), group); !why.empty()) {
        look.say(std::move(why));
        return let_go(look);
    }
    screen.numbers[kHeatsDragged] = 1;
}

std::string drag_places(const HeatsLook& look, HeatId heat) {
    for (const TeamMove& move : look.team_moves_of(look.dragged_team())) {
        if (move.to == heat) return move.places;
    }
    return {};
}

void draw_drag_row(const HeatsLook& look, Rect where, HeatId heat) {
    Kit& kit = look.frame.kit;
    const TeamGroup group = look.dragged_team();
    Rect below{where.x + 24, where.y + 28, where.w - 40, 24};
    if (heat == group.heat) {
        kit.text(below, "it runs here", {Size::meta, Ink::muted});
        return;
    }
    const std::vector<TeamMove>& moves = look.team_moves_of(group);
    const auto found = std::find_if(moves.begin(), moves.end(), [&](const TeamMove& move) { return move.to == heat; });
    if (found == moves.end()) {
        kit.text(below, "another band", {Size::meta, Ink::muted});
        return;
    }
    const bool can = found->refused.empty();
    const bool over = kit.hovered(where);
    if (over && can) kit.frame(where.inset(2), found->against.empty() ? Ink::accent : Ink::warn, 2);
    if (can && found->look) {
        kit.mark(below.take_left(16), Mark::look, Ink::warn);
        below.take_left(8);
    }
    kit.text(below, can ? found->brief : found->refused, {Size::meta, can && over ? Ink::text : Ink::muted});
    if (over && kit.mouse().released && can) start_team_move(look, group, heat);
    if (over && kit.mouse().released && !can) look.say(found->title + ": " + found->refused);
}

void draw_dragged(const HeatsLook& look) {
    Kit& kit = look.frame.kit;
    const TeamGroup group = look.dragged_team();
    const Mouse& mouse = kit.mouse();
    if (mouse.released) let_go(look);
    if (!group.team || mouse.released || mouse.x < 0) return;
    std::uint32_t children = 0;
    for (const TeamBlock& block : look.book.heats[group.heat.index()].blocks)
        children += block.team == group.team ? block.children : 0;
    const std::string words =
        look.desk().snapshot->roster->team(group.team).name + ", " + counted(children, "child", "children");
    const float width = std::min(320.0F, kit.width(words, Size::body, Weight::medium) + 24);
    const Rect& all = kit.screen();
    const Rect box{std::clamp(mouse.x + 12, 0.0F, all.w - width), std::clamp(mouse.y + 12, 0.0F, all.h - 36), width,
                   36};
    kit.fill(box, Ink::surface, 4);
    kit.frame(box, Ink::accent, 2);
    kit.text({box.x + 12, box.y, box.w - 24, box.h}, words, {Size::body, Ink::text, Weight::medium});
}

}  // namespace heatline::ui
