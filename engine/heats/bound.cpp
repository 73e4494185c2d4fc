#include "engine/heats/bound.h"

#include <algorithm>

namespace heatline::heats {

namespace {

// Sets of items that the listing looks at, for each heat that it may list.
constexpr std::int64_t kLooksPerHeat = 60;

std::int64_t rounded(double x) {
    const double scaled = x * static_cast<double>(kUnit);
    constexpr double kMost = 1e15;
    if (scaled > kMost || scaled < -kMost || scaled != scaled) return 0;
    return static_cast<std::int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

}  // namespace

Prices to_prices(const std::vector<double>& duals, std::size_t items) {
    Prices prices;
    for (std::size_t i = 0; i < items; ++i) prices.items.push_back(rounded(duals[i]));
    prices.heat = std::min(std::int64_t{0}, rounded(duals[items]));
    for (std::size_t c = items + 1; c < duals.size(); ++c)
        prices.cuts.push_back(std::min(std::int64_t{0}, rounded(duals[c])));
    return prices;
}

std::int64_t scaled_bound(const Prices& prices, std::int64_t heats, std::int64_t least_reduced) {
    std::int64_t sum = heats * (prices.heat + std::min(std::int64_t{0}, least_reduced));
    for (const std::int64_t p : prices.items) sum += p;
    for (const std::int64_t p : prices.cuts) sum += p;
    return sum;
}

std::int64_t whole_tents(std::int64_t scaled) { return scaled <= 0 ? 0 : (scaled + kUnit - 1) / kUnit; }

std::int64_t reduced_cost(const Column& column, const Prices& prices, const std::vector<Cut>& cuts) {
    std::int64_t cost = column.span * kUnit - prices.heat;
    for (const std::uint16_t i : column.items) cost -= prices.items[i];
    for (std::size_t c = 0; c < cuts.size(); ++c) {
        if (prices.cuts[c] != 0 && in_cut(column, cuts[c])) cost -= prices.cuts[c];
    }
    return cost;
}

Knapsack::Knapsack(const PackProblem& problem, std::int64_t seats_least)
    : problem_(problem),
      n_(problem.items.size()),
      width_(static_cast<std::size_t>(problem.places) + 1),
      least_(std::max(std::int64_t{1}, seats_least)) {
    for (const PackItem& item : problem.items) positions_.push_back(item.low * kUnit);
    exact_.resize((n_ + 1) * width_);
    at_most_.resize((n_ + 1) * width_);
}

std::int64_t Knapsack::run(const Prices& prices) {
    prices_ = prices;
    std::int64_t best = -kNever;
    std::fill(exact_.begin(), exact_.begin() + static_cast<std::ptrdiff_t>(width_), kNever);
    for (std::size_t i = 0; i < n_; ++i) {
        const std::int64_t* from = exact_.data() + i * width_;
        std::int64_t* to = exact_.data() + (i + 1) * width_;
        const auto seats = static_cast<std::size_t>(problem_.items[i].seats);
        const std::int64_t price = prices.items[i];
        std::copy(from, from + width_, to);
        std::int64_t ends = kNever;  // The best set that ends with this item.
        const std::size_t least = static_cast<std::size_t>(std::max(std::int64_t{0}, least_ - problem_.items[i].seats));
        for (std::size_t w = 0; w + seats < width_; ++w) {
            const std::int64_t value = from[w] + price;
            if (w >= least) ends = std::max(ends, value);
            to[w + seats] = std::max(to[w + seats], value);
        }
        to[seats] = std::max(to[seats], price + positions_[i]);
        if (problem_.items[i].seats >= least_) ends = std::max(ends, price + positions_[i]);
        if (ends > kNever / 2) best = std::min(best, positions_[i] - ends - prices.heat);
    }
    for (std::size_t i = 0; i <= n_; ++i) {
        const std::int64_t* from = exact_.data() + i * width_;
        std::int64_t* to = at_most_.data() + i * width_;
        std::int64_t high = kNever;
        for (std::size_t w = 0; w < width_; ++w) to[w] = high = std::max(high, from[w]);
    }
    return best == -kNever ? 0 : best;
}

void Knapsack::best_columns(std::int64_t below, std::vector<Column>& out) const {
    for (std::size_t last = 0; last < n_; ++last) {
        const std::int64_t seats = problem_.items[last].seats;
        const std::int64_t price = prices_.items[last];
        std::int64_t best = seats >= least_ ? price + positions_[last] : kNever;
        std::size_t at = width_;  // Seats of the items before; width_: none are.
        for (std::size_t w = static_cast<std::size_t>(std::max(std::int64_t{0}, least_ - seats));
             w + static_cast<std::size_t>(seats) < width_; ++w) {
            if (before(last)[w] + price <= best) continue;
            best = before(last)[w] + price;
            at = w;
        }
        if (best < kNever / 2 || positions_[last] - best - prices_.heat >= below) continue;
        std::vector<std::uint16_t> items{static_cast<std::uint16_t>(last)};
        for (std::size_t i = last; at != width_ && i-- > 0;) {
            if (before(i + 1)[at] == before(i)[at]) continue;  // Not taken.
            items.push_back(static_cast<std::uint16_t>(i));
            const auto own = static_cast<std::size_t>(problem_.items[i].seats);
            const bool first = at == own && before(i + 1)[at] == prices_.items[i] + positions_[i];
            at = first ? width_ : at - own;
        }
        std::reverse(items.begin(), items.end());
        const std::int64_t span = problem_.items[last].low - problem_.items[items.front()].low;
        out.emplace_back(std::move(items), span);
    }
}

struct Knapsack::Walk {
    std::int64_t most;  // Reduced cost.
    std::size_t count_max;
    std::int64_t looks;
    std::vector<Column>& out;
    std::vector<std::uint16_t> items;  // Falling.
    std::int64_t end = 0;              // Position of the last item and the price of the heat.
    std::int64_t seats = 0, assisted = 0, pins = 0;
    bool complete = true;
};

// `item` was added, `value` is the prices so far; goes on to items before it.
void Knapsack::descend(Walk& walk, std::size_t item, std::int64_t value) const {
    if (walk.seats >= least_ && walk.assisted <= problem_.assisted && walk.pins <= 1 &&
        walk.end - value - positions_[item] <= walk.most) {
        if (walk.out.size() >= walk.count_max) {
            walk.complete = false;
            return;
        }
        std::vector<std::uint16_t> items(walk.items.rbegin(), walk.items.rend());
        const std::int64_t span = problem_.items[walk.items.front()].low - problem_.items[item].low;
        walk.out.emplace_back(std::move(items), span);
    }
    const std::int64_t room = problem_.places - walk.seats;
    const std::int64_t lack = std::max(std::int64_t{0}, least_ - walk.seats);
    for (std::size_t i = item; i-- > 0 && walk.complete;) {
        if (--walk.looks < 0) {
            walk.complete = false;
            return;
        }
        // Could anything up to i still make it cheap enough?
        if (walk.end - value - at_most_[(i + 1) * width_ + static_cast<std::size_t>(room)] > walk.most) return;
        const PackItem& next = problem_.items[i];
        if (next.seats > room) continue;
        const std::int64_t with = value + prices_.items[i];
        bool worth = next.seats >= lack && walk.end - with - positions_[i] <= walk.most;
        if (!worth && i > 0) {
            const auto left = static_cast<std::size_t>(room - next.seats);
            worth = walk.end - with - at_most_[i * width_ + left] <= walk.most;
            if (worth && lack > next.seats) {  // Exactly, where the heat must become nearly full.
                std::int64_t best = kNever;
                for (auto w = static_cast<std::size_t>(lack - next.seats); w <= left; ++w)
                    best = std::max(best, before(i)[w]);
                worth = walk.end - with - best <= walk.most;
            }
        }
        if (!worth) continue;
        walk.items.push_back(static_cast<std::uint16_t>(i));
        walk.seats += next.seats;
        walk.assisted += next.assisted;
        walk.pins += next.pinned ? 1 : 0;
        descend(walk, i, with);
        walk.items.pop_back();
        walk.seats -= next.seats;
        walk.assisted -= next.assisted;
        walk.pins -= next.pinned ? 1 : 0;
    }
}

bool Knapsack::list(std::int64_t most, std::size_t count_max, std::vector<Column>& out) const {
    Walk walk{.most = most,
              .count_max = count_max,
              .looks = static_cast<std::int64_t>(count_max) * kLooksPerHeat,
              .out = out,
              .items = {}};
    for (std::size_t last = 0; last < n_ && walk.complete; ++last) {
        walk.end = positions_[last] - prices_.heat;
        walk.items.assign(1, static_cast<std::uint16_t>(last));
        walk.seats = problem_.items[last].seats;
        walk.assisted = problem_.items[last].assisted;
        walk.pins = problem_.items[last].pinned ? 1 : 0;
        descend(walk, last, prices_.items[last]);
    }
    return walk.complete;
}

}  // namespace heatline::heats
