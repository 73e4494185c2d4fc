#include "engine/heats/contiguous.h"

#include <algorithm>
#include <map>

namespace heatline::heats {

namespace {

struct State {
    bool reached = false;
    LineCost cost;
    std::size_t from = 0;  // Index of the state before.
    Interval last;         // The heat that led here.
};

class Solver {
public:
    explicit Solver(const LineProblem& problem)
        : problem_(problem),
          layers_(problem.exact_heats > 0 ? static_cast<std::size_t>(problem.exact_heats) + 1 : 1),
          givens_(problem.composites.size() + 1),
          prefixes_(problem.items.size() + 1) {
        for (const LineUp& item : problem.items) {
            if (item.pin != 0) ++pinned_[item.pin];
        }
    }

    bool too_large() const { return layers_ > kLineStatesMax / givens_ / prefixes_; }

    std::optional<LineSolution> solve() {
        states_.resize(layers_ * givens_ * prefixes_);
        states_[0].reached = true;
        for (std::size_t layer = 0; layer < layers_; ++layer) {
            for (std::size_t given = 0; given < givens_; ++given) {
                for (std::size_t prefix = 0; prefix < prefixes_; ++prefix) {
                    if (states_[at(layer, given, prefix)].reached) extend(layer, given, prefix);
                }
            }
        }
        const std::size_t end = at(layers_ - 1, givens_ - 1, prefixes_ - 1);
        if (!states_[end].reached) return std::nullopt;
        LineSolution solution{.cost = states_[end].cost, .heats = {}};
        for (std::size_t s = end; s != 0; s = states_[s].from) solution.heats.push_back(states_[s].last);
        std::reverse(solution.heats.begin(), solution.heats.end());
        return solution;
    }

private:
    std::size_t at(std::size_t layer, std::size_t given, std::size_t prefix) const {
        return (layer * givens_ + given) * prefixes_ + prefix;
    }

    // Every heat that may follow the state: an interval on its own, and one that joins the next composite.
    void extend(std::size_t layer, std::size_t given, std::size_t prefix) {
        const bool counted = layers_ > 1;
        if (counted && layer + 1 == layers_) return;
        const std::size_t next_layer = counted ? layer + 1 : layer;
        const std::size_t from = at(layer, given, prefix);
        grow(from, prefix, nullptr, -1, next_layer, given);
        if (given + 1 < givens_) {
            grow(from, prefix, &problem_.composites[given], static_cast<std::int32_t>(given), next_layer, given + 1);
        }
    }

    void grow(std::size_t from, std::size_t first, const Composite* with, std::int32_t composite, std::size_t layer,
              std::size_t given) {
        std::int64_t seats = with ? with->seats : 0;
        std::int64_t assisted = with ? with->assisted : 0;
        if (with)
            offer(from, {first, first, composite}, with->last_position - with->first_position, seats, layer, given);
        std::int32_t pin = 0;
        std::size_t pins = 0;
        for (std::size_t last = first; last < problem_.items.size(); ++last) {
            const LineUp& item = problem_.items[last];
            seats += item.seats;
            assisted += item.assisted;
            if (seats > problem_.places || assisted > problem_.assisted) return;
            if (item.pin != 0) {
                if (pin != 0 && pin != item.pin) return;
                pin = item.pin;
                ++pins;
            }
            if (pin != 0 && pins != pinned_[pin]) continue;  // The others of the pin stand further on.
            std::int64_t low = problem_.items[first].position, high = item.position;
            if (with) {
                low = std::min(low, with->first_position);
                high = std::max(high, with->last_position);
            }
            offer(from, {first, last + 1, composite}, high - low, seats, layer, given);
        }
    }

    void offer(std::size_t from, const Interval& heat, std::int64_t span, std::int64_t seats, std::size_t layer,
               std::size_t given) {
        const std::int64_t free = problem_.places - seats;
        LineCost cost = states_[from].cost;
        cost.heats += 1;
        cost.span += span;
        cost.balance += free * free;
        State& state = states_[at(layer, given, heat.last)];
        if (state.reached && state.cost < cost) return;
        state = {true, cost, from, heat};
    }

    const LineProblem& problem_;
    std::size_t layers_;    // Heats used so far, when their number is prescribed.
    std::size_t givens_;    // Composites used so far.
    std::size_t prefixes_;  // Items used so far.
    std::map<std::int32_t, std::size_t> pinned_;
    std::vector<State> states_;
};

}  // namespace

std::optional<LineSolution> solve_line(const LineProblem& problem) {
    for (const LineUp& item : problem.items) {
        if (item.seats > problem.places || item.assisted > problem.assisted) return std::nullopt;
    }
    for (const Composite& given : problem.composites) {
        if (given.seats > problem.places || given.assisted > problem.assisted) return std::nullopt;
    }
    Solver solver(problem);
    if (solver.too_large()) return std::nullopt;
    return solver.solve();
}

}  // namespace heatline::heats
