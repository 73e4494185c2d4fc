// The judge finds each broken rule: good heats are spoilt by hand in one way at a time.

#include "engine/heats/check.h"
#include "tests/engine/heats/world.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::at_minute;
using heatline::heats::test::World;

namespace {

std::vector<std::string> broken(const World& world, const std::vector<PlannedHeatOut>& heats) {
    std::vector<std::string> rules;
    for (const Violation& v : check_heats(world.input, heats).violations) {
        if (rules.empty() || rules.back() != v.rule) rules.push_back(v.rule);
    }
    return rules;
}

}  // namespace

TEST_CASE("Heats spoilt in one way break the rule that speaks of it", "[engine][heats]") {
    World world;
    world.input.rules.chaperone_ratio = 4;
    world.band("Mile 1", {1}, 8);
    world.band("Mile 2", {2}, 8);
    world.team("Ash", 0).coaches = 2;
    world.children(1, 4);  // 0 to 3
    world.children(2, 4);  // 4 to 7
    world.team("Birch", 5).coaches = 2;
    world.children(1, 4);  // 8 to 11
    std::vector<PlannedHeatOut> heats{
        {BandId{0u}, "mile", "finish", at_minute(0), {0, 1, 2, 3, 8, 9, 10, 11}, {}},
        {BandId{1u}, "mile", "finish", at_minute(15), {4, 5, 6, 7}, {}},
    };
    REQUIRE(broken(world, heats).empty());
    CHECK(check_heats(world.input, heats).figures == CheckedFigures{2, 5, 0, 16, 15, 15});
    using Rules = std::vector<std::string>;

    SECTION("a child left out") {
        heats[0].children.pop_back();
        CHECK(broken(world, heats) == Rules{"H1"});
    }
    SECTION("a child twice") {
        heats[1].children.push_back(7);
        CHECK(broken(world, heats).front() == "H1");
    }
    SECTION("a child who does not exist") {
        heats[1].children.push_back(99);
        CHECK(broken(world, heats) == Rules{"H1"});
    }
    SECTION("a child of another band") {
        heats[0].children.push_back(7);
        CHECK(broken(world, heats).front() == "H2");
    }
    SECTION("bands in the wrong order") {
        std::swap(heats[0], heats[1]);
        heats[0].start = at_minute(0);
        heats[1].start = at_minute(15);
        CHECK(broken(world, heats) == Rules{"H3"});
    }
    SECTION("more children than places") {
        world.input.rules.bands[0].reserve = 1;
        CHECK(broken(world, heats) == Rules{"H4"});
        CHECK(check_heats(world.input, heats, true).violations.empty());
    }
    SECTION("more assisted children than helpers") {
        world.input.rules.max_assisted = 1;
        world.input.rules.assist_seats = 1;
        world.input.children[4].assisted = world.input.children[5].assisted = true;
        CHECK(broken(world, heats) == Rules{"H4"});
    }
    SECTION("a unit split though it fits") {
        heats.insert(heats.begin() + 1, {BandId{0u}, "mile", "finish", at_minute(10), {11}, {}});
        heats[0].children.pop_back();
        heats[2].start = at_minute(25);
        CHECK(broken(world, heats) == Rules{"H5"});
    }
    SECTION("a start after the latest") {
        world.input.rules.latest_start = at_minute(14);
        CHECK(broken(world, heats) == Rules{"H6"});
    }
    SECTION("a start that the rules do not give") {
        heats[1].start = at_minute(16);
        CHECK(broken(world, heats) == Rules{"H6"});
    }
    SECTION("coaches who are not back") {
        world.input.teams[0].coaches = 1;
        CHECK(broken(world, heats) == Rules{"H7"});
        world.input.rules.turnaround_min = 15;  // Back at the very moment of the second start.
        CHECK(broken(world, heats).empty());
    }
    SECTION("a lock that is not kept") {
        world.lock("Birch", "Mile 2", 1);
        CHECK(broken(world, heats) == Rules{"H8"});
    }
    SECTION("a heat of the roster that is not kept") {
        world.input.children[4].heat_lock = "1";
        CHECK(broken(world, heats) == Rules{"H8"});
    }
}
