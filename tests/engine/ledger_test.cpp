// Where a child is, and whether we may stop worrying. Bibs 101 and 102 run in heat 1, whose gun goes at 0 s; 101 runs
// in heat 2 too.

#include "engine/ledger.h"

#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

struct Day : MeetBuilder {
    Day() {
        team("Lincoln");
        runner("Lincoln", "101");
        runner("Lincoln", "102");
        runner("Lincoln", "103", [](Runner& r) { r.attendance = Attendance::virtually; });
        heat("1", {"101", "102", "103"});
        heat("2", {"101"}, "relay");
    }
    ChildState state_of(const std::string& bib) { return ledger(bib).state; }
};

}  // namespace

TEST_CASE("A child is where it was seen last", "[engine][ledger]") {
    Day m;
    CHECK(m.state_of("101") == ChildState::registered);
    const auto [where, state] = GENERATE(table<Where, ChildState>({
        {Where::tent, ChildState::checked_in},
        {Where::staging, ChildState::staged},
        {Where::start, ChildState::on_course},
        {Where::course, ChildState::on_course},
        {Where::chute, ChildState::finished},
        {Where::medical, ChildState::medical},
        {Where::tent_return, ChildState::returned},
        {Where::guardian, ChildState::returned},
    }));
    m.seen("101", where, at(-10));
    CHECK(m.state_of("101") == state);
    CHECK(m.ledger("101").accounted == (state == ChildState::returned));
    CHECK(m.ledger("101").seen);
    CHECK(m.ledger("101").last_seen_at == at(-10));
    CHECK(m.state_of("102") == ChildState::registered);
}

TEST_CASE("The latest by instant counts, not the one that arrived last", "[engine][ledger]") {
    Day m;
    m.seen("101", Where::staging, at(-10));
    m.seen("101", Where::tent, at(-20));
    CHECK(m.state_of("101") == ChildState::staged);
}

TEST_CASE("A voided sighting was never there", "[engine][ledger]") {
    Day m;
    const ReadingRef back = m.seen("101", Where::tent_return, at(500));
    CHECK(m.ledger("101").accounted);
    m.drop(back);
    CHECK_FALSE(m.ledger("101").accounted);
    CHECK_FALSE(m.ledger("101").seen);
    m.restore(back);
    CHECK(m.ledger("101").accounted);
}

TEST_CASE("At the gun every child who was seen that day is on course", "[engine][ledger]") {
    Day m;
    m.seen("101", Where::tent, at(-60));
    m.gun("1", at(0));
    CHECK(m.state_of("101") == ChildState::on_course);
    CHECK(m.state_of("102") == ChildState::registered);

    SECTION("seen at the instant of the gun is seen by then") {
        m.seen("102", Where::tent, at(0));
        CHECK(m.state_of("102") == ChildState::on_course);
    }
    SECTION("seen at the tent after the gun is at the tent") {
        m.seen("102", Where::tent, at(1));
        CHECK(m.state_of("102") == ChildState::checked_in);
    }
}

TEST_CASE("Where nobody of the team was seen, all its children are on course", "[engine][ledger]") {
    Day m;
    m.gun("1", at(0));
    CHECK(m.state_of("101") == ChildState::on_course);
    CHECK(m.state_of("102") == ChildState::on_course);
    CHECK_FALSE(m.ledger("102").seen);
    CHECK_FALSE(m.ledger("102").accounted);
}

TEST_CASE("A child marked dns or withdrawn is not on course at the gun", "[engine][ledger]") {
    Day m;
    m.status("1", "101", Status::withdrawn);
    m.status("1", "102", Status::dns);
    m.gun("1", at(0));
    CHECK(m.state_of("101") == ChildState::withdrawn);
    CHECK(m.ledger("101").accounted);
    CHECK(m.state_of("102") == ChildState::dns);
    CHECK(m.ledger("102").accounted);

    SECTION("and seen after all, it is where it was seen, and we worry") {
        m.seen("101", Where::course, at(100));
        m.seen("102", Where::staging, at(-100));
        CHECK(m.state_of("101") == ChildState::on_course);
        CHECK_FALSE(m.ledger("101").accounted);
        CHECK(m.ledger("101").flagged);
        CHECK(m.state_of("102") == ChildState::on_course);
        CHECK_FALSE(m.ledger("102").accounted);
    }
}

