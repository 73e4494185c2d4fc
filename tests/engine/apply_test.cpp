// What each fact changes, and that the same facts always make the same meet.

#include "engine/apply.h"

#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

struct TwoHeats : MeetBuilder {
    TwoHeats() {
        team("Lincoln");
        runner("Lincoln", "101");
        runner("Lincoln", "102");
        heat("1", {"101"});
        heat("2", {"102"});
    }
    const Heat& heat_named(const std::string& name) const { return state().heats[heat_id(name).index()]; }
    std::vector<HeatId> heats_of(const std::string& bib) const { return state().heats_of[child(bib).index()]; }
};

}  // namespace

TEST_CASE("The state counts the facts", "[engine][apply]") {
    State state;
    apply(state, 1, {{}, "test", {}, RulesSet{}});
    CHECK(state.seq == 1);
    CHECK(state.has_rules);
    apply(state, 2, {{}, "test", {}, TeamSaved{TeamId{0u}, {}}});
    CHECK(state.seq == 2);
}

TEST_CASE("The same facts make the same meet", "[engine][apply]") {
    TwoHeats m;
    m.gun("1", at(0));
    m.select("101", at(300));
    m.status("1", "101", Status::dq);
    const State again = replay(m.facts());
    CHECK(again.seq == m.state().seq);
    CHECK(again.readings.size() == m.state().readings.size());
    CHECK(Deriver{}.derive(again)->grants->statements == m.snapshot()->grants->statements);
    CHECK(*Deriver{}.derive(again)->ledger == *m.snapshot()->ledger);
}

TEST_CASE("A copy of the state shares its roster until one side changes it", "[engine][apply]") {
    TwoHeats m;
    State copy = m.state();
    CHECK(copy.roster == m.state().roster);
    m.gun("1", at(0));
    m.select("101", at(300));
    CHECK(copy.roster == m.state().roster);
    m.bind("777", m.child("101"));
    CHECK(copy.roster != m.state().roster);
    CHECK_FALSE(find_runner_by_bib(copy, "777"));
    CHECK(find_runner_by_bib(m.state(), "777") == m.child("101"));
}

TEST_CASE("A snapshot keeps the roster it was made with", "[engine][apply]") {
    TwoHeats m;
    const auto before = m.snapshot();
    m.team("Lincoln", [](Team& team) { team.tent = "B 4"; });
    CHECK(before->roster->teams()[0].tent.empty());
    CHECK(m.snapshot()->roster->teams()[0].tent == "B 4");
}

TEST_CASE("A reading goes to its stream on its line, in the order received", "[engine][apply]") {
    TwoHeats m;
    m.tap(at(20));
    m.tap(at(10));
    m.bib("101", at(30));
    m.select("101", at(40));
    m.chip("T1", at(50));
    m.seen("101", Where::tent, at(60));
    Reading elsewhere = MeetBuilder::of(ReadingKind::tap, at(70), "");
    elsewhere.line = "second";
    m.reading("tapper", elsewhere);
    const State& s = m.state();
    const LineStreams& line = s.lines[find_line(s, "finish").index()];
    REQUIRE(line.taps.size() == 2);
    CHECK(s.readings[line.taps[0].index()].at == at(20));
    CHECK(line.bibs.size() == 1);
    CHECK(line.selects.size() == 1);
    CHECK(line.chips.size() == 1);
    CHECK(s.sightings.size() == 1);
    CHECK(s.lines[find_line(s, "second").index()].taps.size() == 1);
}

TEST_CASE("An instant a day off both its receipt and the meet's day is kept and flagged", "[engine][apply]") {
    TwoHeats m;  // The meet's day is the one that begins at 0 s.
    m.tap(at(47 * 3600));
    m.tap(at(-23 * 3600));
    CHECK(m.snapshot()->totals.far_off == 0);
    m.tap(at(49 * 3600));
    m.tap(at(-25 * 3600));
    CHECK(m.snapshot()->totals.far_off == 2);
    CHECK(m.snapshot()->totals.readings == 4);
}

TEST_CASE("The gun is the start received last that is not void, until one is set", "[engine][apply]") {
    TwoHeats m;
    const auto gun = [&] { return gun_of(m.state(), m.heat_named("1").symbol); };
    CHECK_FALSE(gun());
    m.gun("1", at(20));
    const ReadingRef second = m.gun("1", at(10));
    CHECK(gun() == at(10));
    m.drop(second);
    CHECK(gun() == at(20));
    m.restore(second);
    CHECK(gun() == at(10));
    m.set_start("1", at(15));
    m.gun("1", at(30));
    CHECK(gun() == at(15));
    CHECK_FALSE(gun_of(m.state(), m.heat_named("2").symbol));
}

TEST_CASE("A gun may be heard before its heat is planned", "[engine][apply]") {
    MeetBuilder m;
    m.team("Lincoln");
    m.runner("Lincoln", "101");
    m.gun("1", at(0));
    m.heat("1", {"101"});
    CHECK(m.result_status("1", "101") == "on-course");
}

TEST_CASE("A moved child leaves one heat and stands in the other", "[engine][apply]") {
    TwoHeats m;
    m.move("101", "1", "2");
    CHECK(m.heat_named("1").placements.empty());
    CHECK(m.heat_named("2").placements.size() == 2);
    CHECK(m.heats_of("101") == std::vector{m.heat_id("2")});
    m.move("101", "2", "");
    CHECK(m.heats_of("101").empty());
    CHECK(m.snapshot()->totals.unplaced == 1);
    m.move("101", "", "1");
    CHECK(m.heats_of("101") == std::vector{m.heat_id("1")});
}

TEST_CASE("A new plan takes words about children along to their heat of the same race", "[engine][apply]") {
    TwoHeats m;
    m.status("1", "101", Status::withdrawn);
    m.status("2", "102", Status::dns);
    // One heat fewer, and 101 is in the one that was the second.
    PlanSaved plan;
    plan.heats.push_back({"2", {}, "mile", "finish", at(0), {{m.child("101"), 0}}});
    m.fact(plan);
    REQUIRE(m.state().statuses.size() == 1);
    CHECK(m.state().statuses.begin()->first == std::pair{m.child("101"), m.heat_id("2")});
    CHECK(m.result_status("2", "101") == "withdrawn");
}

TEST_CASE("A new plan with fewer heats forgets finishes entered in those that are gone", "[engine][apply]") {
    TwoHeats m;
    m.insert("2", "102", at(300));
    PlanSaved plan;
    plan.heats.push_back({"1", {}, "mile", "finish", at(0), {{m.child("101"), 0}}});
    m.fact(plan);
    CHECK(m.state().entered.empty());
    CHECK(m.snapshot()->heats.size() == 1);
}

TEST_CASE("A revoked device's name is free, and what it said stays", "[engine][apply]") {
    TwoHeats m;
    const ReadingRef tap = m.tap(at(10));
    m.fact(DeviceRevoked{tap.device});
    CHECK_FALSE(find_device(m.state(), "tapper"));
    CHECK(find_reading(m.state(), tap));
    m.tap(at(20));
    CHECK(find_device(m.state(), "tapper") != tap.device);
    CHECK(m.snapshot()->totals.readings == 2);
}

TEST_CASE("A status taken back leaves no trace in the state", "[engine][apply]") {
    TwoHeats m;
    m.status("1", "101", Status::dnf);
    m.status("1", "101", Status::none);
    CHECK(m.state().statuses.empty());
}
