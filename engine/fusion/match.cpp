#include "engine/fusion/match.h"

#include <algorithm>
#include <limits>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

struct Pack {
    std::size_t a0, a1, b0, b1;
};

class Matcher {
public:
    Matcher(std::span<const std::int64_t> a, std::span<const std::int64_t> b, std::int64_t within)
        : a_(a), b_(b), within_(within), partner_(a.size(), kAlone) {}

    // A pack ends where the next instant of either list is out of reach of all before it.
    std::vector<std::uint32_t> run() {
        std::size_t i = 0, j = 0;
        while (i < a_.size() && j < b_.size()) {
            Pack pack{i, i, j, j};
            std::int64_t last = std::min(a_[i], b_[j]);
            for (;;) {
                if (i < a_.size() && a_[i] - last <= within_ && (j == b_.size() || a_[i] <= b_[j])) {
                    last = a_[i++];
                } else if (j < b_.size() && b_[j] - last <= within_) {
                    last = b_[j++];
                } else {
                    break;
                }
            }
            pack.a1 = i;
            pack.b1 = j;
            pair(pack);
        }
        return std::move(partner_);
    }

private:
    void pair(const Pack& p) {
        const std::size_t n = p.a1 - p.a0, m = p.b1 - p.b0;
        if (n == 0 || m == 0) return;
        if (n == 1 && m == 1) {
            if (distance(p.a0, p.b0) <= within_) partner_[p.a0] = static_cast<std::uint32_t>(p.b0);
        } else if (n * m <= tuning::kPackCellsMax) {
            pair_best(p, n, m);
        } else {
            pair_greedily(p);
        }
    }

    std::int64_t distance(std::size_t i, std::size_t j) const { return std::abs(a_[i] - b_[j]); }

    void pair_best(const Pack& p, std::size_t n, std::size_t m) {
        // Squares of milliseconds: finer does not change who belongs to whom, and sums stay small.
        const std::int64_t limit = within_ / tuning::kMs;
        const std::int64_t alone = limit * limit / 2;
        cost_.assign((n + 1) * (m + 1), 0);
        const auto cell = [&](std::size_t i, std::size_t j) -> std::int64_t& { return cost_[i * (m + 1) + j]; };
        const auto together = [&](std::size_t i, std::size_t j) {
            const std::int64_t d = distance(p.a0 + i - 1, p.b0 + j - 1);
            if (d > within_) return std::numeric_limits<std::int64_t>::max() / 2;
            return cell(i - 1, j - 1) + (d / tuning::kMs) * (d / tuning::kMs);
        };
        for (std::size_t i = 0; i <= n; ++i) {
            for (std::size_t j = 0; j <= m; ++j) {
                if (i == 0 || j == 0) {
                    cell(i, j) = static_cast<std::int64_t>(i + j) * alone;
                } else {
                    cell(i, j) = std::min({together(i, j), cell(i - 1, j) + alone, cell(i, j - 1) + alone});
                }
            }
        }
        for (std::size_t i = n, j = m; i > 0 && j > 0;) {
            if (cell(i, j) == together(i, j)) {
                partner_[p.a0 + --i] = static_cast<std::uint32_t>(p.b0 + --j);
            } else if (cell(i, j) == cell(i - 1, j) + alone) {
                --i;
            } else {
                --j;
            }
        }
    }

    void pair_greedily(const Pack& p) {
        for (std::size_t i = p.a0, j = p.b0; i < p.a1 && j < p.b1;) {
            if (distance(i, j) <= within_) {
                partner_[i++] = static_cast<std::uint32_t>(j++);
            } else if (a_[i] < b_[j]) {
                ++i;
            } else {
                ++j;
            }
        }
    }

    std::span<const std::int64_t> a_, b_;
    std::int64_t within_;
    std::vector<std::uint32_t> partner_;
    std::vector<std::int64_t> cost_;
};

}  // namespace

std::vector<std::uint32_t> match_in_order(std::span<const std::int64_t> a, std::span<const std::int64_t> b,
                                          std::int64_t within) {
    return Matcher(a, b, within).run();
}

}  // namespace heatline::fusion
