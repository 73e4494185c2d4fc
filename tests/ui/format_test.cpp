#include "ui/format.h"

#include <catch2/catch.hpp>
#include <random>

#include "engine/rounding.h"

using namespace heatline;
using namespace heatline::ui;

TEST_CASE("A time is lengthened to the next unit and never shortened") {
    CHECK(format_time(0, Rounding::up_tenth) == "0:00.0");
    CHECK(format_time(1, Rounding::up_tenth) == "0:00.1");
    CHECK(format_time(100'000, Rounding::up_tenth) == "0:00.1");
    CHECK(format_time(100'001, Rounding::up_tenth) == "0:00.2");
    CHECK(format_time(492'345'678, Rounding::up_second) == "8:13");
    CHECK(format_time(492'345'678, Rounding::up_tenth) == "8:12.4");
    CHECK(format_time(492'345'678, Rounding::up_hundredth) == "8:12.35");
    CHECK(format_time(492'340'000, Rounding::up_hundredth) == "8:12.34");
}

TEST_CASE("Rounding up carries into the minute and into the hour") {
    CHECK(format_time(59'900'001, Rounding::up_tenth) == "1:00.0");
    CHECK(format_time(3'599'900'000, Rounding::up_tenth) == "59:59.9");
    CHECK(format_time(3'599'900'001, Rounding::up_tenth) == "1:00:00.0");
    CHECK(format_time(3'599'990'001, Rounding::up_hundredth) == "1:00:00.00");
    CHECK(format_time(7'784'300'000, Rounding::up_second) == "2:09:45");
    CHECK(format_time(360'000'000'000, Rounding::up_second) == "100:00:00");
}

TEST_CASE("A time before the gun is not written as one") { CHECK(format_time(-1, Rounding::up_tenth).empty()); }

TEST_CASE("What is written is the least time of the unit that is not shorter than the exact one") {
    std::mt19937_64 random{7};
    for (int i = 0; i < 2000; ++i) {
        const auto exact = static_cast<std::int64_t>(random() % 8'000'000'000u);
        for (const Rounding rounding : {Rounding::up_second, Rounding::up_tenth, Rounding::up_hundredth}) {
            CAPTURE(exact, static_cast<int>(rounding));
            // Reads the text back by hand: parts between colons, then the fraction padded to microseconds.
            const std::string text = format_time(exact, rounding);
            const std::size_t point = text.find('.');
            std::int64_t seconds_read = 0, part = 0;
            for (const char c : text.substr(0, point)) {
                if (c == ':') seconds_read = (seconds_read + part) * 60, part = 0;
                if (c != ':') part = part * 10 + (c - '0');
            }
            std::string fraction = point == std::string::npos ? "" : text.substr(point + 1);
            fraction.resize(6, '0');
            const std::int64_t read = (seconds_read + part) * 1'000'000 + std::stoll(fraction);
            CHECK(read >= exact);
            CHECK(read - exact < unit_us(rounding));
            CHECK(read % unit_us(rounding) == 0);
        }
    }
}

TEST_CASE("Thousandths have three decimals") {
    CHECK(format_milli(0) == "0.000");
    CHECK(format_milli(7) == "0.007");
    CHECK(format_milli(950) == "0.950");
    CHECK(format_milli(1000) == "1.000");
}

TEST_CASE("Grades are K and 1 to 12, and empty when nobody said") {
    CHECK(format_grade(Grade{0}) == "K");
    CHECK(format_grade(Grade{12}) == "12");
    CHECK(format_grade(Grade::unknown()).empty());
}

TEST_CASE("Instants stand in the meet's own time") {
    MeetRules rules;
    rules.zone_offset_min = -420;
    CHECK(format_local(*parse_rfc3339("2027-05-01T15:00:00Z"), rules) == "2027-05-01T08:00:00.000-07:00");
}
