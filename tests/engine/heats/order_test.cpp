// Starts of a day, and the order of heats that lets coaches come back in time.

#include "engine/heats/order.h"
#include "tests/engine/heats/world.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::at_minute;
using heatline::heats::test::World;

namespace {

Group group_of(std::initializer_list<TeamIndex> teams, std::int32_t pin = 0) {
    Group group;
    group.pin = pin;
    for (const TeamIndex t : teams) {
        Item item;
        item.team = t;
        item.children = {0, 1, 2};
        group.items.push_back(item);
    }
    return group;
}

std::vector<TeamIndex> first_teams(const std::vector<DayHeat>& day) {
    std::vector<TeamIndex> teams;
    for (const DayHeat& heat : day) teams.push_back(heat.group.items.front().team);
    return teams;
}

}  // namespace

TEST_CASE("A start waits for the interval, for the gap between bands and for the band's earliest", "[engine][heats]") {
    World world;
    world.band("A", {}, 10);
    world.band("B", {}, 10).interval_min = 7;
    world.band("C", {}, 10).earliest = at_minute(60);

    CHECK(start_times(world.input.rules, {0, 0, 1, 1, 2}) ==
          std::vector<Instant>{at_minute(0), at_minute(10), at_minute(25), at_minute(32), at_minute(60)});
    CHECK(start_times(world.input.rules, {}).empty());
}

TEST_CASE("Heats change places until no team lacks a coach, and pinned heats stay", "[engine][heats]") {
    World world;  // One coach a team; a coach is away for 20 minutes; starts every 10.
    world.band("A", {}, 10);
    for (const char* name : {"Ash", "Birch", "Cedar", "Dogwood"}) {
        world.team(name, static_cast<std::int32_t>(world.input.teams.size())).coaches = 1;
    }
    std::vector<DayHeat> day{{0, group_of({0})}, {0, group_of({0})}, {0, group_of({1}, 3)}, {0, group_of({2})}};
    const std::vector<Instant> starts = start_times(world.input.rules, {0, 0, 0, 0});

    CHECK(settle_coaches(world.input, day, starts).empty());

    const std::vector<TeamIndex> order = first_teams(day);
    CHECK(order[2] == 1);
    CHECK(order[3] != order[1]);
    CHECK(order != std::vector<TeamIndex>{0, 0, 1, 2});
}

TEST_CASE("A team that no order can help is named", "[engine][heats]") {
    World world;
    world.band("A", {}, 10);
    world.team("Ash", 0).coaches = 1;
    world.team("Birch", 1);
    std::vector<DayHeat> day{{0, group_of({0, 1})}, {0, group_of({0, 1})}};

    CHECK(settle_coaches(world.input, day, start_times(world.input.rules, {0, 0})) == std::vector<TeamIndex>{0});
}
