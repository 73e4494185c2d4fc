// What each question about the race day comes to, and what stays as it is.

#include "tests/engine/race_day/race_day_meet.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;
using heatline::heats::test::at_minute;
using heatline::heats::test::World;
using race_day::Change;

namespace {

// One band in heats of so many places, a start every 10 minutes from minute 0, teams A, B, … along one row.
heats::PlanInput world(std::int32_t places, std::initializer_list<int> sizes) {
    World world;
    world.input.rules.staging_min = 5;
    world.input.rules.tent_pitch_m = 0;
    world.band("Mile", {1}, places);
    for (const int size : sizes) {
        const auto at = static_cast<std::int32_t>(world.input.teams.size());
        world.team(std::string(1, static_cast<char>('A' + at)), at);
        world.children(1, size);
    }
    return world.input;
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }
bool has(const std::vector<std::string>& lines, const std::string& words) {
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return has(line, words); });
}

}  // namespace

TEST_CASE("A late child joins its team and nobody else moves", "[engine][race_day]") {
    RaceDayMeet m(world(13, {6, 6, 6, 6}));
    const std::string bib = m.late_child("C", 1);
    REQUIRE(m.plan() == "A:6 B:6 | C:6 D:6");

    const auto change = m.change(race_day::Late{{bib}});
    REQUIRE(change.ok());
    REQUIRE(change->moves.size() == 1);
    CHECK(change->moves[0].asked);
    CHECK_FALSE(change->moves[0].from);
    CHECK(change->moves[0].to == m.heat_id("2"));
    CHECK(change->moves[0].leaves == at_minute(5));
    CHECK(change->others_moved == 0);
    CHECK(change->walk_after == change->walk_before);
    CHECK(m.words(*change) == std::vector<std::string>{"bib " + bib + " of C runs in heat 2; leaves the tent at 0:05.",
                                                       "Nobody else moves."});

    CHECK(m.refused(race_day::Late{{bib}}).empty());
    CHECK(m.plan() == "A:6 B:6 | C:7 D:6");
    CHECK(has(m.refused(race_day::Late{{bib}}), "has a heat already"));
}

TEST_CASE("Children who are not named keep their way, with a heat or without", "[engine][race_day]") {
    RaceDayMeet m(world(13, {6, 6, 6, 6}));
    m.late_child("A", 1);
    const std::string bib = m.late_child("C", 1);
    CHECK(m.refused(race_day::Late{{bib}}).empty());
    CHECK(m.plan() == "A:6 B:6 | C:7 D:6");
}

TEST_CASE("When a heat is full the change says who makes room, and who could run alone instead", "[engine][race_day]") {
    RaceDayMeet m(world(12, {7, 5, 6, 3}));
    REQUIRE(m.plan() == "A:7 B:5 | C:6 D:3");
    const std::string bib = m.late_child("A", 1);

    const auto change = m.change(race_day::Late{{bib}});
    REQUIRE(change.ok());
    CHECK(change->others_moved == 5 + 3);
    CHECK(change->fewest);
    REQUIRE(change->offers.size() == 1);
    CHECK(change->offers[0].heat == m.heat_id("2"));
    const auto words = m.words(*change);
    CHECK(has(words, "8 other children move, and there is no way with fewer."));
    CHECK(has(words, "5 children of B go from heat 1 to heat 2; they leave the tent at 0:05 instead of 23:55."));
    CHECK(has(words, "Or bib " + bib + " may run with heat 2 alone, if the family agrees: nobody else moves"));

    SECTION("the offer is taken as a wish of the child") {
        CHECK(m.refused(race_day::ChildTo{bib, "2"}).empty());
        CHECK(m.plan() == "A:7 B:5 | A:1 C:6 D:3");
    }
    SECTION("the change is done as it was shown") {
        CHECK(m.refused(race_day::Late{{bib}}, morning(), change->digest).empty());
        CHECK(m.plan() == "A:8 D:3 | B:5 C:6");
    }
    SECTION("something else than was shown is not done") {
        const std::string before = m.bytes();
        m.late_child("B", 1);
        m.fact(RunnerMoved{RunnerId{20u}, m.heat_id("2"), {}, {}});  // One of D.
        CHECK(has(m.refused(race_day::Late{{bib}}, morning(), change->digest), "look again"));
        m.fact(RunnerMoved{RunnerId{20u}, {}, m.heat_id("2"), {}});
        CHECK(m.bytes() != before);  // The child of D stands elsewhere in the list now.
        CHECK(m.refused(race_day::Late{{bib}}, morning(), m.change(race_day::Late{{bib}})->digest).empty());
    }
}

