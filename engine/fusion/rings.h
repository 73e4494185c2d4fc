#pragma once
// Rings: pull tags that were keyed later, beside live scans. Pure; any thread.

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/fusion/crossings.h"
#include "engine/fusion/numbers.h"

namespace heatline::fusion {

// Rings of several devices were merged place by place; each is looked at on its own, so they are put one after another.
// More than kRingsMax are no rings but numbers keyed one at a time, and are one.
void separate_rings(Numbers& batch);

// The longest run of free crossings, or the first that is long enough.
std::pair<std::uint32_t, std::uint32_t> find_free_run(const std::vector<Crossing>& crossings, std::size_t wanted);

}  // namespace heatline::fusion
