#pragma once
// Curves: exp, ln, the bell and its area, from nothing but + - x /.
//
// A decision of fusion must be the same on every machine, and libm is not: its last bits differ between versions. So
// the few curves that the model needs are made here, from tables that the compiler works out by the same four
// operations. Good to eight digits, which is far finer than any rate of the model. Pure; any thread.

#include <array>

namespace heatline::fusion {

// e to the power of -x, for x >= 0; 0 from 40 on (a chance of 4e-18).
double exp_minus(double x);
// For x > 0.
double ln(double x);
// x to the power of p, for x > 0.
double power(double x, double p);
// exp(-z * z / 2): the bell, 1 at its top.
double bell(double z);
// The share of a normal distribution below z.
double normal_below(double z);

// x to a power that stays the same, for x above 0: by a table, to a millionth. What is above 2^40 or below 2^-40 counts
// as there.
class FixedPower {
public:
    explicit FixedPower(double p);
    double of(double x) const;

private:
    static constexpr int kSteps = 128, kExponentMost = 40;
    std::array<double, kSteps + 1> mantissa_{};
    std::array<double, 2 * kExponentMost + 1> exponent_{};
};

}  // namespace heatline::fusion
