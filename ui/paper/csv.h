#pragma once
// CSV as RFC 4180 has it: a header row, comma, CRLF, UTF-8 without a byte-order mark.
//
// A spreadsheet runs what looks like a formula. A text that begins with = + - @ tab or carriage return gets an
// apostrophe in front, so that a name out of somebody's roster stays a name. Pure; any thread.

#include <string>
#include <string_view>

#include "ui/paper/table.h"

namespace heatline::ui {

// The whole file. Columns that are only_json are left out.
std::string table_csv(const Table& table);

// One text field: made harmless, then quoted if it must be.
void append_csv_text(std::string& csv, std::string_view text);

}  // namespace heatline::ui
