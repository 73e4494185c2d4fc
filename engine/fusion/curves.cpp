#include "engine/fusion/curves.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace heatline::fusion {
namespace {

constexpr double kLn2 = 0.693147180559945309;
constexpr double kBellArea = 2.506628274631000502;  // The square root of two pi.

// By Taylor; x in [0, 1).
constexpr double exp_series(double x) {
    double sum = 1, term = 1;
    for (int k = 1; k < 20; ++k) sum += term *= -x / k;
    return sum;
}

constexpr int kExpSteps = 16;  // In one.
constexpr int kExpEnd = 40;
constexpr auto kExp = [] {
    std::array<double, kExpSteps * kExpEnd + 1> table{};
    const double step = exp_series(1.0 / kExpSteps);
    table[0] = 1;
    for (std::size_t k = 1; k < table.size(); ++k) table[k] = table[k - 1] * step;
    return table;
}();

constexpr double exp_from(double x) {
    const auto k = static_cast<std::size_t>(x * kExpSteps);
    const double f = x - static_cast<double>(k) / kExpSteps;
    return kExp[k] * (1 - f * (1 - f * 0.5 * (1 - f * (1.0 / 3) * (1 - f * 0.25 * (1 - f * 0.2)))));
}

constexpr int kBelowSteps = 32;  // In one.
constexpr int kBelowEnd = 6;
constexpr auto kBelow = [] {
    std::array<double, 2 * kBelowSteps * kBelowEnd + 1> table{};
    const double h = 1.0 / kBelowSteps;
    double sum = 1e-9;
    for (std::size_t k = 0; k < table.size(); ++k) {
        table[k] = sum;
        const double z = static_cast<double>(k) * h - kBelowEnd;
        const auto height = [](double at) { return exp_from(at * at / 2); };
        sum += h / 6 * (height(z) + 4 * height(z + h / 2) + height(z + h)) / kBellArea;  // Simpson.
    }
    return table;
}();

}  // namespace

double exp_minus(double x) { return x < kExpEnd ? exp_from(x > 0 ? x : 0) : 0; }

double ln(double x) {
    // Split into a power of two and m in [1, 2), both exact.
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const int exponent = static_cast<int>(bits >> 52 & 0x7FF) - 1023;
    const auto m = std::bit_cast<double>((bits & 0x000F'FFFF'FFFF'FFFF) | 0x3FF0'0000'0000'0000);
    const double y = (m - 1) / (m + 1), y2 = y * y;
    const double series =
        1 + y2 * (1.0 / 3 + y2 * (1.0 / 5 + y2 * (1.0 / 7 + y2 * (1.0 / 9 + y2 * (1.0 / 11 + y2 * (1.0 / 13))))));
    return exponent * kLn2 + 2 * y * series;
}

double power(double x, double p) {
    const double e = p * ln(x);
    if (e <= 0) return exp_minus(-e);
    const double inverse = exp_minus(e);
    return inverse > 0 ? 1 / inverse : 1e18;
}

FixedPower::FixedPower(double p) {
    for (std::size_t k = 0; k < mantissa_.size(); ++k) mantissa_[k] = power(1 + static_cast<double>(k) / kSteps, p);
    for (std::size_t k = 0; k < exponent_.size(); ++k)
        exponent_[k] = exp_minus(p * kLn2 * (kExponentMost - static_cast<double>(k)));
    const double most = power(2, p);
    for (std::size_t k = kExponentMost + 1; k < exponent_.size(); ++k) exponent_[k] = exponent_[k - 1] * most;
}

double FixedPower::of(double x) const {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const int exponent = static_cast<int>(bits >> 52 & 0x7FF) - 1023;
    const auto e = static_cast<std::size_t>(std::clamp(exponent, -kExponentMost, kExponentMost) + kExponentMost);
    const auto m = std::bit_cast<double>((bits & 0x000F'FFFF'FFFF'FFFF) | 0x3FF0'0000'0000'0000);
    const double place = (m - 1) * kSteps;
    const auto k = static_cast<std::size_t>(place);
    return exponent_[e] * (mantissa_[k] + (place - static_cast<double>(k)) * (mantissa_[k + 1] - mantissa_[k]));
}

double bell(double z) { return exp_minus(z * z / 2); }

double normal_below(double z) {
    if (z <= -kBelowEnd) return 1e-9;
    if (z >= kBelowEnd) return 1;
    const double place = (z + kBelowEnd) * kBelowSteps;
    const auto k = static_cast<std::size_t>(place);
    const double f = place - static_cast<double>(k);
    return kBelow[k] + f * (kBelow[k + 1] - kBelow[k]);
}

}  // namespace heatline::fusion
