#pragma once
// Curves: exp, ln, the bell and its area, from nothing but + - x /.
//
// A decision of fusion must be the same on every machine, and libm is not: its last bits differ between versions. So
// the few curves that the model needs are made here, from tables that the compiler works out by the same four
// operations. Good to eight digits, which is far finer than any rate of the model. Pure; any thread.
// What is asked for every pair of a line stands here, so that it is worked out where it is asked.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace heatline::fusion {

namespace curve_tables {

inline constexpr int kExpSteps = 16;  // In one.
inline constexpr int kExpEnd = 40;
extern const std::array<double, kExpSteps * kExpEnd + 1> kExp;

inline constexpr int kBelowSteps = 32;  // In one.
inline constexpr int kBelowEnd = 6;
extern const std::array<double, 2 * kBelowSteps * kBelowEnd + 1> kBelow;

// Between the entries of `exp`, its table; x in [0, kExpEnd).
constexpr double exp_from(const std::array<double, kExpSteps * kExpEnd + 1>& exp, double x) {
    const auto k = static_cast<std::size_t>(x * kExpSteps);
    const double f = x - static_cast<double>(k) / kExpSteps;
    return exp[k] * (1 - f * (1 - f * 0.5 * (1 - f * (1.0 / 3) * (1 - f * 0.25 * (1 - f * 0.2)))));
}

}  // namespace curve_tables

// e to the power of -x, for x >= 0; 0 from 40 on (a chance of 4e-18).
inline double exp_minus(double x) {
    return x < curve_tables::kExpEnd ? curve_tables::exp_from(curve_tables::kExp, x > 0 ? x : 0) : 0;
}
// For x > 0.
double ln(double x);
// x to the power of p, for x > 0.
double power(double x, double p);
// exp(-z * z / 2): the bell, 1 at its top.
inline double bell(double z) { return exp_minus(z * z / 2); }
// The share of a normal distribution below z.
inline double normal_below(double z) {
    using namespace curve_tables;
    if (z <= -kBelowEnd) return 1e-9;
    if (z >= kBelowEnd) return 1;
    const double place = (z + kBelowEnd) * kBelowSteps;
    const auto k = static_cast<std::size_t>(place);
    const double f = place - static_cast<double>(k);
    return kBelow[k] + f * (kBelow[k + 1] - kBelow[k]);
}

// x to a power that stays the same, for x above 0: by a table, to a millionth. What is above 2^40 or below 2^-40 counts
// as there.
class FixedPower {
public:
    explicit FixedPower(double p);
    double of(double x) const {
        const auto bits = std::bit_cast<std::uint64_t>(x);
        const int exponent = static_cast<int>(bits >> 52 & 0x7FF) - 1023;
        const auto e = static_cast<std::size_t>(std::clamp(exponent, -kExponentMost, kExponentMost) + kExponentMost);
        const auto m = std::bit_cast<double>((bits & 0x000F'FFFF'FFFF'FFFF) | 0x3FF0'0000'0000'0000);
        const double place = (m - 1) * kSteps;
        const auto k = static_cast<std::size_t>(place);
        return exponent_[e] * (mantissa_[k] + (place - static_cast<double>(k)) * (mantissa_[k + 1] - mantissa_[k]));
    }

private:
    static constexpr int kSteps = 128, kExponentMost = 40;
    std::array<double, kSteps + 1> mantissa_{};
    std::array<double, 2 * kExponentMost + 1> exponent_{};
};

}  // namespace heatline::fusion
