#pragma once
// The table of figures as aligned text. Pure.

#include <string>
#include <vector>

#include "tools/bench/figure.h"

namespace heatline::bench {

// The heading, for `print` to stand under.
std::string table_head();
// Rows in the columns of table_head(), then the notes. Figures come out one by one, so columns have fixed widths.
std::string table_text(const Figure& figure);

// 1234567 as "1,234,567".
std::string grouped(std::int64_t number);
// Microseconds as "0.123 ms", "12.3 ms" or "1.23 s".
std::string duration_text(std::int64_t us);
// part / whole in per cent, as "74 %"; "-" without a whole.
std::string percent(std::int64_t part, std::int64_t whole);

}  // namespace heatline::bench
