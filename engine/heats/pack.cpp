#include "engine/heats/pack.h"

#include <algorithm>

namespace heatline::heats {

std::int64_t PackProblem::seats() const {
    std::int64_t total = 0;
    for (const PackItem& item : items) total += item.seats;
    return total;
}

std::int64_t span_of(const PackProblem& problem, const std::vector<std::uint32_t>& heat) {
    if (heat.empty()) return 0;
    std::int64_t low = problem.items[heat.front()].low, high = problem.items[heat.front()].high;
    for (const std::uint32_t i : heat) {
        low = std::min(low, problem.items[i].low);
        high = std::max(high, problem.items[i].high);
    }
    return high - low;
}

bool may_share(const PackProblem& problem, const std::vector<std::uint32_t>& heat) {
    std::int64_t seats = 0, assisted = 0, pins = 0;
    for (const std::uint32_t i : heat) {
        seats += problem.items[i].seats;
        assisted += problem.items[i].assisted;
        pins += problem.items[i].pinned ? 1 : 0;
    }
    return seats <= problem.places && assisted <= problem.assisted && pins <= 1;
}

LineCost cost_of(const PackProblem& problem, const Grouping& packing) {
    LineCost cost;
    for (const auto& heat : packing) {
        std::int64_t free = problem.places;
        for (const std::uint32_t i : heat) free -= problem.items[i].seats;
        cost.heats += 1;
        cost.span += span_of(problem, heat);
        cost.balance += free * free;
    }
    return cost;
}

bool holds(const PackProblem& problem, const Grouping& packing) {
    std::vector<bool> seen(problem.items.size(), false);
    std::size_t placed = 0;
    for (const auto& heat : packing) {
        if (heat.empty() || !may_share(problem, heat)) return false;
        for (const std::uint32_t i : heat) {
            if (i >= seen.size() || seen[i]) return false;
            seen[i] = true;
            ++placed;
        }
    }
    return placed == seen.size();
}

Grouping first_fit(const PackProblem& problem, bool best) {
    std::vector<std::uint32_t> order(problem.items.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return problem.items[a].seats > problem.items[b].seats; });
    struct Load {
        std::int64_t seats = 0, assisted = 0;
        bool pinned = false;
    };
    std::vector<Load> loads;
    Grouping packing;
    for (const std::uint32_t i : order) {
        const PackItem& item = problem.items[i];
        std::size_t at = loads.size();
        for (std::size_t h = 0; h < loads.size(); ++h) {
            if (loads[h].seats + item.seats > problem.places || loads[h].assisted + item.assisted > problem.assisted ||
                (loads[h].pinned && item.pinned))
                continue;
            if (at == loads.size() || loads[h].seats > loads[at].seats) at = h;
            if (!best) break;
        }
        if (at == loads.size()) {
            loads.emplace_back();
            packing.emplace_back();
        }
        loads[at].seats += item.seats;
        loads[at].assisted += item.assisted;
        loads[at].pinned = loads[at].pinned || item.pinned;
        packing[at].push_back(i);
    }
    return packing;
}

}  // namespace heatline::heats
