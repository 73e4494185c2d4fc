// The chute: the number that is typed, who it may be, who came just now.

#include <algorithm>

#include "ui/desk/memo.h"
#include "ui/desk/views/chute_model.h"
#include "ui/desk/views/station_parts.h"
#include "ui/desk/views/views.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

// What costs O(children), made anew for another snapshot only.
struct ChuteMemo {
    SuggestMemo suggest;
    Memo<std::shared_ptr<const std::vector<std::string>>, BibIndex> bibs;
};

void draw_box(Kit& kit, Rect box, const ChuteModel& model, bool records) {
    kit.fill(box, Ink::surface, 4);
    kit.frame(box, records ? Ink::text : Ink::line, 2);
    box.take_left(24);
    box.take_right(24);
    const Size size = kit.fit(model.typed + "_", box.w, box.h >= 96 ? Size::name : Size::action, Weight::medium);
    kit.text(box, model.typed + (records ? "_" : ""), {size, Ink::text, Weight::medium});
}

void draw_hint(Kit& kit, Rect row, const ChuteModel& model) {
    if (!model.refused.empty()) return draw_refused(kit, row, model.refused, Align::left);
    const bool look = model.hint_mark == Mark::look;
    const Ink ink = look ? Ink::warn : Ink::text;
    if (model.hint_mark != Mark::none) {
        kit.mark(row.take_left(24), model.hint_mark, look ? Ink::warn : ink_of(model.hint_mark));
        row.take_left(8);
    }
    kit.text(row, model.hint, {Size::body, ink, look ? Weight::medium : Weight::regular});
}

void draw_offers(Kit& kit, Rect rect, const ChuteModel& model) {
    if (rect.h < 32 + 36) return;
    kit.text(rect.take_top(32), model.offers_title, {Size::meta, Ink::muted});
    const float row_height = rect.h >= 5 * 56 ? 56.0F : rect.h >= 5 * 44 ? 44.0F : 36.0F;
    const bool wide = rect.w >= 560;
    float bib_width = 64;
    for (const ChuteModel::Offer& offer : model.offers)
        bib_width = std::max(bib_width, kit.width(offer.bib, Size::heading, Weight::medium));
    for (const ChuteModel::Offer& offer : model.offers) {
        if (rect.h < row_height) return;
        Rect row = rect.take_top(row_height);
        if (offer.chosen) {
            kit.fill(row, Ink::surface);
            kit.fill({row.x, row.y, 4, row.h}, Ink::accent);
        } else {
            kit.rule(row.x, row.bottom() - 1, row.w);
        }
        row.take_left(16);
        kit.mark(row.take_left(20), offer.inexact ? Mark::none : Mark::on_course, Ink::accent);
        row.take_left(16);
        const Weight weight = offer.inexact ? Weight::regular : Weight::medium;
        const Ink ink = offer.inexact ? Ink::muted : Ink::text;
        kit.text(row.take_left(bib_width), offer.bib, {Size::heading, ink, weight, Align::right});
        row.take_left(24);
        row.take_right(8);
        if (offer.inexact && wide) {
            kit.text(row.take_right(184), "one digit is another",
                     {Size::meta, Ink::muted, Weight::regular, Align::right});
        } else if (wide && !offer.grade.empty())
            kit.text(row.take_right(184), offer.grade, {Size::body, Ink::muted, Weight::regular, Align::right});
        if (!offer.who.empty()) {
            kit.text(row.take_left(wide ? row.w * 0.5F : row.w), offer.who, {Size::body, Ink::text});
            row.take_left(16);
        }
        kit.text(row, offer.team, {Size::body, Ink::muted});
    }
}

