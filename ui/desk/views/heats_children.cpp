// The children of the heat by team, one a row.

#include "ui/desk/list.h"
#include "ui/desk/views/heats_parts.h"

namespace heatline::ui {

void draw_heats_children(const HeatsLook& look, Rect rect) {
    Kit& kit = look.frame.kit;
    const bool takes_keys = look.place() == HeatsPlace::children && !look.is_moving() && !look.screen().prompt;
    const bool narrow = rect.w < 640;
    if (look.children.empty()) {
        kit.text({rect.x, rect.y + 24, rect.w, 32},
                 cannot_command(look.desk()).empty() ? "Nobody runs in this heat yet: L places a late child."
                                                     : "Nobody runs in this heat yet.",
                 {Size::body, Ink::muted});
        return;
    }
    ListState& state = look.screen().lists["heats.children"];
    draw_list(
        look.frame, rect, state, look.children.size(), {36, takes_keys, child_rows(look)},
        [&](std::size_t i, Rect where, bool) {
            const ChildPlace& place = look.children[i];
            const ChildLine line = child_line(look.desk(), look.heat, place);
            if (!place.guest) press_team(look, where, look.desk().snapshot->roster->brief(place.runner).team);
            if (place.first_of_team && i > state.first) kit.rule(where.x, where.y, where.w);
            Rect row{where.x + 12, where.y, where.w - 24, where.h};
            if (!narrow) {
                Rect team = row.take_left(200);
                if (place.first_of_team || i == state.first) {
                    const float tent = kit.width(line.tent, Size::meta, Weight::medium);
                    kit.text(team.take_left(std::max(28.0F, tent)), line.tent,
                             {Size::meta, Ink::muted, Weight::medium});
                    team.take_left(8);
                    kit.text(team, line.team, {Size::body, Ink::text, Weight::medium});
                }
                row.take_left(16);
            }
            kit.mark(row.take_left(20).inset(1), line.mark, ink_of(line.mark));
            row.take_left(8);
            kit.text(row.take_left(56), line.bib, {Size::body, Ink::text, Weight::medium, Align::right});
            row.take_left(16);
            const Ink ink = place.guest ? Ink::warn : Ink::muted;
            kit.text(row.take_right(narrow ? 160 : 208), line.detail, {Size::meta, ink, Weight::regular, Align::right});
            row.take_right(12);
            if (!narrow) {
                kit.text(row.take_right(112), line.state, {Size::meta, Ink::muted});
                row.take_right(12);
            }
            const std::string& who = line.name.empty() ? line.grade : line.name;
            const float used = kit.text(row, who, {Size::body, Ink::text});
            row.take_left(used + 12);
            if (narrow) kit.text(row, line.team, {Size::meta, Ink::muted});
        });
}

}  // namespace heatline::ui
