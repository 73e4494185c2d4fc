#include "engine/fusion/rings.h"

#include <algorithm>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {

void separate_rings(Numbers& batch) {
    std::stable_sort(batch.list.begin(), batch.list.end(),
                     [](const Number& a, const Number& b) { return a.ring < b.ring; });
    std::size_t rings = 1;
    for (std::size_t k = 1; k < batch.list.size(); ++k) rings += batch.list[k].ring != batch.list[k - 1].ring;
    if (rings <= tuning::kRingsMax) return;
    for (Number& number : batch.list) number.ring = 0;
}

std::pair<std::uint32_t, std::uint32_t> find_free_run(const std::vector<Crossing>& crossings, std::size_t wanted) {
    std::pair<std::uint32_t, std::uint32_t> best{0, 0};
    for (std::uint32_t c = 0; c < crossings.size(); ++c) {
        const std::uint32_t from = c;
        while (c < crossings.size() && !crossings[c].taken) ++c;
        const bool longer = c - from > best.second - best.first;
        if (longer && best.second - best.first < wanted) best = {from, c};
    }
    return best;
}

}  // namespace heatline::fusion