TEST_CASE("A heat is called when its first team leaves its tent", "[engine][race_day]") {
    heats::PlanInput input = world(13, {6, 6, 6, 6});
    input.rules.tent_pitch_m = 50;  // B stands 50 m off: one minute.
    input.rules.walk_m_per_min = 50;
    RaceDayMeet m(input);
    const std::string bib = m.late_child("A", 1);
    const HeatId first = m.heat_id("1");

    CHECK_FALSE(race_day::is_called(m.day(), first, at_minute(-6) - Millis{1}));
    CHECK(race_day::is_called(m.day(), first, at_minute(-6)));
    CHECK(m.change(race_day::Late{{bib}}, at_minute(-7))->moves[0].to == first);

    SECTION("then a late child of its team goes to another") {
        const auto change = m.change(race_day::Late{{bib}}, at_minute(-6));
        REQUIRE(change.ok());
        CHECK(change->moves[0].to == m.heat_id("2"));
    }
    SECTION("its children stay, whoever asks") {
        const Instant now = at_minute(-5);
        const std::string in_first{m.state().symbols.text(m.state().roster->bib_of(RunnerId{0u}))};
        CHECK(has(m.change(race_day::ChildTo{in_first, "2"}, now).error().sentence, "was called"));
        CHECK(has(m.change(race_day::TeamTo{"A", "1", "2"}, now).error().sentence, "was called"));
        CHECK(has(m.change(race_day::TeamTo{"C", "2", "1"}, now).error().sentence, "was called"));
        const auto late = m.change(race_day::TeamLate{"A", at_minute(20), {}}, now);
        REQUIRE(late.ok());
        CHECK(late->nothing());
        CHECK(late->stuck == std::vector<race_day::Stuck>{{first, 6}});
    }
    SECTION("nobody goes to a heat for which its team would have had to leave by now") {
        const std::string far = m.late_child("D", 1);  // Three minutes off.
        CHECK(m.change(race_day::Late{{far}}, at_minute(1))->moves[0].to == m.heat_id("2"));
        const auto too_late = m.change(race_day::ChildTo{"1018", "1"}, at_minute(-8));
        CHECK(has(too_late.error().sentence, "would have had to leave its tent for heat 1 already"));
        CHECK(has(m.change(race_day::TeamTo{"D", "2", "1"}, at_minute(-8)).error().sentence, "choose a later one"));
        CHECK(m.change(race_day::ChildTo{"1018", "1"}, at_minute(-9)).ok());
    }
    SECTION("during a hold the time of day stands still") {
        m.clock(at_minute(-8));
        (void)m.command(HoldHeats{});
        CHECK_FALSE(race_day::is_called(m.day(), first, at_minute(30)));
    }
    SECTION("a clock of another day calls nobody, a gun does") {
        CHECK_FALSE(race_day::is_called(m.day(), first, at_minute(3 * 24 * 60)));
        m.gun("1", at_minute(0));
        CHECK(race_day::is_called(m.day(), first, at_minute(-60)));
    }
}

TEST_CASE("A team that comes late runs later, from when it has been at its tent", "[engine][race_day]") {
    RaceDayMeet m(world(12, {6, 6, 6, 6}));
    // Leaves its tent five minutes before a start: for heat 2, at minute 5.
    const auto change = m.change(race_day::TeamLate{"A", at_minute(5), {}});
    REQUIRE(change.ok());
    CHECK(change->others_moved == 6);
    CHECK(change->moves.size() == 2);
    CHECK(change->moves[0].asked);
    CHECK(change->moves[0].left == at_minute(-5));
    CHECK(change->moves[0].leaves == at_minute(5));
    CHECK(has(m.change(race_day::TeamLate{"A", at_minute(596), {}}).error().sentence, "it concerns A"));
    CHECK(m.change(race_day::TeamLate{"A", {}, 185})->digest == change->digest);
    CHECK(has(m.change(race_day::TeamLate{"A", {}, {}}).error().sentence, "say when"));
    CHECK(has(m.change(race_day::TeamLate{"Z", at_minute(5), {}}).error().sentence, "there is no team"));
}