void draw_taken(Kit& kit, Rect rect, const ChuteModel& model) {
    Rect head = rect.take_top(32);
    kit.text(head.take_right(96), grouped(model.numbers), {Size::meta, Ink::text, Weight::medium, Align::right});
    kit.text(head, "just in", {Size::meta, Ink::muted});
    if (model.taken.empty()) {
        kit.text(rect.take_top(44), "Nobody yet", {Size::body, Ink::muted});
        return;
    }
    for (const ChuteModel::Taken& taken : model.taken) {
        if (rect.h < 44) return;
        Rect row = rect.take_top(44);
        kit.rule(row.x, row.bottom() - 1, row.w);
        const bool look = taken.mark == Mark::look;
        const Weight weight = look ? Weight::medium : Weight::regular;
        kit.text(row.take_right(kit.width(taken.state, Size::meta, weight) + 2), taken.state,
                 {Size::meta, look ? Ink::warn : Ink::muted, weight, Align::right});
        row.take_right(8);
        kit.mark(row.take_right(20), taken.mark, ink_of(taken.mark));
        row.take_right(8);
        const float bib_width = std::max(80.0F, kit.width(taken.bib, Size::body, Weight::medium));
        kit.text(row.take_left(bib_width), taken.bib,
                 {Size::body, taken.gone ? Ink::muted : Ink::text, Weight::medium});
        row.take_left(16);
        if (row.w >= 64) kit.text(row, taken.who, {Size::body, Ink::muted});  // Less would be a letter.
    }
}

bool has_counts(const ChuteModel& model) { return !model.counts.counts.empty(); }
float foot_height(const ChuteModel& model, bool low) {
    return low ? 42 : 58.0F + (has_counts(model) ? 36 : 0) + (model.last.empty() ? 0 : 32);
}

void draw_foot(Kit& kit, Rect foot, const ChuteModel& model, bool low) {
    if (!low) {
        kit.rule(foot.x, foot.y, foot.w);
        foot.take_top(16);
        if (has_counts(model)) draw_count_line(kit, foot.take_top(36), model.counts);
        if (!model.last.empty()) kit.text(foot.take_top(32), model.last, {Size::body, Ink::muted});
    }
    foot.take_top(8);
    std::vector<std::pair<std::string, std::string>> hints{{"Enter", "takes it"}, {"0 Enter", "no number"}};
    if (!model.undo.empty()) hints.emplace_back("F8", model.undo);
    if (model.redo) hints.emplace_back("Shift F8", "puts it back");
    hints.emplace_back("Up Down", "choose");
    hints.emplace_back("Esc", "clears");
    if (model.practice) hints.emplace_back("F5", "practice");
    hints.emplace_back("F9", "light");
    hints.emplace_back("F2", "views");
    draw_hints(kit, foot, hints);
}

}  // namespace

void draw_chute(Frame& frame, Rect body) {
    Kit& kit = frame.kit;
    const Desk& desk = frame.desk;
    auto& memo = frame.screen.memos.get<ChuteMemo>();
    const std::shared_ptr<const std::vector<std::string>> worn = desk.snapshot ? desk.snapshot->bibs : nullptr;
    const BibIndex& bibs = memo.bibs.of(worn, [&] { return desk.snapshot ? BibIndex{*desk.snapshot} : BibIndex{}; });
    const ChuteModel model = chute_model(desk, *memo.suggest.field(desk.snapshot, desk.link.line), bibs);

    const Rect all = body;
    body = draw_station_top(frame, body, model.strips);
    const bool low = body.h < 480;
    body.take_left(kStationMargin);
    body.take_right(kStationMargin);
    body.take_top(low ? 8 : 16);
    body.take_bottom(low ? 8 : 24);
    if (!low) draw_station_title(kit, body.take_top(40), model.title, model.subtitle, {});
    draw_foot(kit, body.take_bottom(foot_height(model, low)), model, low);
    if (body.w >= 640) {
        Rect side = body.take_right(body.w >= 1000 ? 400.0F : 240.0F);
        body.take_right(32);
        side.take_top(low ? 0 : 16);
        draw_taken(kit, side, model);
    }
    body.take_top(low ? 0 : 16);
    draw_box(kit, body.take_top(low ? 72 : 112), model, desk.station.records);
    body.take_top(8);
    draw_hint(kit, body.take_top(36), model);
    body.take_top(low ? 0 : 16);
    draw_offers(kit, body, model);
    draw_flash(kit, all, model.flash);
}

}  // namespace heatline::ui