TEST_CASE("A withdrawal after the child was seen stands", "[engine][ledger]") {
    Day m;
    m.seen("102", Where::tent, at(-100));
    m.status("1", "102", Status::withdrawn);
    CHECK(m.state_of("102") == ChildState::withdrawn);
    CHECK(m.ledger("102").accounted);
    CHECK_FALSE(m.ledger("102").flagged);
}

TEST_CASE("In the chute a child is finished, flagged until there is a finish", "[engine][ledger]") {
    Day m;
    m.gun("1", at(0));
    m.seen("102", Where::chute, at(300));
    CHECK(m.state_of("102") == ChildState::finished);
    CHECK(m.ledger("102").flagged);
    CHECK_FALSE(m.ledger("102").finished);
    m.select("102", at(295));
    CHECK_FALSE(m.ledger("102").flagged);
    CHECK(m.ledger("102").finished);
    CHECK_FALSE(m.ledger("102").accounted);
}

TEST_CASE("A finisher is accounted for when back at the tent or with a guardian", "[engine][ledger]") {
    Day m;
    m.gun("1", at(0));
    m.select("102", at(300));
    CHECK(m.state_of("102") == ChildState::finished);
    CHECK(m.ledger("102").last_seen_where == SeenAt::finish);
    CHECK_FALSE(m.ledger("102").accounted);
    m.seen("102", Where::guardian, at(600));
    CHECK(m.state_of("102") == ChildState::returned);
    CHECK(m.ledger("102").accounted);
}

TEST_CASE("A child disqualified after crossing is finished, not lost on the course", "[engine][ledger]") {
    Day m;
    m.gun("1", at(0));
    m.select("102", at(300));
    m.status("1", "102", Status::dq);
    CHECK(m.state_of("102") == ChildState::finished);
    CHECK(m.ledger("102").finished);
    CHECK_FALSE(m.ledger("102").flagged);
}

TEST_CASE("A child who did not finish may still be lost", "[engine][ledger]") {
    Day m;
    m.gun("1", at(0));
    m.status("1", "102", Status::dnf);
    CHECK(m.state_of("102") == ChildState::dnf);
    CHECK_FALSE(m.ledger("102").accounted);
    CHECK(m.ledger("102").seen);
    CHECK(m.ledger("102").started);

    SECTION("until it is back") {
        m.seen("102", Where::tent_return, at(900));
        CHECK(m.state_of("102") == ChildState::returned);
        CHECK(m.ledger("102").accounted);
    }
    SECTION("in medical care it is shown there") {
        m.seen("102", Where::medical, at(400));
        CHECK(m.state_of("102") == ChildState::medical);
        CHECK_FALSE(m.ledger("102").accounted);
    }
    SECTION("until somebody closes it with a reason") {
        m.account("102");
        CHECK(m.state_of("102") == ChildState::dnf);
        CHECK(m.ledger("102").accounted);
    }
}

TEST_CASE("A later finish wins over dnf, dns and withdrawn, and is flagged", "[engine][ledger]") {
    const Status status = GENERATE(Status::dnf, Status::dns, Status::withdrawn);
    Day m;
    m.gun("1", at(0));
    m.status("1", "102", status);
    m.select("102", at(300));
    CHECK(m.state_of("102") == ChildState::finished);
    CHECK(m.ledger("102").flagged);
    CHECK_FALSE(m.ledger("102").accounted);

    SECTION("and a status set after it stands") {
        m.status("1", "102", status);
        CHECK(m.state_of("102") != ChildState::finished);
        CHECK_FALSE(m.ledger("102").finished);
    }
}

TEST_CASE("A child seen nowhere is dns once the heat is official, and accounted for", "[engine][ledger]") {
    Day m;
    m.gun("1", at(0));
    m.seen("101", Where::start, at(-5));
    m.select("101", at(300));
    m.official("1");
    CHECK(m.state_of("102") == ChildState::dns);
    CHECK(m.ledger("102").accounted);
}

TEST_CASE("A dns child who was seen that day may be lost", "[engine][ledger]") {
    Day m;
    m.seen("102", Where::tent, at(-100));
    m.gun("1", at(0));
    m.status("1", "102", Status::dns);
    CHECK(m.state_of("102") == ChildState::dns);
    CHECK_FALSE(m.ledger("102").accounted);
}

