#pragma once
// Chance for searches: numbers from a seed, alike on every machine, in integers. Plain value; any thread.

#include <array>
#include <cstdint>

namespace heatline::heats {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}

    std::uint32_t next() {
        state_ += 0x9e3779b97f4a7c15u;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return static_cast<std::uint32_t>((z ^ (z >> 31)) >> 32);
    }

    // From 0 to below - 1.
    std::uint32_t below(std::uint32_t below) {
        return static_cast<std::uint32_t>((std::uint64_t{next()} * below) >> 32);
    }

    // -1024 ln(u) for an even u in (0, 1): how much worse, at temperature 1024, a move may be that is still taken.
    std::int32_t patience() { return patience_table()[next() >> 22]; }

private:
    static const std::array<std::int32_t, 1024>& patience_table() {
        static const std::array<std::int32_t, 1024> table = [] {
            std::array<std::int32_t, 1024> made{};
            for (std::uint64_t k = 0; k < made.size(); ++k) {
                // log2 of (2k + 1) / 2048 in 16 binary digits, one squaring a digit; all in integers.
                std::uint64_t x = (2 * k + 1) << 30;
                std::int64_t whole = 0;
                while (x >= (std::uint64_t{1} << 31)) {
                    x >>= 1;
                    ++whole;
                }
                std::int64_t digits = whole;
                for (int bit = 0; bit < 16; ++bit) {
                    x = (x * x) >> 30;
                    digits *= 2;
                    if (x >= (std::uint64_t{1} << 31)) {
                        x >>= 1;
                        ++digits;
                    }
                }
                const std::int64_t minus_log2 = (std::int64_t{11} << 16) - digits;
                made[k] = static_cast<std::int32_t>((minus_log2 * 45'426 / 65'536) >> 6);  // ln 2 = 45426 / 65536.
            }
            return made;
        }();
        return table;
    }

    std::uint64_t state_;
};

}  // namespace heatline::heats
