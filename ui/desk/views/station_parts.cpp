#include "ui/desk/views/station_parts.h"

#include <algorithm>

namespace heatline::ui {
namespace {

constexpr float kStripHeight = 48;

void draw_strip(Kit& kit, Rect row, const Strip& strip) {
    kit.fill(row, Ink::surface);
    kit.rule(row.x, row.bottom() - 1, row.w);
    row.take_left(kStationMargin);
    row.take_right(kStationMargin);
    kit.mark(row.take_left(24), strip.mark, strip.ink);
    row.take_left(16);
    kit.text(row, strip.words, {Size::body, strip.ink, Weight::medium});
}

// Children coming along a lane to the line, as they are just now.
void draw_lane(Kit& kit, Rect lane, const std::vector<PracticeLook::Comer>& comers) {
    const float line_x = lane.right() - 120;
    kit.rule(lane.x, lane.y + lane.h / 2, lane.w);
    kit.fill({line_x - 2, lane.y, 4, lane.h}, Ink::text);
    kit.clip({lane.x, lane.y - 20, lane.w, lane.h + 20});
    for (const PracticeLook::Comer& comer : comers) {
        const float x = line_x - static_cast<float>(comer.way_milli) / 1000 * (line_x - lane.x);
        const bool in = comer.way_milli <= 0;
        const Rect child{x - 32, lane.y + (lane.h - 32) / 2, 32, 32};  // Its front is what crosses.
        kit.mark(child, in ? Mark::finished : Mark::on_course, in ? Ink::ok : Ink::accent);
        if (!comer.bib.empty())
            kit.text({child.x - 32, lane.y - 16, 96, 20}, comer.bib,
                     {Size::meta, Ink::text, Weight::medium, Align::centre});
    }
    kit.unclip();
}

// The numbers that the children at the end of the chute wear, the first at the left.
void draw_numbers(Kit& kit, Rect row, const std::vector<PracticeLook::Comer>& comers) {
    bool first = true;
    for (const PracticeLook::Comer& comer : comers) {
        if (row.w < 152) return;
        const Rect card = row.take_left(136);
        row.take_left(16);
        kit.fill(card, Ink::background, 4);
        kit.frame(card, first ? Ink::accent : Ink::line, first ? 3 : 1);
        const bool worn = !comer.bib.empty();
        kit.text(card, worn ? comer.bib : "no number",
                 {worn ? Size::action : Size::body, first ? Ink::text : Ink::muted, Weight::medium, Align::centre});
        first = false;
    }
}

void draw_practice(Frame& frame, Rect& body) {
    Kit& kit = frame.kit;
    const PracticeLook& lesson = frame.desk.station.lesson;
    const bool low = body.h < 480;
    Rect panel = body.take_top(low ? 144 : 192);
    kit.fill(panel, Ink::surface);
    Rect band = panel.take_top(low ? 32 : 40);
    kit.fill(band, Ink::warn);
    band.take_left(kStationMargin);
    band.take_right(kStationMargin);
    const std::string step =
        lesson.over ? std::string{"done"} : std::to_string(lesson.step) + " of " + std::to_string(lesson.steps);
    kit.text(band.take_right(120), step, {Size::body, Ink::background, Weight::medium, Align::right});
    kit.text(band, "PRACTICE \u00B7 nothing of this counts \u00B7 Esc twice leaves",
             {Size::body, Ink::background, Weight::medium});
    kit.rule(panel.x, panel.bottom() - 1, panel.w);
    panel.take_left(kStationMargin);
    panel.take_right(kStationMargin);
    panel.take_top(8);
    const Rect ask = panel.take_top(Kit::line_height(Size::heading));
    kit.text(ask, lesson.ask, {kit.fit(lesson.ask, ask.w, Size::heading, Weight::medium), Ink::text, Weight::medium});
    if (!low || lesson.comers.empty()) kit.text(panel.take_top(28), lesson.note, {Size::body, Ink::muted});
    panel.take_bottom(8);
    if (lesson.comers.empty()) return;
    if (frame.screen.view == View::finish) {
        panel.take_top(low ? 20 : 24);
        draw_lane(kit, panel.take_top(40), lesson.comers);
    } else {
        draw_numbers(kit, panel.take_top(72), lesson.comers);
    }
}

}  // namespace

Rect draw_station_top(Frame& frame, Rect body, const std::vector<Strip>& strips) {
    for (const Strip& strip : strips) draw_strip(frame.kit, body.take_top(kStripHeight), strip);
    if (frame.desk.station.practice) draw_practice(frame, body);
    return body;
}

void draw_station_title(Kit& kit, Rect row, const std::string& title, const std::string& subtitle,
                        const std::string& remark) {
    const float title_width = kit.text(row, title, {Size::heading, Ink::text, Weight::medium});
    row.take_left(title_width + 16);
    const float subtitle_width = std::min(kit.width(subtitle, Size::heading), row.w);
    kit.text(row.take_left(subtitle_width), subtitle, {Size::heading, Ink::muted});
    row.take_left(24);
    kit.text(row, remark, {Size::body, Ink::muted, Weight::regular, Align::right});
}

void draw_count_line(Kit& kit, Rect row, const CountLine& line) {
    const bool look = line.mark == Mark::look;
    const std::string whole = line.counts + "    " + line.verdict;
    const Size size = kit.fit(whole, row.w - 48, Size::heading, Weight::medium);
    const float counts = kit.text(row, line.counts, {size, Ink::text});
    row.take_left(counts + 24);
    if (look) {
        kit.mark(row.take_left(24), line.mark, Ink::warn);
        row.take_left(8);
    }
    kit.text(row, line.verdict, {size, look ? Ink::warn : Ink::muted, look ? Weight::medium : Weight::regular});
}

void draw_hints(Kit& kit, Rect row, const std::vector<std::pair<std::string, std::string>>& hints) {
    float x = row.x;
    for (const auto& [key, does] : hints) {
        const float wide = kit.width(key, Size::meta, Weight::medium) + 22 + kit.width(does, Size::meta);
        if (x + wide > row.right()) return;
        x += kit.key_hint(x, row.y, key, does) + 32;
    }
}

void draw_refused(Kit& kit, Rect row, const std::string& why, Align align) {
    const Size size = kit.fit(why, row.w - 32, Size::heading, Weight::medium);
    if (align == Align::centre) row.take_left(std::max(0.0F, (row.w - 32 - kit.width(why, size, Weight::medium)) / 2));
    kit.mark(row.take_left(24), Mark::look, Ink::warn);
    row.take_left(8);
    kit.text(row, why, {size, Ink::warn, Weight::medium});
}

void draw_flash(Kit& kit, Rect body, Flash flash) {
    if (flash == Flash::none) return;
    kit.frame(body, flash == Flash::done ? Ink::accent : Ink::warn, 12, 0);
}

}  // namespace heatline::ui
