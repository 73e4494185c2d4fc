#pragma once
// Columns: which column of a file is which, from headers that nobody agreed on.
//
// Four passes, strongest first, so that a weak likeness never takes a column from a strong one: the names of the
// contract; its second names (`school` for team); the aliases seen in exports of other systems; and last, for headers
// that are questions of a web form ("What school do you run for?"), the words they ask with. Within a pass the first
// alias of the list that a header has wins. Headers are compared as normalised_header gives them. Pure; any thread.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heatline::config {

struct ColumnSpec {
    std::string_view name;
    std::vector<std::string_view> second_names = {};
    std::vector<std::string_view> aliases = {};
    // Each entry is the words, joined by `_`, that must all stand in a question for this column.
    std::vector<std::string_view> asked_with = {};
};

struct ColumnMatch {
    enum class How : unsigned char { absent, name, second_name, alias, question };
    struct Found {
        int column = -1;  // Index in the header; -1: no such column.
        How how = How::absent;
    };
    std::vector<Found> found;   // By spec.
    std::vector<int> unknown;   // Columns that are none of the specs, in file order.
    std::vector<int> repeated;  // Columns whose name is that of the contract, for a second time.
};

ColumnMatch match_columns(const std::vector<std::string>& header, std::span<const ColumnSpec> specs);

}  // namespace heatline::config
