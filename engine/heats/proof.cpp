#include "engine/heats/proof.h"

#include <algorithm>

#include "engine/heats/master.h"
#include "engine/heats/tree.h"

namespace heatline::heats {

namespace {

constexpr std::int64_t kTableMax = 4'000'000;         // Entries of the knapsack.
constexpr std::int64_t kPositionMax = 1'000'000'000;  // Prices in 1/kUnit stay far within 64 bits.
constexpr std::size_t kListedMax = 120'000;
constexpr std::int64_t kWorkPerHeat = 100;  // Of listing it.
constexpr int kRoundsMax = 400;
// How many times the work a limit takes that is one tent higher, in 1/1024: thought at first, and believed at most.
constexpr std::int64_t kDearerUnit = 1'024, kDearer = 4 * kDearerUnit, kDearerLeast = 5 * kDearerUnit / 4,
                       kDearerMost = 8 * kDearerUnit;

class Prover {
public:
    Prover(const PackProblem& problem, const ProofTask& task, std::int64_t least)
        : problem_(problem),
          n_(problem.items.size()),
          heats_(task.heats),
          least_(least),
          given_(task.work),
          work_(task.work),
          knapsack_(problem, least) {
        range_ = problem.items.back().low - problem.items.front().low;
        for (const PackItem& item : problem.items) range_ = std::max(range_, item.low - problem.items.front().low);
        proof_.packing = task.known;
        below_ = range_ * heats_ + 1;
        if (task.below > 0) below_ = std::min(below_, task.below);
        if (task.known) below_ = std::min(below_, cost_of(problem, *task.known).span);
    }

    Proof run() {
        root();
        climb();
        proof_.span_bound = std::min(bound_, below_);
        if (!proof_.packing && bound_ >= below_) proof_.impossible = true;
        proof_.work = given_ - work_;
        return proof_;
    }

private:
    Column column_of(std::vector<std::uint16_t> items) const {
        std::sort(items.begin(), items.end());
        const std::int64_t span = problem_.items[items.back()].low - problem_.items[items.front()].low;
        return Column(std::move(items), span);
    }

    // Heats that stand in a row along the tents: most good packings are made of the like.
    void add_intervals(Master& master) const {
        for (std::size_t first = 0; first < n_; ++first) {
            std::vector<std::uint16_t> items;
            std::int64_t seats = 0;
            for (std::size_t i = first; i < n_ && seats + problem_.items[i].seats <= problem_.places; ++i) {
                seats += problem_.items[i].seats;
                items.push_back(static_cast<std::uint16_t>(i));
                if (seats >= least_) master.add(column_of(items));
            }
        }
    }

    // The linear program over all heats: its best bound, and the prices that gave it.
    void root() {
        double dear = 2.0;
        Master master(n_, heats_, dear);
        std::vector<std::size_t> packing;
        if (proof_.packing && least_within(*proof_.packing)) {
            for (const auto& heat : *proof_.packing) {
                packing.push_back(master.add(column_of({heat.begin(), heat.end()})));
            }
        }
        add_intervals(master);
        master.start(packing);
        // The last prices are more than any packing costs.
        const double most = 64.0 * static_cast<double>(range_ + 1) * static_cast<double>(heats_);
        while (generate(master) && master.uncovered() > 0.0 && bound_ < below_ && dear < most) {
            dear *= 3.0;
            master.set_dear(dear);
        }
    }

    // A packing into fewer heats than allowed may hold heats with fewer seats than columns must have.
    bool least_within(const Grouping& packing) const {
        return std::all_of(packing.begin(), packing.end(), [&](const auto& heat) {
            std::int64_t seats = 0;
            for (const std::uint32_t i : heat) seats += problem_.items[i].seats;
            return seats >= least_;
        });
    }

    // Adds heats until none is worth adding. False when work ran out.
    bool generate(Master& master) {
        std::vector<Column> fresh;
        for (int round = 0; round < kRoundsMax; ++round) {
            if (!master.solve(work_)) return false;
            const Prices prices = to_prices(master.duals(), n_);
            const std::int64_t least = knapsack_.run(prices);
            work_ -= 3 * knapsack_.size();
            const std::int64_t scaled = scaled_bound(prices, heats_, least);
            if (prices_.items.empty() || scaled > scaled_) {
                scaled_ = scaled;
                prices_ = prices;
                reduced_least_ = std::min(std::int64_t{0}, least);
            }
            bound_ = std::max(bound_, whole_tents(scaled_));
            if (bound_ >= below_ || least >= -kUnit / 4096) return true;
            fresh.clear();
            knapsack_.best_columns(-kUnit / 4096, fresh);
            for (const Column& column : fresh) master.add(column);
            if (fresh.empty() || work_ < 0) return false;
        }
        return true;
    }

