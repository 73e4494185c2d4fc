// The finish line: a heat's clock, how many crossed, and one key.

#include <algorithm>

#include "ui/desk/button.h"
#include "ui/desk/views/finish_model.h"
#include "ui/desk/views/station_parts.h"
#include "ui/desk/views/views.h"

namespace heatline::ui {
namespace {

struct Figure {
    std::string text, label;
    Ink ink = Ink::text;
    Align align = Align::centre;
};

Size size_of(const Kit& kit, Rect rect, const Figure& figure) {
    const Size wanted = rect.h >= Kit::line_height(Size::clock) * 0.8F + 28 ? Size::clock : Size::name;
    return kit.fit(figure.text, rect.w, wanted, Weight::medium);
}

// A large figure with its label under it, in the middle of `rect`.
void draw_figure(Kit& kit, Rect rect, const Figure& figure, Size size) {
    const float height = Kit::line_height(size) * 0.86F;  // Figures have nothing below the line.
    Rect block{rect.x, rect.y + std::max(0.0F, (rect.h - height - 28) / 2), rect.w, height};
    kit.text(block, figure.text, {size, figure.ink, Weight::medium, figure.align});
    kit.text({rect.x, block.bottom(), rect.w, 28}, figure.label,
             {Size::body, Ink::muted, Weight::regular, figure.align});
}

void draw_ask(Kit& kit, Rect row, const FinishModel& model) {
    if (!model.refused.empty()) return draw_refused(kit, row, model.refused, Align::centre);
    if (model.typed.empty()) {
        const Size wanted = model.face == FinishModel::Face::running ? Size::heading : Size::action;
        kit.text(row, model.ask,
                 {kit.fit(model.ask, row.w, wanted, Weight::medium), Ink::text, Weight::medium, Align::centre});
        return;
    }
    const std::string number = model.typed + "_";
    const std::string does = "SPACE marks this child \u00B7 Esc clears";
    const float number_width = kit.width(number, Size::action, Weight::medium);
    const float does_width = kit.width(does, Size::heading);
    const float room = std::max(0.0F, row.w - number_width - 24 - does_width);
    row.take_left(room / 2);
    kit.text(row.take_left(number_width), number, {Size::action, Ink::accent, Weight::medium});
    row.take_left(24);
    kit.text(row, does, {Size::heading, Ink::text});
}

void draw_figures(Kit& kit, Rect rect, const FinishModel& model) {
    const Figure clock{model.clock, model.clock_label, model.clock_ink};
    const Figure count{model.count, model.count_label};
    if (model.clock.empty() || model.count.empty()) {
        const Figure& only = model.clock.empty() ? count : clock;
        return draw_figure(kit, rect, only, size_of(kit, rect, only));
    }
    constexpr float kStacked = 2 * (132 * 1.25F * 0.86F + 28);
    Rect first = rect;
    if (rect.h >= kStacked) {
        first = rect.take_top(rect.h / 2);
    } else {
        first = rect.take_left(rect.w * 0.66F);
        rect.take_left(16);
    }
    // Both alike: neither is more than the other.
    const Size size = std::min(size_of(kit, first, clock), size_of(kit, rect, count));
    draw_figure(kit, first, clock, size);
    draw_figure(kit, rect, count, size);
}

bool has_counts(const FinishModel& model) { return !model.counts.counts.empty(); }
float foot_height(const FinishModel& model, bool low) {
    if (low) return has_counts(model) ? 78 : 42;
    return 58.0F + (has_counts(model) ? 36 : 0) + (model.last.empty() ? 0 : 32);
}

enum class Foot { keys, low, whole };

// The gun, at the right of the keys: the only thing here that can be clicked.
void draw_start(Frame& frame, Rect& keys, const FinishModel& model, Foot how) {
    if (model.start.empty()) return;
    const KeyPress gun = key_press(Key::f4);
    std::string verb = model.start;
    if (!model.planned.empty() && button_width(frame.kit, verb + ", " + model.planned, gun) <= keys.w * 0.4F)
        verb += ", " + model.planned;
    const float width = button_width(frame.kit, verb, gun);
    if (width > keys.w) return;
    // Its foot stands on that of the keys.
    const float height = how == Foot::whole ? 40 : 32;
    const float foot = keys.y + (how == Foot::whole ? 26.0F : 29.0F);
    draw_button(frame, {keys.right() - width, foot - height, width, height}, verb, gun);
    keys.take_right(width + 24);
}

void draw_foot(Frame& frame, Rect foot, const FinishModel& model, Foot how) {
    Kit& kit = frame.kit;
    if (how == Foot::whole) {
        kit.rule(foot.x, foot.y, foot.w);
        foot.take_top(16);
    }
    if (how != Foot::keys && has_counts(model)) draw_count_line(kit, foot.take_top(36), model.counts);
    if (how == Foot::whole && !model.last.empty()) kit.text(foot.take_top(32), model.last, {Size::body, Ink::muted});
    foot.take_top(8);
    draw_start(frame, foot, model, how);
    std::vector<std::pair<std::string, std::string>> hints;
    if (!model.undo.empty()) hints.emplace_back("F8", model.undo);
    if (model.redo) hints.emplace_back("Shift F8", "puts it back");
    if (model.practice) hints.emplace_back("F5", "practice");
    hints.emplace_back("F9", "light");
    hints.emplace_back("F2", "views");
    draw_hints(kit, foot, hints);
}

}  // namespace

void draw_finish(Frame& frame, Rect body) {
    Kit& kit = frame.kit;
    const FinishModel model = finish_model(frame.desk);
    const Rect all = body;
    body = draw_station_top(frame, body, model.strips);
    const bool low = body.h < 400;
    const bool tiny = body.h < 260;  // Clock and count alone, and what cannot wait.
    body.take_left(kStationMargin);
    body.take_right(kStationMargin);
    body.take_top(low ? 8 : 16);
    body.take_bottom(low ? 8 : 24);
    if (!tiny) draw_station_title(kit, body.take_top(40), model.title, model.subtitle, model.also);
    draw_foot(frame, body.take_bottom(tiny ? 42 : foot_height(model, low)), model,
              tiny  ? Foot::keys
              : low ? Foot::low
                    : Foot::whole);
    const bool figures = !model.clock.empty() || !model.count.empty();
    if (!tiny || !figures || !model.typed.empty() || !model.refused.empty())
        draw_ask(kit, figures ? body.take_bottom(low ? 48 : 72) : body, model);
    if (figures) draw_figures(kit, body, model);
    draw_flash(kit, all, model.flash);
}

}  // namespace heatline::ui
