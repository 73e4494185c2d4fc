#include "engine/fusion/line.h"

#include <algorithm>

namespace heatline::fusion {

std::uint32_t Line::nearest_free(Instant at, std::int64_t within) const {
    const auto& list = crossings.list;
    const auto middle =
        std::lower_bound(list.begin(), list.end(), at, [](const Crossing& c, Instant t) { return c.at < t; });
    std::uint32_t best = kNoCrossing;
    std::int64_t least = within + 1;
    for (auto c = middle; c != list.end() && c->at.us - at.us < least; ++c) {
        if (c->taken) continue;
        least = c->at.us - at.us;
        best = static_cast<std::uint32_t>(c - list.begin());
    }
    for (auto c = middle; c != list.begin() && at.us - (c - 1)->at.us <= std::min(least, within);) {
        --c;
        if (c->taken) continue;
        least = at.us - c->at.us;
        best = static_cast<std::uint32_t>(c - list.begin());
        break;
    }
    return best;
}

void Line::give(std::uint32_t crossing, Found& found) {
    Crossing& c = crossings.list[crossing];
    c.taken = true;
    found.at = c.at;
    found.tap = c.tap;
    found.crossing = crossing;
    found.evidence.add(Evidence::tap);
    if (c.heard > 1) found.evidence.add(Evidence::second_tap);
}

}  // namespace heatline::fusion
