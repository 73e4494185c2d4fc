// Instants and days, from text and back.

#include "engine/base/time.h"

#include <catch2/catch.hpp>
#include <random>

using namespace heatline;

TEST_CASE("An instant needs a day, a time and a zone that exist", "[engine][time]") {
    CHECK(parse_rfc3339("1970-01-01T00:00:00Z") == Instant{0});
    CHECK(parse_rfc3339("1970-01-01t00:00:00.5z") == Instant{500'000});
    CHECK(parse_rfc3339("1970-01-01 00:00:01+00:00") == Instant{1'000'000});
    CHECK(parse_rfc3339("2027-05-01T08:00:00-07:00") == parse_rfc3339("2027-05-01T15:00:00Z"));
    CHECK(parse_rfc3339("2028-02-29T00:00:00Z"));
    CHECK(parse_rfc3339("2000-02-29T23:59:59.999999Z"));
    for (const char* text : {"",
                             "2027-05-01",
                             "2027-05-01T08:00:00",
                             "2027-05-01T08:00Z",
                             "2027-02-30T08:00:00Z",
                             "2027-02-29T08:00:00Z",
                             "1900-02-29T08:00:00Z",
                             "2027-13-01T08:00:00Z",
                             "2027-00-01T08:00:00Z",
                             "2027-05-00T08:00:00Z",
                             "2027-05-01T24:00:00Z",
                             "2027-05-01T25:00:00Z",
                             "2027-05-01T08:60:00Z",
                             "2027-05-01T08:00:61Z",
                             "2027-05-01T08:00:00.Z",
                             "2027-05-01T08:00:00+24:00",
                             "2027-05-01T08:00:00+07:60",
                             "2027-05-01T08:00:00+0700",
                             "2027-05-01T08:00:00Z ",
                             " 2027-05-01T08:00:00Z",
                             "27-05-01T08:00:00Z",
                             "2027-5-1T08:00:00Z",
                             "2027-05-01T08:00:00,5Z",
                             "-2027-05-01T08:00:00Z",
                             "20270501T080000Z"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_rfc3339(text));
    }
}

TEST_CASE("Digits beyond microseconds are cut off, never rounded", "[engine][time]") {
    CHECK(parse_rfc3339("1970-01-01T00:00:00.0000009Z") == Instant{0});
    CHECK(parse_rfc3339("1970-01-01T00:00:00.99999999999999999999Z") == Instant{999'999});
}

TEST_CASE("A leap second is the next second", "[engine][time]") {
    CHECK(parse_rfc3339("2016-12-31T23:59:60Z") == parse_rfc3339("2017-01-01T00:00:00Z"));
    CHECK(parse_rfc3339("2016-12-31T23:59:60.25Z") == parse_rfc3339("2017-01-01T00:00:00.25Z"));
}

TEST_CASE("Instants stay in the years 1 to 9999, whatever the zone", "[engine][time]") {
    CHECK(parse_rfc3339("0001-01-01T00:00:00Z"));
    CHECK(parse_rfc3339("9999-12-31T23:59:59.999999Z"));
    CHECK_FALSE(parse_rfc3339("0000-12-31T00:00:00Z"));
    CHECK_FALSE(parse_rfc3339("0001-01-01T00:00:00+00:01"));
    CHECK_FALSE(parse_rfc3339("9999-12-31T23:59:59-00:01"));
    CHECK_FALSE(parse_rfc3339("9999-12-31T23:59:60Z"));
}

TEST_CASE("An instant is written with milliseconds, and with microseconds where it has them", "[engine][time]") {
    const Instant noon = *parse_rfc3339("2027-05-01T12:00:00.120Z");
    CHECK(format_rfc3339(noon) == "2027-05-01T12:00:00.120Z");
    CHECK(format_rfc3339(noon, -7 * 60) == "2027-05-01T05:00:00.120-07:00");
    CHECK(format_rfc3339(noon, 5 * 60 + 45) == "2027-05-01T17:45:00.120+05:45");
    CHECK(format_rfc3339(noon, 12 * 60) == "2027-05-02T00:00:00.120+12:00");
    CHECK(format_rfc3339({noon.us + 7}) == "2027-05-01T12:00:00.120007Z");
    CHECK(format_rfc3339({-1}) == "1969-12-31T23:59:59.999999Z");
}

TEST_CASE("What is written of an instant is read back as the same instant", "[engine][time][property]") {
    const std::uint32_t seed = 7;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    const std::int64_t first = parse_rfc3339("0001-01-02T00:00:00Z")->us;
    const std::int64_t last = parse_rfc3339("9999-12-30T00:00:00Z")->us;
    for (int i = 0; i < 20'000; ++i) {
        const Instant instant{first + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(last - first))};
        const auto zone = static_cast<std::int32_t>(random() % 2879) - 1439;
        const std::string text = format_rfc3339(instant, zone);
        CAPTURE(text);
        REQUIRE(parse_rfc3339(text) == instant);
    }
}

TEST_CASE("A day is written as it is read, and is a day of the calendar", "[engine][time]") {
    CHECK(parse_date("2027-05-01") == Date{2027, 5, 1});
    CHECK(format_date({2027, 5, 1}) == "2027-05-01");
    CHECK(format_date({987, 12, 31}) == "0987-12-31");
    CHECK_FALSE(parse_date("2027-02-29"));
    CHECK_FALSE(parse_date("2027-05-01 "));
    CHECK_FALSE(parse_date("5/1/2027"));
    CHECK(midnight_utc({1970, 1, 2}).us == 86'400'000'000);
    CHECK(date_of({-1}) == Date{1969, 12, 31});
    CHECK(date_of(midnight_utc({2027, 5, 1}), -1) == Date{2027, 4, 30});
    CHECK(date_of(midnight_utc({2027, 5, 1}), 14 * 60) == Date{2027, 5, 1});
}

TEST_CASE("A child is a year older on its birthday, and on 1 March where there is no 29 February", "[engine][time]") {
    CHECK(age_on({2020, 5, 1}, {2027, 4, 30}) == 6);
    CHECK(age_on({2020, 5, 1}, {2027, 5, 1}) == 7);
    CHECK(age_on({2020, 2, 29}, {2027, 2, 28}) == 6);
    CHECK(age_on({2020, 2, 29}, {2027, 3, 1}) == 7);
    CHECK(age_on({2020, 2, 29}, {2028, 2, 28}) == 7);
    CHECK(age_on({2020, 2, 29}, {2028, 2, 29}) == 8);
    CHECK(age_on({2020, 5, 1}, {2020, 5, 1}) == 0);
    CHECK(age_on({2028, 1, 1}, {2027, 5, 1}) < 0);
}
