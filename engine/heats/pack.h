#pragma once
// Grouping a band: which items run together, without an order of heats. What search and exact work on.
//
// Span is the sum over heats of the tents between the first and the last item. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/heats/contiguous.h"

namespace heatline::heats {

// A unit, a piece of one, or all items of one lock, which stand from `low` to `high` and run together.
struct PackItem {
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::int64_t seats = 0;
    std::int64_t assisted = 0;
    bool pinned = false;  // Two of these never share a heat.
};

struct PackProblem {
    std::vector<PackItem> items;  // In tent order; each fits a heat.
    std::int64_t places = 1;
    std::int64_t assisted = 0;

    std::int64_t seats() const;  // Of all items.
};

// The items of each heat, as indices.
using Grouping = std::vector<std::vector<std::uint32_t>>;

// Cost of one heat's span, and whether the items may share a heat.
std::int64_t span_of(const PackProblem& problem, const std::vector<std::uint32_t>& heat);
bool may_share(const PackProblem& problem, const std::vector<std::uint32_t>& heat);

LineCost cost_of(const PackProblem& problem, const Grouping& packing);

// Every item once, every heat allowed, none empty.
bool holds(const PackProblem& problem, const Grouping& packing);

// Largest items first, each into the first heat (`best`: into the fullest) that has room.
Grouping first_fit(const PackProblem& problem, bool best);

}  // namespace heatline::heats
