#include "engine/heats/tree.h"

#include <algorithm>

#include "engine/heats/master.h"

namespace heatline::heats {

namespace {

constexpr int kCutRoundsMax = 60;
constexpr std::size_t kCutsARound = 30;
constexpr std::size_t kCutsMax = 240;
constexpr double kBroken = 0.04;  // A cut that is broken by less is not worth a row.
constexpr double kWhole = 0.02;   // Amounts this close to 0 or 1 are whole: right sides are shifted a little.
constexpr int kDepthMax = 400;
constexpr double kCheap = 4.0;  // The first price of what is not covered, in tents.

// Items i and j run together, or never do.
struct Pair {
    std::uint16_t i = 0, j = 0;
    bool together = false;
};

class Tree {
public:
    Tree(const PackProblem& problem, TreeTask task, std::int64_t& work)
        : problem_(problem),
          heats_(task.heats),
          below_(task.below),
          any_(task.any),
          work_(work),
          n_(problem.items.size()),
          master_(n_, task.heats, kCheap) {
        for (const Column& column : task.columns) master_.add(column);
        master_.start({});
    }

    TreeAnswer run() {
        TreeAnswer answer;
        if (tighten()) {
            answer.complete = branch(0);
        } else {
            answer.complete = whole_tents(root_) >= below_;
        }
        answer.packing = packing_;
        // `below_` has come down to the span of what was found.
        answer.bound = answer.complete ? below_ : std::min(below_, whole_tents(root_));
        return answer;
    }

private:
    // The first optimum, with the price of what is not covered rising to more than any packing costs.
    bool begin() {
        const double most = 64.0 * static_cast<double>(below_) + 1024.0;
        for (double dear = kCheap; dear < most; dear *= 4.0) {
            master_.set_dear(dear);
            if (!master_.solve(work_)) return false;
            if (master_.uncovered() == 0.0) break;
        }
        master_.set_dear(most);
        return true;
    }

    // What the duals prove about the columns that may be used.
    std::int64_t proven(Prices& prices, std::int64_t& least) const {
        prices = to_prices(master_.duals(), n_);
        least = 0;
        for (std::size_t c = 0; c < master_.columns().size(); ++c) {
            if (!banned_.empty() && banned_[c]) continue;
            least = std::min(least, reduced_cost(master_.columns()[c], prices, master_.cuts()));
        }
        return scaled_bound(prices, heats_, least);
    }

    // Solves, cuts, drops columns that no better packing can hold; true when it is time to branch.
    bool tighten() {
        if (!begin()) return false;
        for (int round = 0; round < kCutRoundsMax; ++round) {
            if (!master_.solve(work_)) return false;
            Prices prices;
            std::int64_t least = 0;
            const std::int64_t bound = proven(prices, least);
            root_ = std::max(root_, bound);
            if (whole_tents(root_) >= below_) return false;
            const std::int64_t most = (below_ - 1) * kUnit - bound - least;
            std::vector<bool> kept(master_.columns().size());
            for (std::size_t c = 0; c < kept.size(); ++c)
                kept[c] = reduced_cost(master_.columns()[c], prices, master_.cuts()) <= most;
            work_ -= static_cast<std::int64_t>(kept.size()) * 10;
            master_.keep(kept);
            count_pairs();
            if (take_if_whole()) {
                if (whole_tents(root_) >= below_) return false;
                continue;
            }
            if (!cut()) return true;
        }
        return true;
    }

    // How much of each pair of items runs together in the optimum.
    void count_pairs() {
        together_.assign(n_ * n_, 0.0);
        used_.clear();
        const std::vector<double> amounts = master_.amounts();
        for (std::size_t c = 0; c < amounts.size(); ++c) {
            if (amounts[c] < 1e-6) continue;
            used_.emplace_back(c, amounts[c]);
            const std::vector<std::uint16_t>& items = master_.columns()[c].items;
            for (std::size_t a = 0; a < items.size(); ++a) {
                for (std::size_t b = a + 1; b < items.size(); ++b) together_[items[a] * n_ + items[b]] += amounts[c];
            }
        }
    }

    // True when the optimum is a packing; then it is the best so far, and the limit comes down to it.
    bool take_if_whole() {
        if (master_.uncovered() > 0.0) return false;
        Grouping packing;
        for (const auto& [c, amount] : used_) {
            if (amount < kWhole) continue;
            if (amount < 1.0 - kWhole) return false;
            packing.emplace_back(master_.columns()[c].items.begin(), master_.columns()[c].items.end());
        }
        if (!holds(problem_, packing) || static_cast<std::int64_t>(packing.size()) > heats_) return false;
        std::int64_t span = 0;  // As columns count it; see proof.h about items that stand apart.
        for (const auto& heat : packing) {
            span += problem_.items[heat.back()].low - problem_.items[heat.front()].low;
        }
        if (span >= below_) return false;
        below_ = span;
        packing_ = std::move(packing);
        return true;
    }

