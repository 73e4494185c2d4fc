#pragma once
// Measuring: the clock, samples with percentiles, and CPU time. Whole microseconds throughout; one thread.

#include <cstdint>
#include <string>
#include <vector>

namespace heatline::bench {

// Microseconds of the monotonic clock.
std::int64_t now_us();
// CPU time of the calling thread so far, in microseconds.
std::int64_t thread_cpu_us();

class Samples {
public:
    void add(std::int64_t us) { values_.push_back(us); }
    void add(const Samples& other) { values_.insert(values_.end(), other.values_.begin(), other.values_.end()); }
    std::size_t count() const { return values_.size(); }
    // The smallest sample that at least `permille` of 1,000 do not exceed; 0 without samples.
    std::int64_t at_permille(std::int64_t permille) const;
    std::int64_t median() const { return at_permille(500); }
    std::int64_t p99() const { return at_permille(990); }
    std::int64_t max() const { return at_permille(1000); }

private:
    std::vector<std::int64_t> values_;
};

// `count` things in `us`, a second.
inline std::int64_t rate(std::int64_t count, std::int64_t us) { return us > 0 ? count * 1'000'000 / us : 0; }

}  // namespace heatline::bench
