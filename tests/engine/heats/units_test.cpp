// Which band a child runs in, and how a unit too large for a heat is cut.

#include "engine/heats/units.h"
#include "tests/engine/heats/world.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::World;

namespace {

std::vector<ChildIndex> all(const World& world) {
    std::vector<ChildIndex> children(world.input.children.size());
    for (std::size_t i = 0; i < children.size(); ++i) children[i] = static_cast<ChildIndex>(i);
    return children;
}

}  // namespace

TEST_CASE("A child belongs to the first band of its race that takes grade or age and gender", "[engine][heats]") {
    World world;
    world.band("Girls 1", {1}, 10).gender = BandGender::F;
    world.band("All 1-2", {1, 2}, 10);
    world.band("Age 12", {}, 10).ages = {12};
    world.band("Dash", {}, 10).race = "dash";
    PlanChild child;
    child.grade = heats::test::grade(1);

    child.gender = Gender::F;
    CHECK(band_for(world.input.rules, child, "") == 0);
    child.gender = Gender::X;
    CHECK(band_for(world.input.rules, child, "") == 1);
    CHECK(band_for(world.input.rules, child, " DASH ") == 3);
    child.grade = heats::test::grade(9);
    CHECK_FALSE(band_for(world.input.rules, child, "mile"));
    child.age = 12;
    CHECK(band_for(world.input.rules, child, "mile") == 2);
    CHECK_FALSE(band_for(world.input.rules, child, "relay"));
}

TEST_CASE("A child in two races has an entry in each, and one that no band takes is told why", "[engine][heats]") {
    World world;
    world.band("Mile", {1}, 10);
    world.band("Dash", {1, 2}, 10).race = "dash";
    world.team("Ash", 0);
    world.children(1, 1);
    world.input.children[0].races = {"mile", "dash", "Mile"};
    world.children(2, 1);
    world.input.children[1].races = {"mile"};
    world.children(2, 1);
    world.input.children[2].grade = Grade::unknown();

    const Entries entries = sort_into_bands(world.input, all(world));

    CHECK(entries.by_band[0] == std::vector<ChildIndex>{0});
    CHECK(entries.by_band[1] == std::vector<ChildIndex>{0});
    REQUIRE(entries.unplaced.size() == 2);
    CHECK(entries.unplaced[0].race == "mile");
    CHECK(entries.unplaced[0].reason ==
          "no band takes a child of this grade, age and gender; add one or correct the child");
    CHECK(entries.unplaced[1].reason == "no grade; give the child a grade");
}

TEST_CASE("Bibs that are numbers stand in the order of numbers, before all others", "[engine][heats]") {
    CHECK(key_before("999", "1001"));
    CHECK(key_before("0999", "1001"));
    CHECK(key_before("1001", "A1"));
    CHECK_FALSE(key_before("A1", "1001"));
    CHECK_FALSE(key_before("7", "7"));
}

TEST_CASE("A unit too large for a heat becomes full pieces and one remainder", "[engine][heats]") {
    World world;
    world.team("Ash", 4);
    world.children(1, 3, true);
    world.children(1, 20);

    const std::vector<Item> pieces = cut_unit(world.input, all(world), 4, {10, 2, 2}, 0);

    REQUIRE(pieces.size() == 3);
    CHECK(pieces[0].seats == 10);
    CHECK(pieces[0].assisted == 2);
    CHECK(pieces[0].own_heat);
    CHECK(pieces[1].seats == 10);
    CHECK(pieces[1].assisted == 1);
    CHECK(pieces[2].seats == 6);
    CHECK_FALSE(pieces[2].own_heat);
    std::set<ChildIndex> seen;
    for (const Item& piece : pieces) seen.insert(piece.children.begin(), piece.children.end());
    CHECK(seen.size() == 23);
}

TEST_CASE("Cutting a unit keeps siblings together where the sizes allow", "[engine][heats]") {
    World world;
    world.team("Ash", 0);
    world.children(1, 15);
    for (const ChildIndex c : {8u, 9u, 10u, 11u}) world.input.children[c].family = "Ito";
    for (const ChildIndex c : {0u, 14u}) world.input.children[c].family = "Vega";

    for (const Item& piece : cut_unit(world.input, all(world), 0, {10, 8, 2}, 0)) {
        const auto siblings = [&](const char* family) {
            return std::count_if(piece.children.begin(), piece.children.end(),
                                 [&](ChildIndex c) { return world.input.children[c].family == family; });
        };
        CHECK((siblings("Ito") == 0 || siblings("Ito") == 4));
        CHECK((siblings("Vega") == 0 || siblings("Vega") == 2));
    }
}

TEST_CASE("Full pieces are rounded down to whole groups of children when that takes no more pieces",
          "[engine][heats]") {
    World world;
    world.team("Ash", 0);
    world.children(1, 56);

    const std::vector<Item> pieces = cut_unit(world.input, all(world), 0, {50, 8, 2}, 20);

    REQUIRE(pieces.size() == 2);
    CHECK(pieces[0].children.size() == 40);
    CHECK(pieces[1].children.size() == 16);
}
