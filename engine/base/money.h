#pragma once
// Cents: an amount of US dollars in whole cents. No floating point ever touches money. Plain value; any thread.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heatline {

struct Cents {
    std::int64_t count = 0;

    friend constexpr auto operator<=>(Cents, Cents) = default;
    friend constexpr Cents operator+(Cents a, Cents b) { return {a.count + b.count}; }
    friend constexpr Cents operator*(std::int64_t n, Cents c) { return {n * c.count}; }
    constexpr Cents& operator+=(Cents other) {
        count += other.count;
        return *this;
    }
};

// Reads `5`, `5.0` or `1500.00`: digits, at most two after the point, no sign, at most 100 million dollars.
std::optional<Cents> parse_usd(std::string_view text);

// Two decimals always: `1500.00`.
std::string format_usd(Cents amount);

}  // namespace heatline
