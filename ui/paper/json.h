#pragma once
// JSON out: a table as an array of objects, keys as the columns, written without floating point.
//
// The text is always valid UTF-8: a byte that is not becomes U+FFFD. Pure; any thread.

#include <string>
#include <string_view>

#include "ui/format_json.h"
#include "ui/paper/table.h"

namespace heatline::ui {

// `{"wrapper":[row,…]}`.
std::string table_json(const Table& table, std::string_view wrapper);

// The array of rows, and one row as an object; every column, only_json ones included.
void append_json_rows(std::string& json, const Table& table);
void append_json_row(std::string& json, const Table& table, const Row& row);

}  // namespace heatline::ui
