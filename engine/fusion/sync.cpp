#include "engine/fusion/sync.h"

#include <algorithm>
#include <cstdlib>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

constexpr std::uint32_t kStart = 0xFFFF'FFFF;

bool follows(const SyncPoint& a, const SyncPoint& b) {
    const bool taps =
        a.twice_crossing < b.twice_crossing || (a.twice_crossing == b.twice_crossing && !b.has_crossing());
    return taps && a.number < b.number && a.source != b.source;
}

// How far the count moves from one point to the next, in places.
std::int32_t shift_cost(std::int64_t taps_twice, std::int64_t numbers) {
    const std::int64_t off = std::abs(taps_twice / 2 - numbers);
    if (off == 0) return 0;
    return off == 1 ? tuning::kShiftByOne : tuning::kShiftMost;
}

}  // namespace

std::vector<std::uint32_t> heaviest_chain(std::span<const SyncPoint> candidates, const SyncPoint& end,
                                          bool counts_mean_something) {
    std::vector<std::int64_t> best(candidates.size());
    std::vector<std::uint32_t> from(candidates.size(), kStart);
    std::vector<std::int64_t> highest(candidates.size());  // The best of all up to this one: nothing before beats it.
    const auto shift = [&](std::int64_t taps_twice, std::int64_t numbers) {
        return counts_mean_something ? shift_cost(taps_twice, numbers) : 0;
    };
    std::int64_t top = -shift(std::int64_t{end.twice_crossing} - 1, end.number);
    std::uint32_t last = kStart;
    for (std::size_t c = 0; c < candidates.size(); ++c) {
        const SyncPoint& here = candidates[c];
        best[c] = here.worth - shift(std::int64_t{here.twice_crossing} - 1, here.number);
        const std::size_t back = std::min(c, tuning::kSyncLookBack);
        for (std::size_t p = c; p-- > c - back && highest[p] + here.worth > best[c];) {
            if (!follows(candidates[p], here)) continue;
            const std::int64_t sum = best[p] + here.worth -
                                     shift(std::int64_t{here.twice_crossing} - candidates[p].twice_crossing,
                                           std::int64_t{here.number} - candidates[p].number);
            if (sum > best[c]) {
                best[c] = sum;
                from[c] = static_cast<std::uint32_t>(p);
            }
        }
        highest[c] = c > 0 ? std::max(highest[c - 1], best[c]) : best[c];
        const std::int64_t whole = best[c] - shift(std::int64_t{end.twice_crossing} - here.twice_crossing,
                                                   std::int64_t{end.number} - here.number);
        if (whole > top) {
            top = whole;
            last = static_cast<std::uint32_t>(c);
        }
    }
    std::vector<std::uint32_t> chain;
    for (std::uint32_t c = last; c != kStart; c = from[c]) chain.push_back(c);
    std::reverse(chain.begin(), chain.end());
    return chain;
}

}  // namespace heatline::fusion
