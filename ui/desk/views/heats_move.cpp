// Where a child may be moved to, and what each would cost, before it is done.

#include "ui/desk/list.h"
#include "ui/desk/views/heats_parts.h"
#include "ui/desk/words.h"

namespace heatline::ui {

void draw_heats_move(const HeatsLook& look, Rect rect) {
    Kit& kit = look.frame.kit;
    const RunnerId child = look.moving();
    const HeatId from = look.moving_from();
    const NameBook& names = look.desk().names;
    const std::string bib = names.bib(child);
    std::string who = names.name(look.heat, child);
    who = who.empty() ? bib : bib.empty() ? who : bib + " " + who;
    const std::string title =
        from ? "Move " + who + " from " + heat_title(*look.desk().snapshot->heats[from.index()]) + " to"
             : "Place " + who + " in";
    kit.text(rect.take_top(40), title, {Size::heading, Ink::text, Weight::medium});
    std::string about = names.team(child);
    if (const std::string grade = names.grade(child); !grade.empty()) about += ", " + grade;
    kit.text(rect.take_top(28), about, {Size::body, Ink::muted});
    rect.take_top(8);
    const std::vector<MoveCost> costs = look.costs();
    if (costs.empty()) {
        kit.text(rect.take_top(40), "There is no other heat of this race.", {Size::body, Ink::muted});
        return;
    }
    const bool narrow = rect.w < 640;
    const RowKeys rows{[&](std::size_t i) { return RowKey{costs[i].to.value} + 1; }, {}};
    draw_list(look.frame, rect, look.screen().lists["heats.targets"], costs.size(),
              {narrow ? 60.0F : 56.0F, !look.screen().prompt, rows}, [&](std::size_t i, Rect where, bool selected) {
                  const MoveCost& cost = costs[i];
                  const bool can = cost.refused.empty();
                  Rect row{where.x + 16, where.y + 4, where.w - 32, 24};
                  const std::string seats = can ? cost.seats : "";
                  kit.text(row.take_right(std::min(row.w / 2, kit.width(seats, Size::body))), seats,
                           {Size::body, cost.look ? Ink::text : Ink::ok});
                  row.take_right(12);
                  kit.text(row, cost.title, {Size::body, can ? Ink::text : Ink::muted, Weight::medium});
                  Rect below{where.x + 16, where.y + 28, where.w - 32, 24};
                  if (cost.look && can) {
                      kit.mark(below.take_left(20).inset(2), Mark::look, selected ? Ink::warn : Ink::muted);
                      below.take_left(8);
                  }
                  const std::string words = can ? cost.band + "; " + cost.others + "; " + cost.walk : cost.refused;
                  kit.text(below, words, {Size::meta, cost.look && can && selected ? Ink::warn : Ink::muted});
                  kit.rule(where.x, where.bottom() - 1, where.w);
              });
}

}  // namespace heatline::ui
