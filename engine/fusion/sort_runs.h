#pragma once
// sort_runs: sorts what is already a few ascending runs one after another, in about one pass.
//
// Lists here come from streams that are in order; what is out of order are a few runs put behind each other. Falls
// back to std::stable_sort where there are more. Not stable: `before` must be a total order where the order matters.

#include <algorithm>
#include <cstddef>

namespace heatline::fusion {

template <class It, class Before>
void sort_runs(It from, It to, Before before) {
    constexpr std::size_t kRunsMax = 16;
    It ends[kRunsMax];
    std::size_t runs = 0;
    for (It at = from; at != to;) {
        if (runs == kRunsMax) {
            std::stable_sort(from, to, before);  // Merges; std::sort falls to its heap on lists made of runs.
            return;
        }
        at = std::is_sorted_until(at, to, before);
        ends[runs++] = at;
    }
    // Neighbours are merged two by two until one run is left.
    while (runs > 1) {
        std::size_t kept = 0;
        It start = from;
        for (std::size_t r = 0; r < runs; r += 2) {
            const It end = r + 1 < runs ? ends[r + 1] : ends[r];
            if (r + 1 < runs) std::inplace_merge(start, ends[r], end, before);
            ends[kept++] = start = end;
        }
        runs = kept;
    }
}

}  // namespace heatline::fusion
