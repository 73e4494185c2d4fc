// What people type when nobody heard the gun.

#include "ui/desk/views/start_text.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "ui/desk/words.h"

using namespace heatline;

namespace {

// The meet of these tests is seven hours west of Greenwich, and it is 9:31:42 there.
MeetRules rules() {
    MeetRules rules;
    rules.zone_offset_min = -7 * 60;
    return rules;
}
Instant local_now() { return *parse_rfc3339("2027-05-01T09:31:42-07:00"); }
Result<Instant, std::string> typed(std::string_view text) { return ui::parse_start_text(text, local_now(), rules()); }
std::int64_t seconds_before_now(const Result<Instant, std::string>& parsed) {
    REQUIRE(parsed.ok());
    return micros_between(*parsed, local_now()) / 1'000'000;
}
const std::int64_t kClock = (9 * 60 + 31) * 60 + 42;

}  // namespace

TEST_CASE("A start may be typed as a time of day at the meet", "[ui][heats]") {
    CHECK(seconds_before_now(typed("9:14:30")) == kClock - ((9 * 60 + 14) * 60 + 30));
    CHECK(seconds_before_now(typed("9:14")) == kClock - (9 * 60 + 14) * 60);
    CHECK(seconds_before_now(typed("  09:14:30 ")) == kClock - ((9 * 60 + 14) * 60 + 30));
    REQUIRE(typed("9:14:30.25").ok());
    CHECK(micros_between(*typed("9:14:30"), *typed("9:14:30.25")) == 250'000);
    CHECK(micros_between(*typed("9:14:30"), *typed("9:14:30,5")) == 500'000);
}

TEST_CASE("A start may be typed as so long ago", "[ui][heats]") {
    CHECK(seconds_before_now(typed("-12")) == 12);
    CHECK(seconds_before_now(typed("\xE2\x88\x92"
                                   "12")) == 12);
    CHECK(seconds_before_now(typed("- 1:30")) == 90);
    CHECK(seconds_before_now(typed("12 s ago")) == 12);
    CHECK(seconds_before_now(typed("12s ago")) == 12);
    CHECK(seconds_before_now(typed("12 ago")) == 12);
    CHECK(seconds_before_now(typed("2 Min 10 Sec AGO")) == 130);
    CHECK(seconds_before_now(typed("-2 min")) == 120);
    CHECK(seconds_before_now(typed("1:30 ago")) == 90);
}

TEST_CASE("What is no start says what to write", "[ui][heats]") {
    const std::string form = "write a time like 9:14:30, or -12 for 12 seconds ago";
    for (const char* text : {"",      "now",          "12",      "9",     "9:",       ":14",  "9:14:", "9:60",
                             "24:00", "9:14:60",      "9:14.5",  "9-14",  "-",        "ago",  "- ago", "9:14:30:1",
                             "12 s",  "12 weeks ago", "9:14 pm", "1.2.3", "-1234567", "-9:75"}) {
        CAPTURE(text);
        const auto parsed = typed(text);
        REQUIRE_FALSE(parsed.ok());
        CHECK(parsed.error() == form);
    }
    REQUIRE_FALSE(typed("9:40").ok());
    CHECK(typed("9:40").error() == "9:40:00 is still to come; write a time that has passed, of 24 hours");
    REQUIRE_FALSE(typed("2:14").ok());
    CHECK(typed("2:14").error() == "2:14:00 is more than six hours ago; write the hour of 24");
    CHECK_FALSE(typed("-7:00:00").ok());
}

TEST_CASE("Every time of the last six hours can be typed as it is shown", "[ui][heats]") {
    for (std::int64_t back = 0; back < 6 * 3600; back += 7) {
        const Instant start = local_now() - Millis{back * 1000};
        const std::string shown = ui::clock_time(start, rules(), true);
        CAPTURE(shown);
        REQUIRE(typed(shown).ok());
        CHECK(*typed(shown) == start);
        CHECK(*typed("-" + std::to_string(back)) == start);
    }
}

TEST_CASE("Nothing that is typed breaks the reading of a start", "[ui][heats]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    const std::string alphabet = "0123456789:::..,-- agosmin\xE2\x88\x92\xFF";
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::size_t length = random() % 14; text.size() < length;) text += alphabet[random() % alphabet.size()];
        CAPTURE(text);
        const auto parsed = typed(text);
        if (parsed.ok()) {
            CHECK(micros_between(*parsed, local_now()) >= -2'000'000);
            CHECK(micros_between(*parsed, local_now()) <= 6 * 3'600'000'000LL);
        } else {
            CHECK_FALSE(parsed.error().empty());
        }
    }
}
