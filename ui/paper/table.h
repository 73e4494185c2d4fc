#pragma once
// Table: rows of a report before anybody decides whether they become CSV, JSON or a sheet.
//
// A cell holds a value, not its text, except where the contract fixes the text (times, money, instants). Every row
// has one cell for each column. Plain values; any thread.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace heatline::ui {

enum class ColumnKind : std::uint8_t {
    text,      // Empty in JSON: "".
    integer,   // From here on, empty in JSON is null.
    boolean,   // yes and no; in JSON true and false.
    flag,      // 1 and 0, in JSON too.
    milli,     // Thousandths: 0.950, in JSON a number.
    money,     // Text with two decimals.
    instant,   // RFC 3339 text.
    duration,  // m:ss.t text.
};

struct Column {
    const char* name;  // A literal: the contract's word.
    ColumnKind kind = ColumnKind::text;
    // Beyond the contract's columns: programs that read JSON get it as a key, files with columns do not.
    bool only_json = false;
};

struct Milli {
    std::int64_t count = 0;
    friend bool operator==(Milli, Milli) = default;
};

// Empty, a text of any of the kinds written as text, or a value.
using Cell = std::variant<std::monostate, std::string, std::int64_t, bool, Milli>;
using Row = std::vector<Cell>;

struct Table {
    std::vector<Column> columns;
    std::vector<Row> rows;
};

}  // namespace heatline::ui
