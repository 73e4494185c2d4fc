// A day with heats more than it needs: where they stand, who fills them, when they start.

#include "engine/heats/longer_day.h"
#include "tests/engine/heats/world.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::at_minute;
using heatline::heats::test::World;

namespace {

DayHeat heat_of(std::size_t band, std::initializer_list<TeamIndex> teams, std::int32_t pin = 0) {
    DayHeat heat{band, {}};
    for (const TeamIndex t : teams) {
        Item item;
        item.team = t;
        item.pin = pin;
        heat.group.items.push_back(item);
    }
    return heat;
}

std::vector<std::vector<TeamIndex>> teams_of(const std::vector<DayHeat>& day) {
    std::vector<std::vector<TeamIndex>> teams;
    for (const DayHeat& heat : day) {
        teams.emplace_back();
        for (const Item& item : heat.group.items) teams.back().push_back(item.team);
    }
    return teams;
}

World two_bands() {
    World world;
    world.band("A", {}, 10);
    world.band("B", {}, 10);
    return world;
}

using Teams = std::vector<std::vector<TeamIndex>>;

}  // namespace

TEST_CASE("A heat more stands last in its band and gets the last item of the fullest heat", "[engine][heats]") {
    const World world = two_bands();
    const std::vector<DayHeat> base{heat_of(0, {0, 1}), heat_of(0, {2, 3, 4}), heat_of(1, {0, 1, 2, 3})};

    const auto longer = longer_day(world.input.rules, base, {{0, 1}});

    REQUIRE(longer);
    CHECK(teams_of(longer->day) == Teams{{0, 1}, {2, 3}, {4}, {0, 1, 2, 3}});
    CHECK(longer->day[2].band == 0);
    CHECK(longer->starts == start_times(world.input.rules, {0, 0, 0, 1}));
    CHECK(longer->filled);
}

TEST_CASE("A heat more is empty where nobody can be spared", "[engine][heats]") {
    const World world = two_bands();
    const std::vector<DayHeat> base{heat_of(0, {0}), heat_of(0, {1, 2}, 2), heat_of(1, {0})};

    const auto longer = longer_day(world.input.rules, base, {{0, 1}});

    REQUIRE(longer);
    CHECK(teams_of(longer->day) == Teams{{0}, {1, 2}, {}, {0}});
    CHECK_FALSE(longer->filled);
}

TEST_CASE("A day is as long as latest_start lets it be", "[engine][heats]") {
    World world = two_bands();
    const std::vector<DayHeat> base{heat_of(0, {0, 1, 2}), heat_of(1, {0})};
    world.input.rules.latest_start = start_times(world.input.rules, {0, 0, 1}).back();

    CHECK(longer_day(world.input.rules, base, {{0, 1}}));
    CHECK_FALSE(longer_day(world.input.rules, base, {{0, 2}}));
    CHECK_FALSE(longer_day(world.input.rules, base, {{0, 1}, {1, 1}}));
}
