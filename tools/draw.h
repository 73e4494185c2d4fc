#pragma once
// Draw: the chance of a simulated day. One rule: the same seed gives the same day on every machine.
//
// So nothing here calls the library's distributions or its exp(): both may differ from one machine to the next. The
// generator is the standard's mt19937_64, shapes are built from whole numbers and plain multiplications, and every
// answer is a whole number. A Draw is made for a named purpose; one more draw for one purpose leaves the others as
// they were. One thread each.

#include <cstdint>
#include <random>
#include <string_view>

namespace heatline::tools {

class Draw {
public:
    Draw(std::uint64_t seed, std::string_view purpose);

    // 0 to n - 1; n from 1 to 2^32.
    std::int64_t below(std::int64_t n);
    // `low` to `high`, both included.
    std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }
    // True in `permille` of 1,000 cases; never at 0 or less, always at 1,000 or more.
    bool chance(std::int64_t permille) { return below(1'000) < permille; }
    // Around `mean`, with the standard deviation `spread`, at most six of them away.
    std::int64_t normal(std::int64_t mean, std::int64_t spread);
    // Log-normal: `median` times e to the power of a normal draw of `sigma_permille` thousandths.
    std::int64_t log_normal(std::int64_t median, std::int64_t sigma_permille);

private:
    std::mt19937_64 bits_;
};

}  // namespace heatline::tools
