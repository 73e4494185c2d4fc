// The heat that is looked at: its name, its clock, who of which team runs in it, as blocks sized by children.

#include <algorithm>

#include "ui/desk/views/heats_parts.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kBlocks = 48, kGap = 2;

// Teams side by side up to the heat's places; what is kept for late children is a frame at the end.
void draw_blocks(const HeatsLook& look, Rect rect) {
    Kit& kit = look.frame.kit;
    const HeatSeats& seats = look.book.heats[look.heat.index()];
    const auto& children = look.children;
    TeamId chosen;
    if (look.place() == HeatsPlace::children && !children.empty()) {
        if (const auto row = chosen_row(look.screen().lists["heats.children"], children.size()))
            chosen = look.desk().snapshot->roster->brief(children[*row].runner).team;
    }
    const float all = static_cast<float>(std::max({seats.places, seats.taken, 1U}));
    const float unit = rect.w / all;
    float x = rect.x;
    for (const TeamBlock& block : seats.blocks) {
        const float width = unit * static_cast<float>(block.seats);
        const Rect box{x, rect.y, std::max(2.0F, width - kGap), rect.h};
        kit.fill(box, Ink::surface);
        kit.frame(box, block.team == chosen ? Ink::accent : Ink::line, block.team == chosen ? 2 : 1, 0);
        const Team& team = look.desk().snapshot->roster->team(block.team);
        press_team(look, box, block.team);
        const std::string count = grouped(block.children);
        if (box.w > kit.width(count, Size::meta, Weight::medium) + 8) {
            const bool named = box.w > 56;
            Rect inner = box.inset(named ? 6 : 2);
            if (named) kit.text(inner.take_top(18), team.name, {Size::meta, Ink::muted});
            kit.text(inner, count, {Size::meta, Ink::text, Weight::medium, named ? Align::left : Align::centre});
        }
        x += width;
    }
    if (seats.places > seats.taken) {
        const Rect free{x, rect.y, rect.right() - x, rect.h};
        if (free.w > 2) kit.frame(free, Ink::line, 1, 0);
        const std::string left = grouped(static_cast<std::uint64_t>(seats.left())) + " free";
        if (free.w > kit.width(left, Size::meta) + 12)
            kit.text(free.inset(6), left, {Size::meta, Ink::muted, Weight::regular, Align::centre});
    } else if (seats.places > 0 && seats.taken > seats.places) {
        kit.fill({rect.x + unit * static_cast<float>(seats.places) - 2, rect.y - 6, 3, rect.h + 12}, Ink::warn);
    }
}

float draw_state(Kit& kit, Rect row, const HeatHead& head) {
    float used = 0;
    if (head.mark != Mark::none) {
        kit.mark({row.x, row.y + (row.h - 18) / 2, 18, 18}, head.mark, head.ink == Ink::muted ? Ink::text : head.ink);
        used += 26;
    }
    const Ink ink = head.ink == Ink::muted ? Ink::text : head.ink;
    used += kit.text({row.x + used, row.y, row.w - used, row.h}, head.state, {Size::body, ink, Weight::medium});
    return used + 20;
}

}  // namespace

float heats_head_height(bool compact) { return compact ? 48 : 208; }

void draw_heats_head(const HeatsLook& look, Rect rect, bool compact) {
    Kit& kit = look.frame.kit;
    const HeatHead head = heat_head(look.desk(), look.book, look.heat);
    const auto verb = heats_verb(look);
    const float button = verb ? button_width(kit, verb->does, verb->key) : 0;
    Rect top = rect.take_top(compact ? 40 : 64);
    const Size large = compact ? Size::heading : Size::action;
    if (!head.clock.empty()) {
        const float clock = kit.width(head.clock, large, Weight::medium);
        kit.text(top.take_right(clock), head.clock, {large, Ink::text, Weight::medium, Align::right});
        top.take_right(16);
    }
    const float title = std::min(top.w, kit.width(head.title, large, Weight::medium));
    kit.text(top.take_left(title), head.title, {large, Ink::text, Weight::medium});
    top.take_left(16);
    if (compact) {
        if (verb && button + 16 <= top.w)
            draw_button(look.frame, top.take_right(button).inset_y(2), verb->does, verb->key);
        draw_state(kit, top, head);
        return;
    }
    kit.text({top.x, top.y + 10, top.w, top.h - 10}, head.subtitle, {Size::heading, Ink::muted});
    // Over both lines, at their right.
    Rect lines = rect.take_top(64);
    if (verb) {
        draw_button(look.frame, lines.take_right(std::min(button, lines.w)).inset_y(10), verb->does, verb->key);
        lines.take_right(24);
    }
    Rect line = lines.take_top(32);
    line.take_left(draw_state(kit, line, head));
    kit.text(line, head.times, {Size::body, Ink::muted});
    line = lines;
    const float counts = kit.text(line, head.counts, {Size::body, Ink::text});
    line.take_left(counts + 24);
    if (!head.missing.empty()) kit.text(line, head.missing, {Size::body, Ink::warn});
    rect.take_top(8);
    draw_blocks(look, rect.take_top(kBlocks));
    kit.text(rect.take_top(24), head.seats, {Size::meta, Ink::muted});
}

}  // namespace heatline::ui
