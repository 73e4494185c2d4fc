#pragma once
// The target of a request: its path, and the values of its query. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heatline::timing {

struct Target {
    std::string_view path;
    std::string_view query;  // Behind the question mark; empty without one.
};
Target split_target(std::string_view target);

// The value of `key` in a query string, with %XX and + undone; empty when it is not there.
std::string query_value(std::string_view query, std::string_view key);
// The same as a whole number; nothing when it is not there or none.
std::optional<std::uint64_t> query_number(std::string_view query, std::string_view key);

}  // namespace heatline::timing
