#include "engine/fusion/curves.h"

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

}  // namespace

namespace curve_tables {

constexpr std::array<double, kExpSteps* kExpEnd + 1> kExp = [] {
    std::array<double, kExpSteps * kExpEnd + 1> table{};
    const double step = exp_series(1.0 / kExpSteps);
    table[0] = 1;
    for (std::size_t k = 1; k < table.size(); ++k) table[k] = table[k - 1] * step;
    return table;
}();

constexpr std::array<double, 2 * kBelowSteps* kBelowEnd + 1> kBelow = [] {
    std::array<double, 2 * kBelowSteps * kBelowEnd + 1> table{};
    const double h = 1.0 / kBelowSteps;
    double sum = 1e-9;
    for (std::size_t k = 0; k < table.size(); ++k) {
        table[k] = sum;
        const double z = static_cast<double>(k) * h - kBelowEnd;
        const auto height = [](double at) { return exp_from(kExp, at * at / 2); };
        sum += h / 6 * (height(z) + 4 * height(z + h / 2) + height(z + h)) / kBellArea;  // Simpson.
    }
    return table;
}();

}  // namespace curve_tables

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

}  // namespace heatline::fusion
