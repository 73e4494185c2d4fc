// The time of day in words.

#include "engine/time_text.h"

#include <catch2/catch.hpp>

using namespace heatline;

TEST_CASE("The time of day is that of the meet's clocks, with the minute padded and the hour not") {
    const Instant morning{(16 * 3600 + 5 * 60 + 59) * std::int64_t{1'000'000} + 999'999};
    CHECK(clock_time(morning, 0) == "16:05");
    CHECK(clock_time(morning, 0, true) == "16:05:59");
    CHECK(clock_time(morning, -7 * 60) == "9:05");
    CHECK(clock_time(morning, 10 * 60) == "2:05");
    CHECK(clock_time(Instant{-1}, 0, true) == "23:59:59");
}