TEST_CASE("A child closed by a person is open again at the next news of it", "[engine][ledger]") {
    Day m;
    m.gun("1", at(0));
    m.account("102");
    CHECK(m.ledger("102").accounted);

    SECTION("a sighting") {
        m.seen("102", Where::course, at(200));
        CHECK_FALSE(m.ledger("102").accounted);
    }
    SECTION("a finish") {
        m.select("102", at(300));
        CHECK_FALSE(m.ledger("102").accounted);
    }
    SECTION("not the gun put right") {
        m.set_start("1", at(3));
        CHECK(m.ledger("102").accounted);
    }
}

TEST_CASE("A virtual runner is at home: accounted for and in no count", "[engine][ledger]") {
    Day m;
    m.gun("1", at(0));
    m.seen("103", Where::tent, at(10));
    const LedgerRow row = m.ledger("103");
    CHECK(row.state == ChildState::virtually);
    CHECK(row.accounted);
    CHECK_FALSE(row.seen);
    CHECK_FALSE(row.started);
    CHECK_FALSE(row.finished);
}

TEST_CASE("A child of two heats is in the one started last", "[engine][ledger]") {
    Day m;
    CHECK(m.ledger("101").heat == m.heat_id("1"));
    m.gun("2", at(0));
    CHECK(m.ledger("101").heat == m.heat_id("2"));
    m.select("101", at(300));
    m.seen("101", Where::tent_return, at(600));
    CHECK(m.ledger("101").accounted);

    m.gun("1", at(1200));
    CHECK(m.ledger("101").heat == m.heat_id("1"));
    CHECK(m.state_of("101") == ChildState::on_course);
    CHECK_FALSE(m.ledger("101").accounted);

    SECTION("a finish of the earlier heat told late does not beat a dnf in the later one") {
        m.status("1", "101", Status::dnf);
        m.insert("2", "101", at(301));
        CHECK(m.state_of("101") == ChildState::dnf);
    }
}

TEST_CASE("An official heat says nothing about a child who runs in a later one", "[engine][ledger]") {
    Day m;
    m.gun("1", at(0));
    m.official("1");
    CHECK(m.state_of("101") == ChildState::dns);
    m.gun("2", at(1200));
    CHECK(m.state_of("101") == ChildState::on_course);
    CHECK_FALSE(m.ledger("101").accounted);
}

TEST_CASE(
    "A finish without a time is later than its gun and what was seen since, but not than a return or the next gun",
    "[engine][ledger]") {
    const HeatId first{0u}, second{1u};
    ChildSeen seen;
    std::vector<StartedHeat> started{{first, at(0), 1, false, true, Status::none, 0}};
    ChildDay day;
    day.runner = RunnerId{0u};
    day.seen = &seen;
    day.started = started;
    day.finished = true;
    day.finish_heat = first;
    day.finish_gun = at(0);
    CHECK(ledger_row(day).state == ChildState::finished);

    SECTION("seen on the course") {
        seen.last_sighting = Observation{at(200), SeenAt::course};
        CHECK(ledger_row(day).state == ChildState::finished);
    }
    SECTION("back at the tent") {
        seen.last_sighting = Observation{at(900), SeenAt::tent_return};
        CHECK(ledger_row(day).state == ChildState::returned);
    }
    SECTION("back at the tent from an earlier race") {
        seen.last_sighting = Observation{at(-900), SeenAt::tent_return};
        CHECK(ledger_row(day).state == ChildState::finished);
    }
    SECTION("the next gun") {
        started.push_back({second, at(1200), 9, false, true, Status::none, 0});
        day.started = started;
        CHECK(ledger_row(day).state == ChildState::on_course);
        seen.last_sighting = Observation{at(100), SeenAt::chute};
        CHECK(ledger_row(day).state == ChildState::on_course);
        day.finish_heat = second;
        day.finish_gun = at(1200);
        CHECK(ledger_row(day).state == ChildState::finished);
    }
}

TEST_CASE("A finish in a heat that the child is not entered in beats a dns in its own", "[engine][ledger]") {
    Day m;
    m.gun("1", at(0));
    m.gun("2", at(0));
    m.status("1", "102", Status::dns);
    m.insert("2", "102", at(300));
    CHECK(m.state_of("102") == ChildState::finished);
    CHECK(m.ledger("102").flagged);
}
