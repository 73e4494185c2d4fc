// Where a heat more stands, and who starts later for it.

#include "engine/heats/extra_heat.h"
#include "tests/engine/heats/planned_day.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::at_minute;
using heatline::heats::test::PlannedDay;

TEST_CASE("A heat more is the last of its band, and later heats start later only where they must", "[engine][heats]") {
    PlannedDay day(6, {6, 6});
    BandRules& next = day.world.band("Mile 2", {2}, 6);
    next.earliest = at_minute(25);
    day.world.input.rules.band_gap_min = 0;
    day.heats.push_back(
        {.band = BandId{1U}, .race = {}, .line = {}, .start = at_minute(25), .children = {}, .lanes = {}});

    const auto extra = extra_heat(day.now(), 0, at_minute(0));

    REQUIRE(extra);
    CHECK(extra->at == 2);
    CHECK(extra->starts == std::vector<Instant>{at_minute(0), at_minute(10), at_minute(20), at_minute(30)});

    SECTION("not before those it is for are there") {
        const auto later = extra_heat(day.now(), 0, at_minute(23));
        REQUIRE(later);
        CHECK(later->starts[2] == at_minute(23));
        CHECK(later->starts[3] == at_minute(33));
    }
    SECTION("not behind the end of the day") {
        day.world.input.rules.latest_start = at_minute(29);
        CHECK_FALSE(extra_heat(day.now(), 0, at_minute(0)));
    }
    SECTION("not when that makes a called heat later") {
        day.called = {true, true, true};
        CHECK_FALSE(extra_heat(day.now(), 0, at_minute(0)));
    }
    SECTION("a cancelled heat leaves its time") {
        day.cancelled = {false, true, false};
        const auto instead = extra_heat(day.now(), 0, at_minute(0));
        REQUIRE(instead);
        CHECK(instead->starts == std::vector<Instant>{at_minute(0), at_minute(10), at_minute(10), at_minute(25)});
    }
}
