// The day as it goes: delays, holds, heats cancelled and added, a course that is clear.

#include <limits>

#include "engine/base/limits.h"
#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

bool has(const std::string& sentence, const std::string& words) {
    CAPTURE(sentence, words);
    return sentence.find(words) != std::string::npos;
}

Instant minute(std::int64_t m) { return Instant{} + minutes(m); }

// Four heats a quarter of an hour apart, from the 60th minute of the day on: a, b, c, d, a child in each.
struct Morning : MeetBuilder {
    Morning() {
        rules([](MeetRules& r) {
            for (const char* name : {"Grade 1", "Grade 2"}) {
                BandRules band;
                band.name = name;
                band.line = name == std::string{"Grade 2"} ? "far" : "finish";
                r.heats.bands.push_back(band);
            }
            BandRules sprint;
            sprint.name = "Sprint";
            sprint.race = "100 m";
            r.heats.bands.push_back(sprint);
        });
        team("Lincoln");
        PlanSaved plan;
        for (int i = 0; i < 4; ++i) {
            const std::string bib = std::to_string(101 + i);
            plan.heats.push_back({std::string(1, static_cast<char>('a' + i)),
                                  BandId{0u},
                                  "mile",
                                  "finish",
                                  minute(60 + 15 * i),
                                  {{runner("Lincoln", bib), 0}}});
        }
        fact(plan);
    }
    // When each heat is planned, in minutes of the day.
    std::vector<std::int64_t> planned() {
        std::vector<std::int64_t> all;
        for (const auto& heat : snapshot()->heats) all.push_back(heat->planned.us / 60'000'000);
        return all;
    }
    HeatState state_of(const std::string& heat) { return heat_picture(heat)->state; }
};
using Minutes = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("A delay moves the heat and all after it that wait, and negative minutes bring them back",
          "[engine][decide]") {
    Morning m;
    CHECK(m.planned() == Minutes{60, 75, 90, 105});
    CHECK(m.refusal(DelayHeats{"b", 10}).empty());
    CHECK(m.planned() == Minutes{60, 85, 100, 115});
    const auto& moved = std::get<StartsMoved>(m.facts().back().body);
    REQUIRE(moved.heats.size() == 3);
    CHECK(moved.heats[0] == PlannedStart{m.heat_id("b"), minute(85)});

    SECTION("back to where they were, and no further than behind the heat before them") {
        CHECK(m.refusal(DelayHeats{"b", -10}).empty());
        CHECK(m.planned() == Minutes{60, 75, 90, 105});
        CHECK(m.refusal(DelayHeats{"b", -15}) ==
              "heat b would no longer be planned after heat a; bring it forward by fewer minutes");
        CHECK(m.refusal(DelayHeats{"b", -14}).empty());
        CHECK(m.planned() == Minutes{60, 61, 76, 91});
    }
    SECTION("leaving alone what has started or is cancelled") {
        m.gun("c", minute(90));
        CHECK(m.refusal(CancelHeat{"d"}).empty());
        CHECK(m.refusal(DelayHeats{"a", 20}).empty());
        CHECK(m.planned() == Minutes{80, 105, 100, 115});
        CHECK(m.refusal(DelayHeats{"c", 5}) == "heat c has started; name the first heat that waits");
        CHECK(has(m.refusal(DelayHeats{"d", 5}), "heat d is cancelled"));
        // A heat that ran is in nobody's way.
        CHECK(m.refusal(DelayHeats{"b", -10}).empty());
    }
    SECTION("within a day") {
        CHECK(has(m.refusal(DelayHeats{"b", 0}), "0 minutes changes nothing"));
        CHECK(has(m.refusal(DelayHeats{"b", 1'441}), "at most a day"));
        CHECK(has(m.refusal(DelayHeats{"b", std::numeric_limits<std::int64_t>::min()}), "at most a day"));
        CHECK(m.refusal(DelayHeats{"b", 1'440}).empty());
        CHECK(has(m.refusal(DelayHeats{"z", 5}), "no heat \"z\""));
    }
}

TEST_CASE("A delay works no finish out again, and leaves the rows of every heat", "[engine][derive]") {
    Morning m;
    m.gun("a", minute(60));
    m.select("101", minute(68));
    const auto before = m.snapshot();
    CHECK(m.refusal(DelayHeats{"b", 10}).empty());
    const auto after = m.snapshot();
    CHECK(after->heats[0] == before->heats[0]);
    CHECK(after->ledger == before->ledger);
    CHECK(after->grants == before->grants);
    CHECK(after->heats[1]->rows == before->heats[1]->rows);
    CHECK(after->heats[1]->planned == minute(85));
}

TEST_CASE("After a hold, the heats planned since it began move by the minutes it lasted, rounded up",
          "[engine][decide]") {
    Morning m;
    m.gun("b", minute(75));
    const auto ask_at = [&](Instant when, CommandBody body) { return m.clock(when).refusal(std::move(body)); };
    CHECK(ask_at(minute(80), ResumeHeats{}) == "the heats are not held, so there is nothing to resume");
    CHECK(ask_at(minute(80), HoldHeats{}).empty());
    CHECK(m.snapshot()->held_since == minute(80));
    CHECK(ask_at(minute(81), HoldHeats{}) == "the heats are held already; resume ends it");

    SECTION("by whole minutes") {
        CHECK(ask_at(minute(89) + seconds(1), ResumeHeats{}).empty());
        CHECK(m.planned() == Minutes{60, 75, 100, 115});
        CHECK_FALSE(m.snapshot()->held_since);
    }
    SECTION("by the minutes that are given") {
        CHECK(has(ask_at(minute(89), ResumeHeats{-1}), "delay brings them forward"));
        CHECK(has(ask_at(minute(89), ResumeHeats{1'441}), "at most a day"));
        CHECK(ask_at(minute(89), ResumeHeats{30}).empty());
        CHECK(m.planned() == Minutes{60, 75, 120, 135});
    }
    SECTION("not at all when the clock was set back, or when nothing should move") {
        CHECK(ask_at(minute(20), ResumeHeats{}).empty());
        CHECK(m.planned() == Minutes{60, 75, 90, 105});
    }
    SECTION("only when somebody says how far, after more than a day") {
        CHECK(has(ask_at(minute(80 + 1'441), ResumeHeats{}), "say with minutes"));
        CHECK(ask_at(minute(80 + 1'441), ResumeHeats{0}).empty());
    }
    SECTION("and a gun that goes during the hold is heard") {
        m.gun("c", minute(85));
        CHECK(m.state_of("c") == HeatState::running);
        CHECK(ask_at(minute(90), ResumeHeats{}).empty());
        CHECK(m.planned() == Minutes{60, 75, 90, 115});
    }
}

TEST_CASE("A cancelled heat keeps its name and children, and nobody is missed there", "[engine][decide]") {
    Morning m;
    m.seen("103", Where::tent, minute(50));
    for (const char* heat : {"b", "c"}) CHECK(m.refusal(CancelHeat{heat}, "lightning").empty());
    CHECK(m.state_of("b") == HeatState::cancelled);
    CHECK(m.snapshot()->totals.unplaced == 0);
    CHECK(m.refusal(CancelHeat{"b"}) == "heat b is cancelled already");

    SECTION("a child seen nowhere is dns and accounted for, one that was seen must come back") {
        CHECK(m.ledger("102").state == ChildState::dns);
        CHECK(m.ledger("102").accounted);
        CHECK(m.result_status("b", "102") == "dns");
        CHECK(m.ledger("103").state == ChildState::checked_in);
        CHECK_FALSE(m.ledger("103").accounted);
        CHECK(m.result_status("c", "103") == "registered");
        m.seen("103", Where::guardian, minute(95));
        CHECK(m.ledger("103").accounted);
    }
    SECTION("a child that has another heat to run is still waited for") {
        m.move("102", "", "d");
        CHECK(m.ledger("102").state == ChildState::registered);
        CHECK_FALSE(m.ledger("102").accounted);
        CHECK(m.refusal(MoveRunner{"102", "b", ""}).empty());
        CHECK(m.ledger("102").heat == m.heat_id("d"));
    }
    SECTION("children may leave it, and none may come") {
        CHECK(m.refusal(MoveRunner{"101", "a", "b"}) ==
              "heat b is cancelled; take that back first, with cancel-heat and undo");
        CHECK(m.refusal(MoveRunner{"102", "b", "a"}).empty());
        CHECK(has(m.refusal(SetStart{"b", minute(75)}), "heat b is cancelled"));
    }
    SECTION("a gun wins: the children are on the course") {
        const ReadingRef gun = m.gun("c", minute(90));
        CHECK(m.state_of("c") == HeatState::running);
        CHECK(m.ledger("103").state == ChildState::on_course);
        CHECK(m.refusal(MoveRunner{"101", "a", "c"}).empty());
        m.drop(gun);
        CHECK(m.state_of("c") == HeatState::cancelled);
    }
    SECTION("until it is taken back") {
        CHECK(m.refusal(CancelHeat{"b", true}).empty());
        CHECK(m.state_of("b") == HeatState::planned);
        CHECK(m.ledger("102").state == ChildState::registered);
        CHECK(has(m.refusal(CancelHeat{"b", true}), "nothing to take back"));
    }
}

TEST_CASE("A heat that has started cannot be cancelled", "[engine][decide]") {
    Morning m;
    m.gun("a", minute(60));
    CHECK(m.refusal(CancelHeat{"a"}) == "heat a has started; it cannot be cancelled any more");
    m.official("a");
    CHECK(has(m.refusal(CancelHeat{"a"}), "has started"));
}

TEST_CASE("A heat is added empty, in a band, and children come by moves", "[engine][decide]") {
    Morning m;
    CHECK(m.refusal(AddHeat{"late", minute(120), "Grade 2", "", ""}).empty());
    const auto added = m.heat_picture("late");
    CHECK(added->race == "mile");
    CHECK(added->band == BandId{1u});
    CHECK(added->planned == minute(120));
    CHECK(added->placements.empty());
    CHECK(m.refusal(MoveRunner{"104", "d", "late"}).empty());
    m.gun("late", minute(121));
    Reading crossed = MeetBuilder::of(ReadingKind::select, minute(129), "104");
    crossed.line = "far";
    m.reading("notes", crossed);
    CHECK(m.place("late", "104") == 1);

    SECTION("its name its own") {
        CHECK(m.refusal(AddHeat{"a", minute(120), "Grade 1", "", ""}) ==
              "there is a heat \"a\" already; choose another name");
        CHECK(has(m.refusal(AddHeat{"", minute(120), "Grade 1", "", ""}), "heat is empty"));
        CHECK(has(m.refusal(AddHeat{std::string(65, 'x'), minute(120), "Grade 1", "", ""}), "64 bytes"));
    }
    SECTION("of a race that has one band, or one named") {
        CHECK(m.refusal(AddHeat{"e", minute(120), "", "mile", ""}) ==
              "the race \"mile\" has 2 bands; name the band: Grade 1, Grade 2");
        CHECK(m.refusal(AddHeat{"e", minute(120), "", "100 m", ""}).empty());
        CHECK(m.heat_picture("e")->band == BandId{2u});
        CHECK(has(m.refusal(AddHeat{"f", minute(120), "", "marathon", ""}), "no race \"marathon\""));
        CHECK(has(m.refusal(AddHeat{"f", minute(120), "Grade 9", "", ""}), "no band \"Grade 9\""));
        CHECK(has(m.refusal(AddHeat{"f", minute(120), "Grade 1", "100 m", ""}), "is of the race mile, not 100 m"));
    }
    SECTION("at a line that there is, on the meet's day") {
        CHECK(has(m.refusal(AddHeat{"f", minute(120), "Grade 1", "", "moon"}), "no finish line \"moon\""));
        CHECK(m.refusal(AddHeat{"f", minute(120), "Grade 1", "", "far"}).empty());
        CHECK(has(m.refusal(AddHeat{"g", minute(3 * 1'440 + 1), "Grade 1", "", ""}), "off the meet's day"));
        CHECK(has(m.refusal(AddHeat{"g", minute(-1'441), "Grade 1", "", ""}), "off the meet's day"));
    }
}

TEST_CASE("A gun that was heard before its heat was added starts it", "[engine][decide]") {
    Morning m;
    m.gun("late", minute(121));
    CHECK(m.refusal(AddHeat{"late", minute(120), "Grade 1", "", ""}).empty());
    CHECK(m.state_of("late") == HeatState::running);
}

TEST_CASE("A meet holds 5,000 heats", "[engine][decide]") {
    Morning m;
    PlanSaved plan;
    for (std::size_t i = 0; i < limits::kHeatsMax; ++i)
        plan.heats.push_back({std::to_string(i), BandId{0u}, "mile", "finish", minute(60), {}});
    m.fact(plan);
    CHECK(has(m.refusal(AddHeat{"late", minute(120), "Grade 1", "", ""}), "5,000 heats"));
}

TEST_CASE("When the course of a heat is clear, who is on it still is missing", "[engine][decide]") {
    Morning m;
    CHECK(m.refusal(ClearCourse{"a"}) == "heat a has not started; its course cannot be clear yet");
    m.gun("a", minute(60));
    CHECK(m.refusal(ClearCourse{"a"}).empty());
    CHECK(m.heat_picture("a")->course_clear);
    CHECK(m.heat_picture("a")->counts.on_course == 1);
    CHECK(m.refusal(ClearCourse{"a"}) == "the course of heat a is clear already");
    CHECK(m.refusal(ClearCourse{"a", true}).empty());
    CHECK_FALSE(m.heat_picture("a")->course_clear);
    CHECK(has(m.refusal(ClearCourse{"a", true}), "nothing to take back"));
}

TEST_CASE("A child is taken out of its heat by moving it nowhere", "[engine][decide]") {
    Morning m;
    CHECK(m.refusal(MoveRunner{"101", "", ""}) == "name the heat that the child leaves, or the one it goes to");
    CHECK(m.refusal(MoveRunner{"101", "a", ""}).empty());
    CHECK(m.snapshot()->totals.unplaced == 1);
}
