#include "tools/bench/measure.h"

#include <time.h>

#include <algorithm>

namespace heatline::bench {
namespace {

std::int64_t clock_us(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1000;
}

}  // namespace

std::int64_t now_us() { return clock_us(CLOCK_MONOTONIC); }
std::int64_t thread_cpu_us() { return clock_us(CLOCK_THREAD_CPUTIME_ID); }

std::int64_t Samples::at_permille(std::int64_t permille) const {
    if (values_.empty()) return 0;
    std::vector<std::int64_t> sorted = values_;
    const auto count = static_cast<std::int64_t>(sorted.size());
    const std::int64_t rank = std::clamp<std::int64_t>((count * permille + 999) / 1000, 1, count);
    const auto wanted = sorted.begin() + (rank - 1);
    std::nth_element(sorted.begin(), wanted, sorted.end());
    return *wanted;
}

}  // namespace heatline::bench
