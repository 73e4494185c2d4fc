#include "config/roster_words.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::config;

TEST_CASE("Grades are understood as schools write them", "[config][roster]") {
    for (const char* k : {"K", "k", "KG", "Kindergarten", "kinder", "0", "Grade K"}) {
        CAPTURE(k);
        CHECK(parse_grade(k) == Grade{0});
    }
    for (const char* three : {"3", "03", "3rd", "Grade 3", "grade3", "third", "Third Grade", "3rd grade", "Gr. 3"}) {
        CAPTURE(three);
        CHECK(parse_grade(three) == Grade{3});
    }
    CHECK(parse_grade("1st") == Grade{1});
    CHECK(parse_grade("12th") == Grade{12});
    CHECK(parse_grade("SO") == Grade{10});
}

TEST_CASE("What is no grade from K to 12 is none", "[config][roster]") {
    for (const char* none : {"13", "-1", "Pre-K", "3/4", "Room 5", "", "x"}) {
        CAPTURE(none);
        CHECK_FALSE(parse_grade(none));
    }
}

TEST_CASE("Girls, boys and neither are understood as forms write them", "[config][roster]") {
    for (const char* girl : {"F", "f", "Female", "girl", "GIRLS"}) CHECK(parse_gender(girl) == Gender::F);
    for (const char* boy : {"M", "male", "Boy", "boys"}) CHECK(parse_gender(boy) == Gender::M);
    for (const char* other : {"X", "Non-binary", "other"}) CHECK(parse_gender(other) == Gender::X);
    CHECK_FALSE(parse_gender("yes"));
    CHECK_FALSE(parse_gender(""));
}

TEST_CASE("A day of birth is read year first, or month first with four digits of year", "[config][roster]") {
    const Date day{2017, 5, 1};
    for (const char* text : {"2017-05-01", "5/1/2017", "05/01/2017", "2017/5/1", "2017-05-01 00:00:00", "5-1-2017"}) {
        CAPTURE(text);
        CHECK(parse_birth_date(text) == day);
    }
    CHECK(parse_birth_date("2/29/2016") == Date{2016, 2, 29});
    for (const char* text : {"2/29/2017", "13/5/2017", "5/1/17", "2017-02-30", "May 1, 2017", "2017", "", "1-2-3-4"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_birth_date(text));
    }
}

TEST_CASE("A seed time is minutes and seconds to the millisecond", "[config][roster]") {
    CHECK(parse_seed_time_ms("8:30.5") == 510'500);
    CHECK(parse_seed_time_ms("8:30") == 510'000);
    CHECK(parse_seed_time_ms("95.25") == 95'250);
    CHECK(parse_seed_time_ms("1:02:03") == 3'723'000);
    for (const char* text : {"", "NT", "8:3", "8:60", "8:30.1234", "1:2:3:4", "-1:00", "8:30."}) {
        CAPTURE(text);
        CHECK_FALSE(parse_seed_time_ms(text));
    }
}

TEST_CASE("A whole name is split at the last space, or at a comma the other way round", "[config][roster]") {
    using Names = std::pair<std::string, std::string>;
    CHECK(split_full_name("Ana María López") == Names{"Ana María", "López"});
    CHECK(split_full_name("Nguyễn, An") == Names{"An", "Nguyễn"});
    CHECK(split_full_name("Zoë") == Names{"Zoë", ""});
    CHECK(split_full_name("  ") == Names{"", ""});
}
