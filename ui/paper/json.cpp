#include "ui/paper/json.h"

#include "ui/format.h"

namespace heatline::ui {
namespace {

constexpr std::size_t kBytesPerCell = 24;  // A guess, so that a long report is not copied while it grows.

void append_cell(std::string& json, const Column& column, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        append_json_text(json, *text);
    } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        json += std::to_string(*number);
    } else if (const auto* truth = std::get_if<bool>(&cell)) {
        json += column.kind == ColumnKind::flag ? (*truth ? "1" : "0") : (*truth ? "true" : "false");
    } else if (const auto* milli = std::get_if<Milli>(&cell)) {
        json += format_milli(milli->count);
    } else {
        json += column.kind == ColumnKind::text ? "\"\"" : "null";
    }
}

}  // namespace

void append_json_row(std::string& json, const Table& table, const Row& row) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        json += i == 0 ? "{\"" : ",\"";
        json += table.columns[i].name;
        json += "\":";
        append_cell(json, table.columns[i], row[i]);
    }
    json += '}';
}

void append_json_rows(std::string& json, const Table& table) {
    json.reserve(json.size() + table.rows.size() * table.columns.size() * kBytesPerCell);
    json += '[';
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (i != 0) json += ',';
        append_json_row(json, table, table.rows[i]);
    }
    json += ']';
}

std::string table_json(const Table& table, std::string_view wrapper) {
    std::string json = "{";
    append_json_text(json, wrapper);
    json += ':';
    append_json_rows(json, table);
    json += '}';
    return json;
}

}  // namespace heatline::ui
