// What a team lacks in coaches, now and before a change.

#include "engine/heats/coaches_lacked.h"
#include "engine/heats/broken_before.h"
#include "tests/engine/heats/planned_day.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::at_minute;
using heatline::heats::test::PlannedDay;
using heatline::heats::test::World;

TEST_CASE("A coach who is out with one heat is missing at the next until the turnaround is over", "[engine][heats]") {
    HeatRules rules;
    rules.chaperone_ratio = 10;
    rules.turnaround_min = 20;
    std::vector<Walked> team;
    walk_to(team, 0, at_minute(0), 8);
    walk_to(team, 0, at_minute(0), 4);  // Two coaches for twelve.
    walk_to(team, 1, at_minute(19), 5);
    CHECK(coaches_lacked(rules, 3, team) == 0);
    CHECK(coaches_lacked(rules, 2, team) == 1);
    CHECK(coaches_lacked(rules, 1, team) == 1 + 2);
    rules.turnaround_min = 19;
    CHECK(coaches_lacked(rules, 2, team) == 0);
}

TEST_CASE("What was broken before a change that is about others stays as it is", "[engine][heats]") {
    PlannedDay day(12, {6, 6, 6});
    World& world = day.world;
    world.input.rules.chaperone_ratio = 6;
    world.input.rules.turnaround_min = 15;
    for (PlanTeam& team : world.input.teams) team.coaches = 0;
    world.input.rules.bands[0].capacity = 10;
    RaceDay now = day.now();
    const BrokenBefore all_to_mend = broken_before(now, moving_groups(now));
    CHECK(all_to_mend.seats == std::vector<std::int64_t>{0, 0});
    CHECK(all_to_mend.coaches == std::vector<std::int64_t>{0, 0, 0});

    now.about = std::vector<TeamIndex>{1};
    const BrokenBefore before = broken_before(now, moving_groups(now));
    CHECK(before.seats == std::vector<std::int64_t>{2, 0});
    CHECK(before.coaches == std::vector<std::int64_t>{1, 0, 1});

    SECTION("a child who comes again had no place until now") {
        now.back.assign(world.input.children.size(), false);
        now.back[day.heats[0].children[0]] = true;
        CHECK(broken_before(now, moving_groups(now)).seats == std::vector<std::int64_t>{1, 0});
    }
}
