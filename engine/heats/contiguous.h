#pragma once
// The contiguous optimum: items stand in tent order, and every heat is an interval of that order.
//
// A dynamic program over prefixes: exact on (heats, span, balance) in this order of importance. Heats that are
// given already ("composites": units that a lock puts together wherever they stand) may each take one interval as
// well, in the order in which they are listed. Pure; any thread.
// O(n * w * (composites + 1)), w the items of the fullest heat; times the number of heats when that is prescribed.

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

namespace heatline::heats {

// One item of the line, in tent order.
struct LineUp {
    std::int64_t position = 0;
    std::int64_t seats = 0;
    std::int64_t assisted = 0;
    std::int32_t pin = 0;  // Items of one pin run together, items of two pins never do; 0: free.
};

// A heat that is given.
struct Composite {
    std::int64_t first_position = 0;
    std::int64_t last_position = 0;
    std::int64_t seats = 0;
    std::int64_t assisted = 0;
};

struct LineProblem {
    std::vector<LineUp> items;          // Positions never fall.
    std::vector<Composite> composites;  // Each fits a heat.
    std::int64_t places = 1;
    std::int64_t assisted = 0;
    std::int32_t exact_heats = 0;  // Composites count; 0: the fewest that will do.
};

// Items [first, last) run together, with the composite of that index where it is not negative.
struct Interval {
    std::size_t first = 0;
    std::size_t last = 0;
    std::int32_t composite = -1;

    friend bool operator==(const Interval&, const Interval&) = default;
};

struct LineCost {
    std::int64_t heats = 0;
    std::int64_t span = 0;     // Sum over heats of (last position - first position).
    std::int64_t balance = 0;  // Sum over heats of (places - seats) squared.

    friend auto operator<=>(const LineCost&, const LineCost&) = default;
};

struct LineSolution {
    LineCost cost;
    std::vector<Interval> heats;  // In tent order; every composite is one of them.
};

// More states than this are not tried (a lock on the thousandth heat of a band of thousands of units).
inline constexpr std::size_t kLineStatesMax = 1'000'000;

// None: no such partition, or more than kLineStatesMax states.
std::optional<LineSolution> solve_line(const LineProblem& problem);

}  // namespace heatline::heats
