// Times as people read and type them.

#include "engine/time_text.h"

#include <catch2/catch.hpp>
#include <random>

#include "engine/rounding.h"

using namespace heatline;

TEST_CASE("A time that is typed is minutes and seconds, with hours before and a fraction behind them",
          "[engine][time]") {
    CHECK(parse_elapsed_us("8:32.4") == 512'400'000);
    CHECK(parse_elapsed_us("8:32") == 512'000'000);
    CHECK(parse_elapsed_us("0:07") == 7'000'000);
    CHECK(parse_elapsed_us("61:05") == 3'665'000'000);
    CHECK(parse_elapsed_us("1:02:03.000001") == 3'723'000'001);
    CHECK(parse_elapsed_us("100:00:00.999999") == 360'000'999'999);
}

TEST_CASE("Under a minute seconds stand alone, with their point", "[engine][time]") {
    CHECK(parse_elapsed_us("9.42") == 9'420'000);
    CHECK(parse_elapsed_us("0.1") == 100'000);
    CHECK(parse_elapsed_us("437.123456") == 437'123'456);
}

TEST_CASE("What may be meant in two ways, or is no time, is not taken for one", "[engine][time]") {
    for (const char* wrong : {"",
                              "8",
                              "437",
                              "8:",
                              "8:3",
                              "8:60",
                              "8:32.",
                              "8.",
                              ".5",
                              "8:32.4s",
                              "-8:32",
                              "-4",
                              "+8:32",
                              "8:-2",
                              "8 32",
                              "8:32.12345678",
                              "8:32.1234567",
                              "1:2:3",
                              "1:60:00",
                              "1:02:03:04",
                              "9 minutes",
                              "soon",
                              "99999999999999999999:00",
                              "1000:00",
                              "999999",
                              ":30",
                              "8:32.4.1",
                              "8:3.42",
                              "8.4:32",
                              " 8:32"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_elapsed_us(wrong));
    }
}

TEST_CASE("A time that was read off the list is understood when it is typed", "[engine][time]") {
    const std::uint64_t seed = 20270501;
    INFO("seed " << seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 2000; ++i) {
        const auto elapsed = static_cast<std::int64_t>(random() % 20'000'000'000);
        for (const Rounding rounding : {Rounding::up_second, Rounding::up_tenth, Rounding::up_hundredth}) {
            const std::string text = time_text(elapsed, rounding);
            CAPTURE(elapsed, text);
            REQUIRE(parse_elapsed_us(text) == round_up(elapsed, unit_us(rounding)) * unit_us(rounding));
        }
    }
}

TEST_CASE("The time of day is that of the meet's clocks, with the minute padded and the hour not", "[engine][time]") {
    const Instant morning{(16 * 3600 + 5 * 60 + 59) * std::int64_t{1'000'000} + 999'999};
    CHECK(clock_time(morning, 0) == "16:05");
    CHECK(clock_time(morning, 0, true) == "16:05:59");
    CHECK(clock_time(morning, -7 * 60) == "9:05");
    CHECK(clock_time(morning, 10 * 60) == "2:05");
    CHECK(clock_time(Instant{-1}, 0, true) == "23:59:59");
}
