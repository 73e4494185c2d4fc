// Bands of lanes: seeded by mark, the fastest last and in the middle.

#include "engine/heats/lanes.h"
#include "engine/heats/check.h"
#include "engine/heats/plan.h"
#include "tests/engine/heats/world.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::World;

namespace {

// Ten sprinters of two teams in heats of four lanes; child i runs 20 - i seconds, so the last is the fastest.
World sprint() {
    World world;
    world.band("Dash", {1}, 400).lanes = 4;
    for (const char* name : {"Ash", "Birch"}) {
        world.team(name, static_cast<std::int32_t>(world.input.teams.size()));
        world.children(1, 5);
    }
    for (std::size_t c = 0; c < 10; ++c)
        world.input.children[c].seed_time_ms = 20'000 - 1'000 * static_cast<std::int64_t>(c);
    return world;
}

std::vector<std::int32_t> order_of(std::int32_t lanes, std::vector<std::int32_t> given = {}) {
    BandRules band;
    band.lanes = lanes;
    band.lane_order.lanes = std::move(given);
    return lanes_by_preference(band);
}

}  // namespace

TEST_CASE("The best lanes are those in the middle, then outwards", "[engine][heats]") {
    CHECK(order_of(8) == std::vector<std::int32_t>{4, 5, 3, 6, 2, 7, 1, 8});
    CHECK(order_of(5) == std::vector<std::int32_t>{3, 4, 2, 5, 1});
    CHECK(order_of(1) == std::vector<std::int32_t>{1});
    CHECK(order_of(0).empty());
}

TEST_CASE("A band may say which lanes are the best, and the fastest get them", "[engine][heats]") {
    CHECK(order_of(4, {1, 4, 3, 2}) == std::vector<std::int32_t>{1, 4, 3, 2});
    CHECK(order_of(6, {6, 9, 6}) == std::vector<std::int32_t>{6, 3, 4, 2, 5, 1});

    World world = sprint();
    world.input.rules.bands[0].lane_order.lanes = {1, 2, 3, 4};
    const Result<Plan, Infeasible> plan = make_plan(world.input);

    REQUIRE(plan);
    CHECK(plan->heats[2].children == std::vector<ChildIndex>{9, 8, 7, 6});
    CHECK(plan->heats[2].lanes == std::vector<std::int32_t>{1, 2, 3, 4});
}

TEST_CASE("The fastest run together in the last heat, and heats are as even as can be", "[engine][heats]") {
    const World world = sprint();

    const Result<Plan, Infeasible> plan = make_plan(world.input);

    REQUIRE(plan);
    REQUIRE(plan->heats.size() == 3);
    CHECK(plan->heats[0].children == std::vector<ChildIndex>{2, 1, 0});
    CHECK(plan->heats[1].children == std::vector<ChildIndex>{5, 4, 3});
    CHECK(plan->heats[2].children == std::vector<ChildIndex>{9, 8, 7, 6});
    CHECK(plan->heats[2].lanes == std::vector<std::int32_t>{2, 3, 1, 4});
    CHECK(check_heats(world.input, plan->heats).violations.empty());
}

TEST_CASE("Children without a mark run first", "[engine][heats]") {
    World world = sprint();
    world.input.children[9].seed_time_ms.reset();

    const Result<Plan, Infeasible> plan = make_plan(world.input);

    REQUIRE(plan);
    CHECK(plan->heats[0].children == std::vector<ChildIndex>{1, 0, 9});
}

TEST_CASE("Locks come before marks in a band of lanes", "[engine][heats]") {
    World world = sprint();

    SECTION("a child that the roster puts into a heat") {
        world.input.children[9].heat_lock = "1";
        const Result<Plan, Infeasible> plan = make_plan(world.input);
        REQUIRE(plan);
        CHECK(plan->heats[0].children == std::vector<ChildIndex>{9, 1, 0});
        CHECK(check_heats(world.input, plan->heats).violations.empty());
    }
    SECTION("a team that one of the heats must have") {
        world.lock("Birch", "Dash", 1);
        const Result<Plan, Infeasible> plan = make_plan(world.input);
        REQUIRE(plan);
        CHECK(plan->heats[0].children.front() == 5);  // Of Birch's, the one that marks put nearest to the first heat.
        CHECK(check_heats(world.input, plan->heats).violations.empty());
    }
    SECTION("more children than lanes") {
        for (std::size_t c = 0; c < 5; ++c) world.input.children[c].heat_lock = "2";
        const Result<Plan, Infeasible> plan = make_plan(world.input);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().rule == "H8");
        CHECK(plan.error().teams == std::vector<std::string>{"Ash"});
    }
}

TEST_CASE("An assisted sprinter takes the lane of the guide as well", "[engine][heats]") {
    World world = sprint();
    world.input.children[9].assisted = true;
    world.input.children[8].assisted = true;

    const Result<Plan, Infeasible> plan = make_plan(world.input);

    REQUIRE(plan);
    CHECK(plan->heats.size() == 3);
    CHECK(plan->heats[2].children == std::vector<ChildIndex>{9, 8});
    CHECK(check_heats(world.input, plan->heats).violations.empty());
}

TEST_CASE("A team of a band of lanes is neither kept together nor short of coaches", "[engine][heats]") {
    World world = sprint();
    world.input.teams[0].coaches = 0;

    CHECK(make_plan(world.input).ok());
}
