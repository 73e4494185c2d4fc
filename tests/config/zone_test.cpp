#include "config/zone.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::config;

TEST_CASE("A clock time becomes an instant by the zone's offset on that day", "[config][zone]") {
    const auto summer = zoned_instant("America/Los_Angeles", {2027, 5, 1}, 8 * 60);
    REQUIRE(summer.ok());
    CHECK(summer->at == *parse_rfc3339("2027-05-01T15:00:00Z"));
    CHECK(summer->offset_min == -7 * 60);
    const auto winter = zoned_instant("America/New_York", {2027, 2, 27}, 8 * 60 + 30);
    REQUIRE(winter.ok());
    CHECK(winter->at == *parse_rfc3339("2027-02-27T13:30:00Z"));
    CHECK(winter->offset_min == -5 * 60);
    CHECK(zoned_instant("UTC", {2027, 5, 1}, 60)->at == *parse_rfc3339("2027-05-01T01:00:00Z"));
    CHECK(zoned_instant("Asia/Kolkata", {2027, 5, 1}, 0)->offset_min == 330);
}

TEST_CASE("The offset of a zone is the one of the moment that is asked for", "[config][zone]") {
    CHECK(*zone_offset_min("America/Los_Angeles", *parse_rfc3339("2027-05-01T15:00:00Z")) == -7 * 60);
    CHECK(*zone_offset_min("America/Los_Angeles", *parse_rfc3339("2026-11-28T16:10:00Z")) == -8 * 60);
    CHECK(*zone_offset_min("UTC", Instant{}) == 0);
    CHECK_FALSE(zone_offset_min("America/Los_Angles", Instant{}).ok());
}

TEST_CASE("A time that comes twice is the first one, and one that never comes is an error", "[config][zone]") {
    const auto twice = zoned_instant("America/New_York", {2026, 11, 1}, 90);
    REQUIRE(twice.ok());
    CHECK(twice->at == *parse_rfc3339("2026-11-01T05:30:00Z"));
    const auto never = zoned_instant("America/New_York", {2027, 3, 14}, 150);
    REQUIRE_FALSE(never.ok());
    CHECK(never.error().find("02:30 does not happen on 2027-03-14") != std::string::npos);
}

TEST_CASE("A zone that does not exist is an error that names the nearest", "[config][zone]") {
    CHECK(check_zone("America/Los_Angeles").ok());
    CHECK(check_zone("UTC").ok());
    const auto wrong = check_zone("America/Los_Angles");
    REQUIRE_FALSE(wrong.ok());
    CHECK(wrong.error().find("did you mean \"America/Los_Angeles\"?") != std::string::npos);
    CHECK_FALSE(check_zone("").ok());
    CHECK_FALSE(check_zone("../../etc/passwd").ok());
}
