#pragma once
// Bounds from prices, counted in integers: whatever the prices are, the bound holds.
//
// Prices come from a linear program in doubles and are rounded to 1/kUnit of a tent. With them the best possible heat
// is found exactly (a knapsack along the tents), and with it what no packing into so many heats can beat. The same
// tables list every heat that a better packing could hold. Heats need so many seats at least: when places are scarce
// every heat is nearly full. Assisted places and locks are left out of the knapsack, which keeps bounds valid; the
// list respects them. Pure; any thread.

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "engine/heats/column.h"
#include "engine/heats/pack.h"

namespace heatline::heats {

inline constexpr std::int64_t kUnit = std::int64_t{1} << 20;
inline constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min() / 4;

struct Prices {
    std::vector<std::int64_t> items;  // In 1/kUnit of a tent, what it is worth that the item runs.
    std::int64_t heat = 0;            // Never above 0: what one heat more is worth.
    std::vector<std::int64_t> cuts;   // Never above 0.
};

// Rounds duals of a Master to prices.
Prices to_prices(const std::vector<double>& duals, std::size_t items);

// The least whole number that is not below the sum of `prices` with the best reduced cost for every heat.
// `least_reduced`: no heat costs less than this in 1/kUnit after its prices.
std::int64_t scaled_bound(const Prices& prices, std::int64_t heats, std::int64_t least_reduced);
std::int64_t whole_tents(std::int64_t scaled);

std::int64_t reduced_cost(const Column& column, const Prices& prices, const std::vector<Cut>& cuts);

class Knapsack {
public:
    // `seats_least`: what every heat holds at the least.
    Knapsack(const PackProblem& problem, std::int64_t seats_least);

    // Fills the tables for these prices, which have no cuts; returns the least reduced cost of all heats.
    std::int64_t run(const Prices& prices);

    // After `run`: for each item the cheapest heat that ends with it, where its reduced cost is below `below`.
    void best_columns(std::int64_t below, std::vector<Column>& out) const;

    // After `run`: every heat that the rules allow with a reduced cost of at most `most`. False when there are more
    // than `count_max`, or too many to go through; `out` is then not complete.
    bool list(std::int64_t most, std::size_t count_max, std::vector<Column>& out) const;

    // Entries of the tables, for budgets.
    std::int64_t size() const { return static_cast<std::int64_t>((n_ + 1) * width_); }

private:
    struct Walk;
    const std::int64_t* before(std::size_t item) const { return exact_.data() + item * width_; }
    void descend(Walk& walk, std::size_t item, std::int64_t value) const;

    const PackProblem& problem_;
    std::size_t n_;
    std::size_t width_;  // places + 1.
    std::int64_t least_;
    Prices prices_;
    // [item][w]: the best value of a set of items before `item` with exactly / at most w seats; its value is its
    // prices and the position of its first item.
    std::vector<std::int64_t> exact_;
    std::vector<std::int64_t> at_most_;
    std::vector<std::int64_t> positions_;  // In 1/kUnit.
};

}  // namespace heatline::heats
