// Dollars and cents, from text and back.

#include "engine/base/money.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace heatline;

TEST_CASE("An amount is digits with at most two decimals", "[engine][money]") {
    CHECK(parse_usd("5") == Cents{500});
    CHECK(parse_usd("5.0") == Cents{500});
    CHECK(parse_usd("5.05") == Cents{505});
    CHECK(parse_usd("0.01") == Cents{1});
    CHECK(parse_usd("1500.00") == Cents{150'000});
    CHECK(parse_usd("100000000") == Cents{10'000'000'000});
    for (const char* text : {"", ".", ".5", "5.", "5.005", "-5", "+5", " 5", "5 ", "5,00", "$5", "1e3", "100000001",
                             "99999999999999999999999"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_usd(text));
    }
}

TEST_CASE("An amount is written with two decimals, always", "[engine][money]") {
    CHECK(format_usd({0}) == "0.00");
    CHECK(format_usd({5}) == "0.05");
    CHECK(format_usd({150'000}) == "1500.00");
    CHECK(format_usd({-5}) == "-0.05");
    CHECK(format_usd({-1'234}) == "-12.34");
    CHECK(format_usd({std::numeric_limits<std::int64_t>::min()}) == "-92233720368547758.08");
}

TEST_CASE("Every amount to the cent is read back as it was written", "[engine][money]") {
    for (std::int64_t cents = 0; cents <= 200'000; ++cents) {
        if (parse_usd(format_usd({cents})) != Cents{cents}) FAIL(cents);
    }
}