TEST_CASE("A team later than all heats gets a new one, and starts after it are later", "[engine][race_day]") {
    heats::PlanInput input = world(12, {6, 6, 6, 6});
    World w{};
    w.input = input;
    w.band("Two", {2}, 12);
    w.children(2, 6);
    RaceDayMeet m(w.input);
    REQUIRE(m.plan() == "A:6 B:6 | C:6 D:6 | D:6");
    const auto change = m.change(race_day::TeamLate{"A", at_minute(10), {}});
    REQUIRE(change.ok());
    REQUIRE(change->added);
    CHECK(change->added->name == "4");
    CHECK(change->added->start == at_minute(20));
    REQUIRE(change->later.size() == 1);
    CHECK(change->later[0].before == at_minute(25));
    CHECK(change->later[0].after == at_minute(35));
    const auto words = m.words(*change);
    CHECK(has(words, "Heat 4 is added at 0:20, in the band Mile."));
    CHECK(has(words, "Heat 3 starts at 0:35 instead of 0:25, and its teams leave their tents 10 minutes later."));

    const std::string before = m.bytes();
    CHECK(m.refused(race_day::TeamLate{"A", at_minute(10), {}}, morning(), change->digest).empty());
    CHECK(m.plan() == "B:6 | C:6 D:6 | D:6 | A:6");
    CHECK(m.refused_undo().empty());
    CHECK(m.plan() == "A:6 B:6 | C:6 D:6 | D:6 | off");
    CHECK(m.bytes() != before);  // The name of the added heat stays, cancelled and empty.
}

TEST_CASE("No new heat starts before its teams can be called to it", "[engine][race_day]") {
    RaceDayMeet m(world(12, {6, 6, 6, 6}));
    const std::string bib = m.late_child("A", 1);
    const auto change = m.change(race_day::Late{{bib}}, at_minute(100));  // Everything was called.
    REQUIRE(change.ok());
    REQUIRE(change->added);
    CHECK(change->added->start == at_minute(106));
    CHECK(change->moves[0].leaves == at_minute(101));
}

TEST_CASE("A team that does not come leaves its places, and is not lost in the ledger", "[engine][race_day]") {
    RaceDayMeet m(world(12, {6, 6, 6, 6}));
    const std::string bib = m.late_child("C", 1);
    const std::string before = m.bytes();
    REQUIRE(m.refused(race_day::TeamAbsent{"D"}).empty());
    CHECK(m.plan() == "A:6 B:6 | C:6");
    CHECK(m.ledger("1018").state == ChildState::dns);
    CHECK(m.ledger("1018").accounted);
    CHECK(m.change(race_day::Late{{bib}})->others_moved == 0);
    CHECK(has(m.refused(race_day::TeamAbsent{"D"}), "no child in a heat"));

    SECTION("it can be taken back") {
        CHECK(m.refused_undo().empty());
        CHECK(m.bytes() == before);
    }
    SECTION("and when it comes after all, it has its heats again") {
        CHECK(m.refused(race_day::TeamLate{"D", at_minute(-60), {}}).empty());
        CHECK(m.plan() == "A:6 B:6 | C:6 D:6");
    }
    SECTION("a child of it who comes by herself is put right by its bib") {
        const auto change = m.change(race_day::Late{{"1018"}});
        REQUIRE(change.ok());
        CHECK(change->stays == std::vector<RunnerId>{m.child("1018")});
        CHECK(m.refused(race_day::Late{{"1018"}}).empty());
        CHECK(m.plan() == "A:6 B:6 | C:6 D:1");
    }
    SECTION("and others make room when its place was taken") {
        CHECK(m.refused(race_day::TeamTo{"B", "1", "2"}).empty());
        REQUIRE(m.plan() == "A:6 | B:6 C:6");
        CHECK(m.refused(race_day::TeamLate{"D", at_minute(-60), {}}).empty());
        CHECK(m.plan() == "A:6 B:6 | C:6 D:6");
    }
}

