// The foot of the director's view: whether the stations speak, whether the counts agree, how many come in a minute; and
// what every key does.

#include <algorithm>

#include "ui/desk/button.h"
#include "ui/desk/views/director_orders.h"
#include "ui/desk/views/director_parts.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kWord = 24, kColumnGap = 48;

// Those in trouble first, as many as there is room for.
void draw_stations(Frame& frame, Rect rect, const std::vector<Source>& sources) {
    Kit& kit = frame.kit;
    const SourcesLine all = say_all(sources, frame.desk);
    const bool loud = all.urgency >= Urgency::look;
    kit.text(rect.take_top(kWord), all.sentence,
             {Size::meta, loud ? ink_of(all.urgency) : Ink::muted, loud ? Weight::medium : Weight::regular});
    std::vector<const Source*> shown;
    for (const Source& source : sources) {
        if (source.station && (source.station->connected || source.silent)) shown.push_back(&source);
    }
    std::stable_sort(shown.begin(), shown.end(),
                     [](const Source* a, const Source* b) { return a->urgency > b->urgency; });
    Rect row = rect.take_top(kWord);
    std::size_t left = shown.size();
    for (const Source* source : shown) {
        const SourceLine line = say(*source, frame.desk);
        const std::string words = source->silent ? line.name + " " + span(source->heard_s) : line.name;
        const float width = kit.width(words, Size::meta) + 24;
        if (width + 96 > row.w && left > 1) {
            if (rect.h < kWord) break;
            row = rect.take_top(kWord);
        }
        kit.mark(row.take_left(16), line.mark, line.ink);
        row.take_left(8);
        kit.text(row.take_left(width - 24 + 1), words,
                 {Size::meta, source->silent ? Ink::bad : Ink::text, Weight::regular});
        row.take_left(24);
        --left;
    }
    if (left > 0) kit.text(row, "and " + grouped(left) + " more", {Size::meta, Ink::muted});
}

// The line where a heat runs; of several, the first whose counts differ.
const LineWatch* line_to_show(const Desk& desk) {
    if (!desk.overview) return nullptr;
    const LineWatch* shown = nullptr;
    for (const LineWatch& line : desk.overview->lines) {
        if (line.running.empty()) continue;
        if (!shown || (line.differ_since && !shown->differ_since)) shown = &line;
    }
    return shown;
}

void draw_line_counts(Frame& frame, Rect rect, const LineWatch& line) {
    Kit& kit = frame.kit;
    const bool several = frame.desk.overview->lines.size() > 1;
    const std::string where = several ? "Counts at " + line.name : "Counts at the line";
    kit.text(rect.take_top(kWord), line.differ_since ? where + " differ" : where + " agree", {Size::meta, Ink::muted});
    std::vector<CountBar> bars{{"taps", line.taps}, {"numbers", line.bibs}};
    if (line.second_taps) bars.push_back({"second timer", *line.second_taps});
    rect.h = std::min(rect.h, 20.0F * static_cast<float>(bars.size()));
    draw_counts(kit, rect, bars, !differ_for_long(line, frame.desk.now));
}

void draw_finishers(Frame& frame, Rect rect, const Minutes& minutes) {
    const auto& each = minutes.finishers;
    const std::uint16_t most = each.empty() ? std::uint16_t{0} : *std::max_element(each.begin(), each.end());
    frame.kit.text(rect.take_top(kWord), "Finishers a minute, most " + grouped(most), {Size::meta, Ink::muted});
    draw_minutes(frame.kit, rect, each);
}

}  // namespace

void draw_pulse(Frame& frame, const DirectorLayout& layout, const DirectorScene& scene) {
    if (layout.pulse.h <= 0) return;
    Rect row = layout.pulse;
    frame.kit.rule(row.x, row.y, row.w);
    row.take_top(8);
    if (frame.desk.overview && frame.desk.overview->minutes && row.w > 900) {
        draw_finishers(frame, row.take_right(280), *frame.desk.overview->minutes);
        row.take_right(kColumnGap);
    }
    const LineWatch* line = line_to_show(frame.desk);
    if (line && row.w > 600) {
        draw_line_counts(frame, row.take_right(280), *line);
        row.take_right(kColumnGap);
    }
    draw_stations(frame, row, scene.sources);
}

void draw_hints(Frame& frame, const DirectorLayout& layout, const DirectorScene& scene) {
    const Snapshot& snapshot = *frame.desk.snapshot;
    struct Hint {
        const char* key;
        std::string does;
        std::optional<KeyPress> press = {};  // Of one key: it can be clicked.
    };
    std::vector<Hint> hints;
    const bool held = snapshot.held_since.has_value();
    if (held) hints.push_back({"H", "go on", key_press('H')});
    if (scene.column == DirectorColumn::out && !scene.picture.out.empty()) {
        hints.push_back({"Enter", "story", key_press(Key::enter)});
        hints.push_back({"A", "account for", key_press('A')});
    } else if (scene.column == DirectorColumn::look && !scene.problems.empty()) {
        hints.push_back({"Enter", "go there", key_press(Key::enter)});
    }
    hints.push_back(
        {"Tab", scene.column == DirectorColumn::out ? "look at this" : "children out", key_press(Key::tab)});
    if (!held) hints.push_back({"H", "hold all heats", key_press('H')});
    hints.push_back({"F6", "change heats", key_press(Key::f6)});
    if (!frame.screen.undoable.empty()) hints.push_back({"F8", "take back", key_press(Key::f8)});
    if (scene.heat && !held) {
        const HeatPicture& heat = *snapshot.heats[scene.heat.index()];
        hints.push_back({"Left Right", "heat"});
        if (heat.state == HeatState::planned && !heat.start) hints.push_back({"+ -", "5 min from here"});
        if (heat.state == HeatState::running)
            hints.push_back({"C", heat.course_clear ? "course not clear" : "course clear", key_press('C')});
    }
    hints.push_back({"F2", "views", key_press(Key::f2)});
    float x = layout.hints.x;
    for (const Hint& hint : hints) {
        const float width =
            frame.kit.width(hint.key, Size::meta, Weight::medium) + 22 + frame.kit.width(hint.does, Size::meta);
        if (x + width > layout.hints.right()) break;
        const float y = layout.hints.y + 11;
        x += 24 + (hint.press ? draw_key_hint(frame, x, y, *hint.press, hint.does)
                              : frame.kit.key_hint(x, y, hint.key, hint.does));
    }
}

}  // namespace heatline::ui
