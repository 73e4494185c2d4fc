// How many finish a minute. The first gun goes at 30 s.

#include "engine/overview/minutes.h"

#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

TEST_CASE("Finishers are counted by the minute from the first gun on", "[engine][overview]") {
    MeetBuilder m;
    m.team("Lincoln");
    m.runner("Lincoln", "101");
    m.heat("1", {"101"});
    MinuteCounter counter;
    CHECK_FALSE(counter.look(*m.snapshot()));

    m.gun("1", at(30));
    CHECK(counter.look(*m.snapshot())->first == at(30));
    CHECK(counter.look(*m.snapshot())->finishers.empty());

    m.tap(at(205));
    m.tap(at(210));
    m.tap(at(215));
    CHECK(counter.look(*m.snapshot())->finishers == std::vector<std::uint16_t>{0, 0, 1, 2});

    m.set_start("1", at(40));
    CHECK(counter.look(*m.snapshot())->first == at(40));
    CHECK(counter.look(*m.snapshot())->finishers == std::vector<std::uint16_t>{0, 0, 3});
}

TEST_CASE("A finish a day after the first gun is left out", "[engine][overview]") {
    MeetBuilder m;
    m.team("Lincoln");
    m.runner("Lincoln", "101");
    m.heat("1", {"101"});
    m.gun("1", at(0));
    m.insert("1", "101", at(24 * 3600));
    CHECK(MinuteCounter{}.look(*m.snapshot())->finishers.empty());
    m.insert("1", "101", at(24 * 3600 - 0.001));
    CHECK(MinuteCounter{}.look(*m.snapshot())->finishers.size() == 24 * 60);
}