TEST_CASE("A team with fewer coaches gets heats between which they are back", "[engine][race_day]") {
    heats::PlanInput input = world(12, {6, 6, 6, 6});
    World w{};
    w.input = input;
    w.input.rules.chaperone_ratio = 6;
    w.input.rules.turnaround_min = 21;
    w.input.rules.band_gap_min = 0;
    w.band("Two", {2}, 12);
    for (heats::TeamIndex t = 0; t < 4; ++t) {
        const heats::ChildIndex first = w.children(2, 6);
        for (heats::ChildIndex c = first; c < first + 6; ++c) w.input.children[c].team = t;
        w.input.teams[t].coaches = 2;
    }
    RaceDayMeet m(w.input);
    REQUIRE(m.plan() == "A:6 B:6 | C:6 D:6 | A:6 B:6 | C:6 D:6");
    const std::string before = m.bytes();
    const auto change = m.change(race_day::TeamCoaches{"C", 1});
    REQUIRE(change.ok());
    CHECK(change->others_moved == 6);
    REQUIRE(m.refused(race_day::TeamCoaches{"C", 1}, morning(), change->digest).empty());
    CHECK(m.state().roster->team(TeamId{2u}).coaches == 1);
    CHECK(m.refused_undo().empty());
    CHECK(m.bytes() == before);
    CHECK(has(m.refused(race_day::TeamCoaches{"C", 0}), "1 coach or more"));

    SECTION("what another team lacks already is not this change's to mend") {
        m.team("D", [](Team& t) { t.coaches = 1; });
        CHECK(m.change(race_day::TeamCoaches{"C", 1})->others_moved == 6);
        CHECK(m.change(race_day::TeamCoaches{"A", 3})->moves.empty());
    }
}

TEST_CASE("A child or a team runs where it wishes, and who must makes room", "[engine][race_day]") {
    RaceDayMeet m(world(12, {7, 5, 6, 3}));
    REQUIRE(m.plan() == "A:7 B:5 | C:6 D:3");
    SECTION("a child where there is a place") {
        const auto change = m.change(race_day::ChildTo{"1000", "2"});
        REQUIRE(change.ok());
        CHECK(change->others_moved == 0);
        CHECK(change->walk_after - change->walk_before == 2);  // To A's tent.
        CHECK(m.refused(race_day::ChildTo{"1000", "2"}).empty());
        CHECK(m.plan() == "A:6 B:5 | A:1 C:6 D:3");
        CHECK(has(m.refused(race_day::ChildTo{"1000", "2"}), "is in heat 2 already"));
    }
    SECTION("a team for whom another has to go") {
        const auto change = m.change(race_day::TeamTo{"A", "1", "2"});
        REQUIRE(change.ok());
        CHECK(change->moves[0].children.size() == 7);
        CHECK(change->moves[0].asked);
        CHECK(change->others_moved == 6);
        CHECK(m.refused(race_day::TeamTo{"A", "", "2"}).empty());
        CHECK(m.plan() == "B:5 C:6 | A:7 D:3");
    }
    SECTION("not where its band does not run") {
        CHECK(has(m.refused(race_day::ChildTo{"1000", "9"}), "there is no heat"));
        CHECK(has(m.refused(race_day::ChildTo{"7", "2"}), "is nobody's"));
        CHECK(has(m.refused(race_day::TeamTo{"A", "2", "1"}), "has nobody in heat 2"));
    }
}