    // Adds the cuts that are broken most; false when there are none.
    bool cut() {
        struct Broken {
            double by;
            Cut cut;
        };
        if (master_.cuts().size() >= kCutsMax) return false;
        std::vector<Broken> found;
        for (std::size_t i = 0; i < n_; ++i) {
            for (std::size_t j = i + 1; j < n_; ++j) {
                const double ij = together_[i * n_ + j];
                for (std::size_t k = j + 1; k < n_; ++k) {
                    const double sum = ij + together_[i * n_ + k] + together_[j * n_ + k];
                    if (sum <= 1.0 + kBroken) continue;
                    const Cut cut{static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(j),
                                  static_cast<std::uint16_t>(k)};
                    double held = 0.0;
                    for (const auto& [c, amount] : used_) held += in_cut(master_.columns()[c], cut) ? amount : 0.0;
                    if (held > 1.0 + kBroken) found.push_back({held, cut});
                }
            }
        }
        work_ -= static_cast<std::int64_t>(n_ * n_ * n_ / 6);
        std::stable_sort(found.begin(), found.end(), [](const Broken& a, const Broken& b) { return a.by > b.by; });
        std::vector<int> times(n_, 0);  // No item in too many cuts at once: they would say the same.
        std::size_t added = 0;
        for (const Broken& broken : found) {
            if (added == kCutsARound || master_.cuts().size() >= kCutsMax) break;
            const Cut& c = broken.cut;
            if (times[c[0]] > 4 || times[c[1]] > 4 || times[c[2]] > 4) continue;
            for (const std::uint16_t i : c) ++times[i];
            master_.add_cut(c);
            ++added;
        }
        return added > 0;
    }

    void forbid() {
        banned_.assign(master_.columns().size(), false);
        for (std::size_t c = 0; c < banned_.size(); ++c) {
            const Column& column = master_.columns()[c];
            for (const Pair& pair : pairs_) {
                const bool i = column.has(pair.i), j = column.has(pair.j);
                if (pair.together ? i != j : i && j) {
                    banned_[c] = true;
                    break;
                }
            }
        }
        work_ -= static_cast<std::int64_t>(banned_.size() * (1 + pairs_.size()));
        master_.ban(banned_);
    }

    // Everything below this node. False when work or depth ran out somewhere.
    bool branch(int depth) {
        if (depth > kDepthMax || work_ < 0 || (any_ && packing_)) return false;
        forbid();
        if (!master_.solve(work_)) return false;
        Prices prices;
        std::int64_t least = 0;
        if (whole_tents(proven(prices, least)) >= below_) return true;
        count_pairs();
        if (take_if_whole()) {
            if (whole_tents(proven(prices, least)) >= below_) return true;
        }
        // The pair that is most in doubt, rather together than not: that leads to packings soon.
        Pair doubt;
        double best = kWhole;
        for (std::uint16_t i = 0; i < n_; ++i) {
            for (std::uint16_t j = static_cast<std::uint16_t>(i + 1); j < n_; ++j) {
                const double amount = together_[i * n_ + j];
                if (amount <= kWhole || amount >= 1.0 - kWhole) continue;
                const double worth = amount <= 0.7 ? amount : (1.0 - amount) * 2.3;
                if (worth <= best) continue;
                best = worth;
                doubt = {i, j, true};
            }
        }
        if (doubt.j == 0) return false;  // Nothing to decide, yet nothing proven: leave it open.
        bool complete = true;
        for (const bool together : {true, false}) {
            doubt.together = together;
            pairs_.push_back(doubt);
            complete = branch(depth + 1) && complete;
            pairs_.pop_back();
        }
        return complete;
    }

    const PackProblem& problem_;
    std::int64_t heats_;
    std::int64_t below_;
    bool any_;
    std::int64_t& work_;
    std::size_t n_;
    Master master_;
    std::int64_t root_ = 0;  // Proven before branching, scaled.
    std::vector<double> together_;
    std::vector<std::pair<std::size_t, double>> used_;
    std::vector<Pair> pairs_;
    std::vector<bool> banned_;
    std::optional<Grouping> packing_;
};

}  // namespace

TreeAnswer search_tree(const PackProblem& problem, TreeTask task, std::int64_t& work) {
    return Tree(problem, std::move(task), work).run();
}

}  // namespace heatline::heats
