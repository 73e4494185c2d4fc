// Proposals: what was worked out elsewhere holds unless what it rests on has changed since.

#include "engine/proposal.h"

#include <catch2/catch.hpp>

#include "tests/support/meet_builder.h"

using namespace heatline;
using heatline::test::at;
using heatline::test::MeetBuilder;

namespace {

std::vector<Fact> proposed(std::vector<FactBody> bodies) {
    std::vector<Fact> facts;
    for (FactBody& body : bodies) facts.push_back({at(0), "heatline", {}, std::move(body)});
    return facts;
}

MeetBuilder two_children() {
    MeetBuilder m;
    m.team("Lincoln");
    m.runner("Lincoln", "1");
    m.runner("Lincoln", "2");
    m.heat("1", {"1"}).heat("2", {"2"});
    m.device("tapper");
    return m;
}

std::vector<Fact> a_late_child() {
    Runner runner;
    runner.team = TeamId{0u};
    runner.first = "Late";
    return proposed({RunnerSaved{RunnerId{2u}, runner}, BibBound{"3", RunnerId{2u}, {}}});
}

}  // namespace

TEST_CASE("Readings that come in meanwhile outdate nothing", "[engine][proposal]") {
    MeetBuilder m = two_children();
    const Seq as_of = m.state().seq;
    m.tap(at(5));
    m.gun("1", at(0));
    m.bib("1", at(400));
    m.seen("2", Where::tent, at(410));
    CHECK_FALSE(why_outdated(m.state(), as_of, a_late_child()));
}

TEST_CASE("A roster that was edited meanwhile outdates a roster", "[engine][proposal]") {
    MeetBuilder m = two_children();
    const Seq as_of = m.state().seq;
    SECTION("by a team") { m.team("Garfield"); }
    SECTION("by a child") { m.runner("Lincoln", ""); }
    SECTION("by a bib") { m.bind("7", m.child("1")); }
    SECTION("by a tag") { m.tag("058A", "1"); }
    CHECK(why_outdated(m.state(), as_of, a_late_child()) == "the roster was edited in between");
    CHECK_FALSE(why_outdated(m.state(), m.state().seq, a_late_child()));
}

TEST_CASE("A plan is outdated by an edited roster, a moved child, a newer plan, and a gun", "[engine][proposal]") {
    MeetBuilder m = two_children();
    const Seq as_of = m.state().seq;
    const std::vector<Fact> plan = proposed({PlanSaved{{{"1", {}, "mile", "finish", at(0), {}}}}});
    CHECK_FALSE(why_outdated(m.state(), as_of, plan));
    SECTION("roster") {
        m.runner("Lincoln", "3");
        CHECK(why_outdated(m.state(), as_of, plan) == "the roster was edited in between");
    }
    SECTION("move") {
        m.move("1", "1", "2");
        CHECK(why_outdated(m.state(), as_of, plan) == "the heats were changed in between");
    }
    SECTION("plan") {
        m.heat("3", {});
        CHECK(why_outdated(m.state(), as_of, plan) == "the heats were changed in between");
    }
    SECTION("gun") {
        m.gun("2", at(10));
        CHECK(why_outdated(m.state(), m.state().seq, plan) == "heat 2 has started");
    }
}

TEST_CASE("A device is added under the next number and a name that is free", "[engine][proposal]") {
    MeetBuilder m = two_children();
    const auto added = [](std::uint32_t id, const std::string& name) {
        return proposed({DeviceAdded{DeviceId{id}, name, Role::timer, "finish", {}, "hash"}}).front();
    };
    CHECK_FALSE(why_not_now(m.state(), added(1, "finish-2")));
    CHECK(why_not_now(m.state(), added(1, "tapper")) == "there is a device tapper by now");
    CHECK(why_not_now(m.state(), added(2, "finish-2")) == "a device was added in between");
    CHECK_FALSE(why_not_now(m.state(), proposed({DeviceRevoked{DeviceId{0u}}}).front()));
    m.fact(DeviceRevoked{DeviceId{0u}});
    CHECK(why_not_now(m.state(), proposed({DeviceRevoked{DeviceId{0u}}}).front()));
    CHECK(why_not_now(m.state(), proposed({DeviceRevoked{DeviceId{9u}}}).front()));
}

TEST_CASE("A reading from a file is taken when it is the device's next", "[engine][proposal]") {
    MeetBuilder m = two_children();
    Reading next = MeetBuilder::of(ReadingKind::tap, at(3), "");
    next.seq = 1;
    CHECK_FALSE(why_not_now(m.state(), proposed({ReadingTaken{DeviceId{0u}, next}}).front()));
    m.tap(at(5));
    CHECK(why_not_now(m.state(), proposed({ReadingTaken{DeviceId{0u}, next}}).front()) ==
          "device tapper sent readings in between");
    CHECK(why_not_now(m.state(), proposed({ReadingTaken{DeviceId{9u}, next}}).front()));
}

TEST_CASE("A number that the journal never gave out is never applied", "[engine][proposal]") {
    const MeetBuilder m = two_children();
    Runner runner;
    runner.team = TeamId{0u};
    Runner of_nobody = runner;
    of_nobody.team = TeamId{7u};
    const PlanSaved plan{{{"1", {}, "mile", "finish", at(0), {{RunnerId{2u}, 0}}}}};
    for (const FactBody& body : std::vector<FactBody>{
             TeamSaved{TeamId{2u}, {}}, TeamSaved{TeamId::none(), {}}, RunnerSaved{RunnerId{3u}, runner},
             RunnerSaved{RunnerId::none(), runner}, RunnerSaved{RunnerId{0u}, of_nobody}, RunnerSaved{RunnerId{0u}, {}},
             BibBound{"9", RunnerId{2u}, {}}, TagBound{"9", "", RunnerId{2u}, {}}, plan}) {
        CAPTURE(kind_name(body));
        CHECK(why_not_now(m.state(), proposed({body}).front()) == "it names a team or a child that is not there");
    }
    CHECK_FALSE(why_not_now(m.state(), proposed({RunnerSaved{RunnerId{2u}, runner}}).front()));
    CHECK_FALSE(why_not_now(m.state(), proposed({BibBound{"9", RunnerId::none(), {}}}).front()));
}

TEST_CASE("What is a command is never taken as a fact", "[engine][proposal]") {
    const MeetBuilder m = two_children();
    for (const FactBody& body :
         std::vector<FactBody>{RulesSet{}, ReadingQuarantined{}, ReadingVoided{}, FinishInserted{}, StatusSet{},
                               StartSet{}, ChildAccounted{}, HeatMadeOfficial{}, HeatReopened{}, LinksKeyed{},
                               RunnerMoved{RunnerId{0u}, HeatId{0u}, HeatId{1u}, {}}}) {
        CAPTURE(kind_name(body));
        CHECK(why_outdated(m.state(), m.state().seq, proposed({body})));
        CHECK(why_not_now(m.state(), proposed({body}).front()));
    }
}
