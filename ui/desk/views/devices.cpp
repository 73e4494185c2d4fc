// Every source of readings in a row: whether it speaks, what waits in it, who sits there, what to do.

#include <algorithm>
#include <cmath>

#include "ui/desk/list.h"
#include "ui/desk/views/devices_model.h"
#include "ui/desk/views/views.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kMargin = 24, kRow = 36, kGap = 16;
constexpr const char* kList = "devices";

// The columns from the left; those that a small screen does without are 0 wide.
struct Columns {
    float name = 128, role = 80, heard = 88, readings = 72, clock = 64, unsent = 56, odd = 40, battery = 64,
          person = 112;
};
Columns columns_for(float width) {
    Columns columns;
    if (width < 1200) columns.clock = columns.odd = 0;
    if (width < 1000) columns.role = columns.readings = 0;
    if (width < 800) columns.person = columns.unsent = 0;
    return columns;
}

Rect next(Rect& row, float width) {
    const Rect cell = row.take_left(width);
    if (width > 0) row.take_left(kGap);
    return cell;
}

void draw_head(Kit& kit, Rect row, const Columns& columns) {
    kit.rule(row.x, row.bottom() - 1, row.w);
    row.take_left(36);
    const auto word = [&](float width, const char* text, Align align) {
        kit.text(next(row, width), text, {Size::meta, Ink::muted, Weight::regular, align});
    };
    word(columns.name, "Device", Align::left);
    word(columns.role, "Role", Align::left);
    word(columns.heard, "Heard", Align::right);
    word(columns.readings, "Readings", Align::right);
    word(columns.unsent, "Unsent", Align::right);
    word(columns.odd, "Odd", Align::right);
    word(columns.clock, "Clock", Align::right);
    word(columns.battery, "Battery", Align::right);
    word(columns.person, "Person", Align::left);
    kit.text(row, "What to do", {Size::meta, Ink::muted});
}

void draw_row(Kit& kit, Rect row, const Columns& columns, const Source& source, const SourceLine& line) {
    const bool loud = source.urgency >= Urgency::look;
    row.take_left(8);
    kit.mark(row.take_left(20), line.mark, line.ink);
    row.take_left(8);
    const auto cell = [&](float width, const std::string& text, TextStyle style) {
        kit.text(next(row, width), text, style);
    };
    const TextStyle number{Size::body, Ink::text, Weight::regular, Align::right};
    cell(columns.name, line.name, {Size::body, Ink::text, Weight::medium});
    cell(columns.role, line.role, {Size::meta, Ink::muted});
    cell(columns.heard, line.heard,
         {Size::meta, source.silent ? Ink::bad : Ink::text, source.silent ? Weight::medium : Weight::regular,
          Align::right});
    cell(columns.readings, line.readings, number);
    cell(columns.unsent, line.unsent, number);
    cell(columns.odd, line.odd, number);
    cell(columns.clock, line.clock, {Size::meta, Ink::muted, Weight::regular, Align::right});
    cell(columns.battery, line.battery, number);
    cell(columns.person, line.person, {Size::body, Ink::text});
    kit.text(row, line.what, {Size::body, loud ? line.ink : Ink::muted, loud ? Weight::medium : Weight::regular});
}

// What the table has no room for, of the selected row.
void draw_detail(Kit& kit, Rect rect, const Source& source, const SourceLine& line) {
    kit.rule(rect.x, rect.y, rect.w);
    rect.take_top(8);
    const bool loud = source.urgency >= Urgency::look;
    std::string facts = line.name + " \u00B7 " + line.role + " \u00B7 heard " + line.heard;
    if (!line.readings.empty()) facts += " \u00B7 " + line.readings + " readings";
    if (!line.clock.empty()) facts += " \u00B7 clock " + line.clock;
    if (source.station && source.station->charging) facts += " \u00B7 charging";
    if (!line.person.empty()) facts += " \u00B7 " + line.person;
    kit.text(rect.take_top(28), facts, {Size::body, Ink::text});
    kit.text(rect.take_top(28), line.what.empty() ? "Nothing is to be done." : line.what,
             {Size::body, loud ? line.ink : Ink::muted, loud ? Weight::medium : Weight::regular});
}

}  // namespace

void draw_devices(Frame& frame, Rect body) {
    Kit& kit = frame.kit;
    const auto sources = sources_of(frame.desk);
    Rect rest{body.x + kMargin, body.y + 8, body.w - 2 * kMargin, body.h - 8};
    const SourcesLine all = say_all(sources, frame.desk);
    kit.text(rest.take_top(56), all.sentence,
             {kit.fit(all.sentence, rest.w, Size::heading, Weight::medium),
              all.urgency >= Urgency::look ? ink_of(all.urgency) : Ink::text, Weight::medium});
    if (sources.empty()) {
        kit.paragraph(rest,
                      "A device is made with heatline device add DIR NAME --role timer; its token lets a laptop in.",
                      {Size::body, Ink::muted});
        return;
    }
    Rect hints = rest.take_bottom(48);
    float x = hints.x;
    x += kit.key_hint(x, hints.y + 11, "Up Down", "devices") + 24;
    kit.key_hint(x, hints.y + 11, "F2", "views");
    const Rect detail = rest.take_bottom(72);
    const Columns columns = columns_for(body.w);
    draw_head(kit, rest.take_top(kRow), columns);
    rest.h = kRow * std::max(1.0F, std::floor(rest.h / kRow));
    ListState& list = frame.screen.lists[kList];
    draw_list(frame, rest, list, sources.size(), {kRow, !frame.screen.prompt}, [&](std::size_t i, Rect row, bool) {
        draw_row(kit, row, columns, sources[i], say(sources[i], frame.desk));
    });
    draw_detail(kit, detail, sources[list.selected], say(sources[list.selected], frame.desk));
}

}  // namespace heatline::ui