TEST_CASE("The children of a cancelled heat run in others", "[engine][race_day]") {
    heats::PlanInput input = world(12, {6, 6, 6, 6});
    input.rules.bands[0].capacity = 24;
    input.rules.bands[0].reserve = 12;
    RaceDayMeet m(input);
    REQUIRE(m.plan() == "A:6 B:6 | C:6 D:6");
    const std::string before = m.bytes();
    SECTION("whether it was cancelled before or not, called or not") {
        if (GENERATE(false, true)) (void)m.command(CancelHeat{"1", false});
        const std::string just_before = m.bytes();
        const auto change = m.change(race_day::Cancel{"1"}, at_minute(-1));
        REQUIRE(change.ok());
        CHECK(change->others_moved == 0);
        CHECK(change->cancels == m.heat_id("1"));
        CHECK(m.refused(race_day::Cancel{"1"}, at_minute(-1), change->digest).empty());
        CHECK(m.plan() == "off | A:6 B:6 C:6 D:6");
        CHECK(has(m.refused(race_day::Cancel{"1"}), "cancelled already"));
        CHECK(m.refused_undo(at_minute(-1), "0000").find("changed again") != std::string::npos);
        CHECK(m.refused_undo(at_minute(-1), change->digest).empty());
        CHECK(m.bytes() == just_before);
    }
    SECTION("but not one that has started") {
        m.gun("1", at_minute(0));
        CHECK(has(m.refused(race_day::Cancel{"1"}), "has started"));
        CHECK(m.bytes() == before);
    }
    SECTION("a late child leaves a heat that was cancelled") {
        (void)m.command(CancelHeat{"1", false});
        CHECK(m.refused(race_day::Late{{"1000"}}).empty());
        CHECK(m.plan() == "A:5 B:6 off | A:1 C:6 D:6");
        CHECK(m.state().heats_of[0] == std::vector<HeatId>{m.heat_id("2")});
    }
}

TEST_CASE("A change is taken back whole, until somebody else has been there", "[engine][race_day]") {
    RaceDayMeet m(world(12, {7, 5, 6, 3}));
    const std::string bib = m.late_child("A", 1);
    const std::string before = m.bytes();
    CHECK(has(m.refused_undo(), "no change of the heats stands"));
    REQUIRE(m.refused(race_day::Late{{bib}}).empty());
    const std::string after = m.bytes();
    SECTION("nobody has") {
        CHECK(m.refused_undo().empty());
        CHECK(m.bytes() == before);
        CHECK(has(m.refused_undo(), "no change of the heats stands"));
    }
    SECTION("a heat of it was called since") {
        CHECK(has(m.refused_undo(at_minute(-1)), "was called since"));
        CHECK(m.bytes() == after);
    }
    SECTION("a child was moved since") {
        (void)m.command(MoveRunner{bib, "1", "2"});
        CHECK(has(m.refused_undo(), "was changed since"));
    }
    SECTION("all heats were delayed since, which stays") {
        (void)m.command(DelayHeats{"1", 10});
        CHECK(m.refused_undo().empty());
        CHECK(m.plan() == "A:7 B:5 | C:6 D:3");
        CHECK(m.state().heats[0].planned == at_minute(10));
        CHECK(m.state().heats[1].planned == at_minute(20));
    }
    SECTION("two changes are taken back in turn, the last first") {
        const std::string two = m.late_child("D", 1);
        const std::string with_two = m.bytes();
        REQUIRE(m.refused(race_day::Late{{two}}).empty());
        CHECK(m.refused_undo().empty());
        CHECK(m.bytes() == with_two);
        CHECK(m.refused_undo().empty());
        CHECK(m.plan() == "A:7 B:5 | C:6 D:3");
    }
    SECTION("a new plan ends what could be taken back") {
        PlanSaved again;
        for (const Heat& heat : m.state().heats)
            again.heats.push_back({heat.name, heat.band, heat.race, "finish", heat.planned, heat.placements});
        m.fact(again);
        CHECK(has(m.refused_undo(), "no change of the heats stands"));
    }
}

TEST_CASE("A child who comes into a heat of lanes gets a lane that is free", "[engine][race_day]") {
    heats::PlanInput input = world(4, {3, 3});
    input.rules.bands[0].lanes = 4;
    RaceDayMeet m(input);
    const std::string bib = m.late_child("A", 1);
    const std::string before = m.bytes();
    REQUIRE(m.refused(race_day::Late{{bib}}).empty());
    for (const Heat& heat : m.state().heats) {
        std::vector<std::int32_t> lanes;
        for (const Placement& placement : heat.placements) lanes.push_back(placement.lane);
        std::sort(lanes.begin(), lanes.end());
        CHECK(std::adjacent_find(lanes.begin(), lanes.end()) == lanes.end());
        CHECK(std::none_of(lanes.begin(), lanes.end(), [](auto lane) { return lane < 1 || lane > 4; }));
    }
    CHECK(m.refused_undo().empty());
    CHECK(m.bytes() == before);
}
