// What is told of a heat's start, and of the readings that no finish rests on.

#include "engine/overview/heat_gun.h"

#include <catch2/catch.hpp>

#include "engine/overview/loose_readings.h"
#include "engine/overview/overview.h"
#include "tests/support/meet_builder.h"

using namespace heatline;
using namespace heatline::test;

TEST_CASE("A heat's gun tells who heard it, what a person set, and what was taken out", "[engine][overview]") {
    MeetBuilder meet;
    meet.team("Lincoln").runner("Lincoln", "1");
    meet.heat("1", {"1"});
    CHECK(look_at_gun(meet.state(), HeatId{0U}) == HeatGun{HeatId{0U}, {}, {}, {}});
    CHECK_FALSE(look_at_gun(meet.state(), HeatId{1U}));
    CHECK_FALSE(look_at_gun(meet.state(), {}));

    const ReadingRef early = meet.gun("1", at(10));
    const ReadingRef late = meet.gun("1", at(40));
    CHECK(look_at_gun(meet.state(), HeatId{0U})->heard == HeatGun::Heard{late, at(40)});
    CHECK_FALSE(look_at_gun(meet.state(), HeatId{0U})->set);

    meet.drop(late);
    CHECK(look_at_gun(meet.state(), HeatId{0U})->heard == HeatGun::Heard{early, at(10)});
    CHECK(look_at_gun(meet.state(), HeatId{0U})->voided == HeatGun::Heard{late, at(40)});

    meet.fact(StartSet{HeatId{0U}, at(12), "test"});
    CHECK(look_at_gun(meet.state(), HeatId{0U})->set == at(12));
    CHECK(look_at_gun(meet.state(), HeatId{0U})->heard == HeatGun::Heard{early, at(10)});
}

TEST_CASE("A tap that was taken out stays in sight beside the match", "[engine][overview]") {
    MeetBuilder meet;
    meet.team("Lincoln");
    for (const char* bib : {"1", "2", "3"}) meet.runner("Lincoln", bib);
    meet.heat("1", {"1", "2", "3"});
    meet.gun("1", at(0));
    meet.tap(at(500));
    meet.bib("1", at(510));
    const ReadingRef extra = meet.tap(at(530));
    meet.tap(at(560));
    meet.bib("2", at(570));
    const auto look = [&] {
        const auto snapshot = Deriver{}.derive(meet.state());
        return Overviewer{}.look(meet.state(), *snapshot, {HeatId{0U}, {}});
    };
    meet.drop(extra);
    const Overview overview = look();

    REQUIRE(overview.match);
    CHECK(overview.match->rows.size() == 2);
    REQUIRE(overview.loose.size() == 1);
    CHECK(overview.loose[0].ref == extra);
    CHECK(overview.loose[0].voided);

    SECTION("and is in the match again when it is restored") {
        meet.restore(extra);
        const Overview restored = look();
        CHECK(restored.loose.empty());
        CHECK(restored.match->rows.size() == 3);
    }
    SECTION("what belongs to another heat of the line is not loose here") {
        CHECK(Overviewer{}.look(meet.state(), *Deriver{}.derive(meet.state()), {}).loose.empty());
    }
}
