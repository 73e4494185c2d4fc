#include "ui/paper/csv.h"

#include "ui/format.h"

namespace heatline::ui {
namespace {

constexpr std::size_t kBytesPerCell = 10;  // A guess, so that a long report is not copied while it grows.

void append_cell(std::string& csv, const Column& column, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        append_csv_text(csv, *text);
    } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        csv += std::to_string(*number);
    } else if (const auto* truth = std::get_if<bool>(&cell)) {
        csv += column.kind == ColumnKind::flag ? (*truth ? "1" : "0") : yes_no(*truth);
    } else if (const auto* milli = std::get_if<Milli>(&cell)) {
        csv += format_milli(milli->count);
    }
}

}  // namespace

void append_csv_text(std::string& csv, std::string_view text) {
    const bool formula = !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
    const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos;
    if (quoted) csv += '"';
    if (formula) csv += '\'';
    for (const char c : text) {
        if (c == '"') csv += '"';
        csv += c;
    }
    if (quoted) csv += '"';
}

std::string table_csv(const Table& table) {
    std::string csv;
    csv.reserve((table.rows.size() + 1) * table.columns.size() * kBytesPerCell);
    const auto append_row = [&](const auto& append_field) {
        bool first = true;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].only_json) continue;
            if (!first) csv += ',';
            first = false;
            append_field(i);
        }
        csv += "\r\n";
    };
    append_row([&](std::size_t i) { csv += table.columns[i].name; });
    for (const Row& row : table.rows) append_row([&](std::size_t i) { append_cell(csv, table.columns[i], row[i]); });
    return csv;
}

}  // namespace heatline::ui
