// The curves of fusion against those of the standard library, which it may not use itself.

#include "engine/fusion/curves.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace heatline;

TEST_CASE("Curves made of plus, minus, times and divide are the curves of the library", "[engine][fusion]") {
    for (double x = 0.001; x < 39; x *= 1.07) {
        CAPTURE(x);
        CHECK(fusion::exp_minus(x) == Approx(std::exp(-x)).epsilon(1e-7));
        CHECK(fusion::ln(x) == Approx(std::log(x)).margin(1e-6));
        CHECK(fusion::power(x, 0.6) == Approx(std::pow(x, 0.6)).epsilon(1e-6));
    }
    for (double z = -5.9; z < 5.9; z += 0.07) {
        CAPTURE(z);
        CHECK(fusion::bell(z) == Approx(std::exp(-z * z / 2)).epsilon(1e-7));
        CHECK(fusion::normal_below(z) == Approx(std::erfc(-z / std::sqrt(2.0)) / 2).margin(1e-4));
    }
}

TEST_CASE("A power that stays the same is the power of the library to a millionth", "[engine][fusion]") {
    for (const double p : {0.25, 0.75, 0.9, 1.0}) {
        const fusion::FixedPower power(p);
        for (double x = 1e-6; x < 1e6; x *= 1.013) {
            CAPTURE(x, p);
            CHECK(power.of(x) == Approx(std::pow(x, p)).epsilon(3e-6));
        }
    }
}

TEST_CASE("Curves end where chances end", "[engine][fusion]") {
    CHECK(fusion::exp_minus(0) == 1);
    CHECK(fusion::exp_minus(1'000) == 0);
    CHECK(fusion::normal_below(100) == 1);
    CHECK(fusion::normal_below(-100) > 0);
}
