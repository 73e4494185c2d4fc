#include <vector>

#include "ui/desk/list.h"
#include "ui/desk/views/results_parts.h"

namespace heatline::ui {
namespace {

constexpr float kGutter = 16, kRow = 36, kHead = 28;

struct Column {
    const char* title;
    const std::string ResultLine::*text;
    float width;
    Align align = Align::left;
    Weight weight = Weight::regular;
};

// The columns that fit: what is read most stays longest.
std::vector<Column> columns_for(float width, bool all_heats, const NameBook& names) {
    std::vector<Column> columns;
    const bool grade = width >= 1000, team = width >= 640;
    if (all_heats) columns.push_back({"Heat", &ResultLine::heat, 44});
    columns.push_back({"Place", &ResultLine::place, 44, Align::right, Weight::medium});
    if (names.shows_bibs()) columns.push_back({"Number", &ResultLine::bib, 64, Align::right});
    if (names.shows_names()) columns.push_back({"Name", &ResultLine::name, 0});
    if (team || !names.shows_names()) columns.push_back({"Team", &ResultLine::team, 0});
    if (grade) columns.push_back({"Grade", &ResultLine::grade, 52, Align::right});
    columns.push_back({"Time", &ResultLine::time, 88, Align::right, Weight::medium});
    columns.push_back({"Status", &ResultLine::status, width >= 720 ? 148.0F : 24.0F});
    float fixed = 8;
    int flexible = 0;
    for (const Column& column : columns) {
        fixed += column.width + kGutter;
        flexible += column.width == 0 ? 1 : 0;
    }
    const float room = std::max(0.0F, width - fixed + kGutter);
    for (Column& column : columns) {
        if (column.width == 0)
            column.width = flexible == 1 ? room : column.text == &ResultLine::name ? room * 0.54F : room * 0.46F;
    }
    return columns;
}

void draw_line(Kit& kit, Rect where, const ResultLine& line, const std::vector<Column>& columns) {
    float x = where.x + 8;
    for (const Column& column : columns) {
        Rect cell{x, where.y, column.width, where.h};
        x += column.width + kGutter;
        Ink ink = line.nobody ? Ink::muted : Ink::text;
        if (column.text == &ResultLine::status) {
            kit.mark(cell.take_left(20), line.mark, ink_of(line.mark));
            cell.take_left(8);
            ink = line.check ? Ink::warn : Ink::muted;
        }
        kit.text(cell, line.*column.text, {Size::body, ink, column.weight, column.align});
    }
}

}  // namespace

void draw_results_table(Frame& frame, Rect rect, const ResultsTable& table, bool all_heats) {
    Kit& kit = frame.kit;
    const std::vector<Column> columns = columns_for(rect.w, all_heats, frame.desk.names);
    const Rect head = rect.take_top(kHead);
    float x = head.x + 8;
    for (const Column& column : columns) {
        if (column.width >= 44)
            kit.text({x, head.y, column.width, head.h}, column.title,
                     {Size::meta, Ink::muted, Weight::regular, column.align});
        x += column.width + kGutter;
    }
    kit.rule(rect.x, rect.y, rect.w);
    rect.take_top(1);
    auto& state = frame.screen.memos.get<ResultsState>();
    // While a child is open the keys are its own.
    const bool open = state.open;
    const auto draw = [&](std::size_t index, Rect where, bool selected) {
        if (selected && open) kit.fill(where, Ink::surface);
        if (selected && open) kit.fill({where.x, where.y, 4, where.h}, Ink::accent);
        draw_line(kit, where, result_line(frame.desk, table.at(index)), columns);
    };
    const int activated = draw_list(frame, rect, frame.screen.lists["results"], table.size(), {kRow, !open}, draw);
    if (activated >= 0) state.open = true;
}

}  // namespace heatline::ui
