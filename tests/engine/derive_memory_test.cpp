// A deriver's memory saves work and changes nothing: whatever it was asked before, it says what a new one says.

#include <random>

#include "engine/apply.h"
#include "engine/derive.h"
#include "tests/engine/oracle/random_meet.h"
#include "tests/engine/same_snapshot.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

TEST_CASE("A deriver that is asked again and again says what a new one says", "[engine][derive][property]") {
    const std::uint32_t seed = GENERATE(range(1u, 151u));
    CAPTURE(seed);
    const MeetBuilder meet = random_meet(seed);
    std::mt19937 draw{seed};
    State state;
    Deriver remembering;
    for (const Fact& fact : meet.facts()) {
        apply(state, state.seq + 1, fact);
        if (draw() % 3 != 0) continue;
        const auto remembered = remembering.derive(state);
        if (draw() % 12 != 0) continue;
        CAPTURE(state.seq);
        check_same(*remembered, *Deriver{}.derive(state));
    }
    check_same(*remembering.derive(state), *Deriver{}.derive(state));
}

TEST_CASE("An account from before the gun was heard does not hold, even where the start stays what it was",
          "[engine][derive]") {
    MeetBuilder m;
    m.team("Lincoln");
    m.runner("Lincoln", "101");
    m.heat("1", {"101"});
    m.set_start("1", at(60));
    m.account("101");
    m.gun("1", at(60));
    CHECK(m.ledger("101").accounted);
    m.fact(StartTakenBack{m.heat_id("1"), {}});
    CHECK_FALSE(m.ledger("101").accounted);
}
