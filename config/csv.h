#pragma once
// CSV: RFC 4180 text as a header and rows, each with the line of the file on which it begins.
//
//   file   = [ "sep=" delimiter EOL ] header *( EOL row ) [ EOL ]
//   row    = field *( delimiter field )          delimiter = "," | ";" | TAB, whichever the header row has most of
//   field  = *text | DQUOTE *( text | EOL | delimiter | DQUOTE DQUOTE ) DQUOTE
//   EOL    = CRLF | LF | CR
//
// A quote in the middle of a field that does not begin with one is an ordinary letter. Rows in which every field is
// empty are left out. A row shorter than the header has empty fields at its end. Pure; any thread.

#include <string>
#include <string_view>
#include <vector>

#include "config/problem.h"
#include "engine/base/result.h"

namespace heatline::config {

// A longer field, a further column or a further row is a problem, and reading stops there.
inline constexpr std::size_t kFieldBytesMax = 64 * 1024;
inline constexpr std::size_t kColumnsMax = 200;
inline constexpr std::size_t kRowsMax = 250'000;

struct CsvRow {
    int row = 0;                      // Line of the file on which it begins, from 1.
    std::vector<std::string> fields;  // As many as the header has; outer spaces kept.
};

struct CsvTable {
    int header_row = 1;
    std::vector<std::string> header;  // Trimmed.
    std::vector<CsvRow> rows;
};

// Reads text that is UTF-8 already (encoding.h). Every problem is listed: a quote never closed, letters after a
// closing quote, more fields than the header has, control characters, a bound passed, no header.
Result<CsvTable, std::vector<Problem>> read_csv(std::string_view text, std::string_view file);

// The same from the bytes of a file.
Result<CsvTable, std::vector<Problem>> read_csv_bytes(std::string_view bytes, std::string_view file);

}  // namespace heatline::config
