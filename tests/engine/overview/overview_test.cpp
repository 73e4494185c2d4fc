// An overviewer's memory saves work and changes nothing: whatever it was asked before, it says what a new one says.

#include "engine/overview/overview.h"

#include <random>

#include "engine/apply.h"
#include "engine/derive.h"
#include "tests/engine/oracle/random_meet.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

TEST_CASE("An overviewer that is asked again and again says what a new one says", "[engine][overview][property]") {
    const std::uint32_t seed = GENERATE(range(1u, 101u));
    CAPTURE(seed);
    const MeetBuilder meet = random_meet(seed);
    std::mt19937 draw{seed};
    State state;
    Deriver deriver;
    Overviewer remembering;
    Focus focus;
    for (const Fact& fact : meet.facts()) {
        apply(state, state.seq + 1, fact);
        if (draw() % 4 != 0) continue;
        if (draw() % 4 == 0) {
            focus.heat = HeatId{draw() % 5};  // Sometimes one that does not exist.
            focus.runner = RunnerId{draw() % 30};
        }
        const auto snapshot = deriver.derive(state);
        const Overview remembered = remembering.look(state, *snapshot, focus);
        if (draw() % 6 != 0) continue;
        const Overview anew = Overviewer{}.look(state, *snapshot, focus);
        CAPTURE(state.seq);
        CHECK(remembered.lines == anew.lines);
        CHECK(remembered.devices == anew.devices);
        CHECK(remembered.minutes == anew.minutes);
        CHECK(remembered.match == anew.match);
        CHECK(remembered.story == anew.story);
        CHECK(remembered.review == anew.review);
        CHECK(remembered.advice == anew.advice);
    }
}

TEST_CASE("Without a focus nobody's story is told and no heat is matched", "[engine][overview]") {
    const MeetBuilder meet = random_meet(1);
    const auto snapshot = Deriver{}.derive(meet.state());
    const Overview overview = Overviewer{}.look(meet.state(), *snapshot, {});
    CHECK_FALSE(overview.match);
    CHECK_FALSE(overview.story);
    CHECK(overview.lines.size() == meet.state().lines.size());
    CHECK(overview.devices.size() == meet.state().devices.size());
}
