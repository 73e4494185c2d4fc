// Times are lengthened to the next unit, never shortened.

#include "engine/rounding.h"

#include <catch2/catch.hpp>

using namespace heatline;

TEST_CASE("Every time up to two hours is lengthened to the next unit, and an exact unit stays", "[engine][rounding]") {
    for (const Rounding rounding : {Rounding::up_second, Rounding::up_tenth, Rounding::up_hundredth}) {
        const std::int64_t unit = unit_us(rounding);
        std::int64_t wanted = 0;  // Counted up beside, by no division.
        for (std::int64_t ms = 0; ms <= 7'200'000; ++ms) {
            const std::int64_t exact = ms * 1000;
            if (exact > wanted * unit) ++wanted;
            if (round_up(exact, unit) != wanted) FAIL(ms << " ms by " << unit << " us");
            // A microsecond on either side.
            const std::int64_t after = exact + 1 > wanted * unit ? wanted + 1 : wanted;
            if (round_up(exact + 1, unit) != after) FAIL(ms << " ms and 1 us by " << unit << " us");
        }
    }
}

TEST_CASE("Elapsed milliseconds are lengthened to the next millisecond", "[engine][rounding]") {
    CHECK(elapsed_ms(0) == 0);
    CHECK(elapsed_ms(1) == 1);
    CHECK(elapsed_ms(999) == 1);
    CHECK(elapsed_ms(1000) == 1);
    CHECK(elapsed_ms(1001) == 2);
}
