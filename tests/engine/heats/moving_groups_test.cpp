// How the groups that move as a whole are found from a day.

#include "engine/heats/moving_groups.h"
#include "tests/engine/heats/planned_day.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::at_minute;
using heatline::heats::test::PlannedDay;

namespace {

// "A:3@0 B:2@1 late C:1@-": each group with its children and its heat now, in order.
std::string told(const PlannedDay& day, const MovingGroups& found) {
    std::string text;
    for (const MovingGroup& group : found.groups) {
        if (!text.empty()) text += " ";
        if (group.home == kNoHeat) text += "late ";
        text += day.world.input.teams[group.team].name + ":" + std::to_string(group.children) + "@";
        text += group.heat == kNoHeat ? "-" : std::to_string(group.heat);
        if (group.fixed) text += "!";
    }
    return text;
}

ChildIndex add_late(PlannedDay& day, TeamIndex team) {
    const ChildIndex c = day.world.children(1, 1);
    day.world.input.children[c].team = team;
    return c;
}

}  // namespace

TEST_CASE("The children of a team in a heat are one group, wherever they stand in its list", "[engine][heats]") {
    PlannedDay day(12, {6, 6, 6});
    REQUIRE(day.planned() == "A:6 B:6 | C:6");
    std::swap(day.heats[0].children[2], day.heats[0].children[8]);

    const MovingGroups found = moving_groups(day.now());

    CHECK(told(day, found) == "A:6@0 B:6@0 C:6@1");
    CHECK(found.groups[0].cost == 6);
    const auto a = found.children_of(found.groups[0]);
    CHECK(std::all_of(a.begin(), a.end(), [&](ChildIndex c) { return day.world.input.children[c].team == 0; }));
    CHECK(found.children_of(found.groups[2]).size() == 6);
}

TEST_CASE("Who does not come is in no group, and late children of a team are one", "[engine][heats]") {
    PlannedDay day(12, {6, 6, 6});
    add_late(day, 2);
    add_late(day, 0);
    add_late(day, 2);
    day.absent.assign(day.world.input.children.size(), false);
    day.absent[day.heats[0].children[1]] = true;
    CHECK(told(day, moving_groups(day.now())) == "A:5@0 B:6@0 C:6@1 late A:1@- late C:2@-");

    SECTION("of whom only those asked about are looked at") {
        RaceDay now = day.now();
        now.late = std::vector<ChildIndex>{18};
        CHECK(told(day, moving_groups(now)) == "A:5@0 B:6@0 C:6@1 late C:1@-");
    }
}

TEST_CASE("Who cannot run in its heat is without one and costs nothing to move", "[engine][heats]") {
    PlannedDay day(12, {6, 6, 6});
    SECTION("as the heat is cancelled") {
        day.cancelled = {true, false};
        const MovingGroups found = moving_groups(day.now());
        CHECK(told(day, found) == "A:6@- B:6@- C:6@1");
        CHECK(found.groups[0].cost == 0);
    }
    SECTION("as the team comes later") {
        day.not_before = {std::nullopt, at_minute(5), at_minute(5)};
        CHECK(told(day, moving_groups(day.now())) == "A:6@0 B:6@- C:6@1");
    }
}

TEST_CASE("Who was called, keeps a lock or wishes for a heat stays", "[engine][heats]") {
    PlannedDay day(12, {6, 6, 6});
    SECTION("called") {
        day.called = {true};
        CHECK(told(day, moving_groups(day.now())) == "A:6@0! B:6@0! C:6@1");
    }
    SECTION("locked by the rules where the lock holds") {
        day.world.lock("B", "Mile", 1);
        day.world.lock("C", "Mile", 1);
        CHECK(told(day, moving_groups(day.now())) == "A:6@0 B:6@0! C:6@1");
    }
    SECTION("locked by the roster") {
        day.world.input.children[3].heat_lock = "1";
        CHECK(told(day, moving_groups(day.now())) == "A:6@0! B:6@0 C:6@1");
    }
    SECTION("wished") {
        RaceDay now = day.now();
        now.wishes = {{day.heats[0].children[0], 1}};
        CHECK(told(day, moving_groups(now)) == "A:1@1! A:5@0 B:6@0 C:6@1");
    }
}

TEST_CASE("In a band of lanes each child is a group", "[engine][heats]") {
    PlannedDay day(12, {2, 1});
    day.world.input.rules.bands[0].lanes = 6;
    CHECK(told(day, moving_groups(day.now())) == "A:1@0 A:1@0 B:1@0");
}