    // Limits from the bound up to the best span known: lists and searches all heats of a packing below the limit.
    void climb() {
        // Without a packing any is welcome first; then the limit can be tight.
        bool any = !proof_.packing;
        std::int64_t step = any ? below_ - bound_ : std::max(std::int64_t{1}, (below_ - bound_) / 3);
        std::vector<Column> columns;
        while (bound_ < below_ && work_ > 0) {
            const std::int64_t limit = std::min(below_, bound_ + step);
            const std::int64_t most =
                (limit - 1) * kUnit - scaled_bound(prices_, heats_, 0) - (heats_ - 1) * reduced_least_;
            columns.clear();
            knapsack_.run(prices_);
            const bool all = knapsack_.list(most, kListedMax, columns);
            const std::int64_t before = work_;
            work_ -= static_cast<std::int64_t>(columns.size()) * kWorkPerHeat + knapsack_.size();
            if (!all) {
                if (step == 1) return;
                step = std::max(std::int64_t{1}, step / 4);
                continue;
            }
            const TreeAnswer answer = search_tree(problem_, {heats_, limit, columns, any}, work_);
            if (answer.packing) {
                const std::int64_t span = cost_of(problem_, *answer.packing).span;
                if (span < below_ || !proof_.packing) {
                    proof_.packing = answer.packing;
                    below_ = span;
                }
            }
            bound_ = std::max(bound_, answer.bound);
            if (answer.complete && answer.packing) return;  // The best there is, as columns count it.
            if (answer.complete) {
                const std::int64_t used = std::max(std::int64_t{1}, before - work_);
                if (step == 1 && last_used_ > 0)
                    dearer_ = std::clamp(used * kDearerUnit / last_used_, kDearerLeast, kDearerMost);
                last_used_ = used;
                step = next_step(used);
            } else if (any && answer.packing) {
                any = false;
                step = std::max(std::int64_t{1}, (below_ - bound_) / 3);
            } else {
                return;
            }
        }
    }

    // How far the limit rises after a step that took so much work: to the end where that can be paid, else as far as a
    // quarter of what is left goes. A step too far proves little, and many small ones take the work of the last.
    std::int64_t next_step(std::int64_t used) const {
        const std::int64_t end = below_ - bound_;
        std::int64_t step = 0, cheap = 0;
        std::int64_t next = used;
        while (step < end && next <= work_ / 4 * 3) {
            next = next / kDearerUnit * dearer_ + next % kDearerUnit * dearer_ / kDearerUnit;
            ++step;
            if (next <= work_ / 4) cheap = step;
        }
        return next <= work_ / 4 * 3 ? end : std::max(std::int64_t{1}, cheap);
    }

    const PackProblem& problem_;
    std::size_t n_;
    std::int64_t heats_;
    std::int64_t least_;  // Seats of every heat.
    std::int64_t given_, work_;
    Knapsack knapsack_;
    std::int64_t range_ = 0;
    Proof proof_;
    std::int64_t below_ = 0;  // The best span known, or more than any.
    std::int64_t bound_ = 0;
    std::int64_t scaled_ = 0;  // The bound that prices_ prove.
    std::int64_t reduced_least_ = 0;
    std::int64_t dearer_ = kDearer;
    std::int64_t last_used_ = 0;  // Work of the last limit; 0: there was none.
    Prices prices_;
};

}  // namespace

Proof prove(const PackProblem& problem, const ProofTask& task) {
    Proof proof;
    proof.packing = task.known;
    const std::size_t n = problem.items.size();
    const std::int64_t slack = task.heats * problem.places - problem.seats();
    if (slack < 0) {
        proof.impossible = true;
        return proof;
    }
    if (n == 0 || n > kProofItemsMax || task.work <= 0) return proof;
    if (static_cast<std::int64_t>(n + 1) * (problem.places + 1) > kTableMax) return proof;
    for (const PackItem& item : problem.items) {
        if (item.low < 0 || item.low > kPositionMax || item.seats > problem.places || item.seats < 1) return proof;
    }
    if (task.heats > static_cast<std::int64_t>(n)) return proof;
    return Prover(problem, task, problem.places - slack).run();
}

}  // namespace heatline::heats
