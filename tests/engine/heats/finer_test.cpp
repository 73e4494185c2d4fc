// Oversize units cut further than their size asks for, where locks cannot be kept otherwise.

#include "engine/heats/finer.h"
#include "engine/heats/locks.h"
#include "tests/engine/heats/world.h"

#include <catch2/catch.hpp>
#include <set>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::draw;
using heatline::heats::test::World;

namespace {

// Heats of four; P has six children and Q three. Items are made by hand.
struct Band {
    World world;
    std::vector<std::int64_t> positions{0, 1};
    std::vector<ChildIndex> children;
    std::vector<Item> items;

    Band() {
        world.band("A", {1}, 4);
        world.team("P", 0);
        world.children(1, 6);
        world.team("Q", 1);
        world.children(1, 3);
        for (ChildIndex c = 0; c < 9; ++c) children.push_back(c);
    }

    BandTask task() const { return {.input = world.input, .positions = positions, .band = 0, .children = children}; }

    void item(TeamIndex team, std::vector<ChildIndex> of, std::int32_t pin) {
        Item made;
        made.team = team;
        made.position = team;
        made.seats = static_cast<std::int64_t>(of.size());
        made.pin = pin;
        made.children = std::move(of);
        items.push_back(std::move(made));
    }

    std::int64_t seats_at(std::int32_t pin) const {
        std::int64_t seats = 0;
        for (const Item& i : items) seats += i.pin == pin ? i.seats : 0;
        return seats;
    }

    // Every child is in one item, and each item counts its own.
    void check_whole() const {
        std::multiset<ChildIndex> all;
        for (const Item& i : items) {
            CHECK_FALSE(i.children.empty());
            CHECK(i.seats == static_cast<std::int64_t>(i.children.size()));
            for (const ChildIndex c : i.children) CHECK(world.input.children[c].team == i.team);
            all.insert(i.children.begin(), i.children.end());
        }
        CHECK(all == std::multiset<ChildIndex>(children.begin(), children.end()));
    }
};

}  // namespace

TEST_CASE("A locked piece leaves to another piece whom its heat cannot hold", "[engine][heats]") {
    Band band;
    band.item(0, {0, 1, 2}, 0);
    band.item(0, {3, 4, 5}, 1);
    band.item(1, {6, 7, 8}, 1);

    SECTION("and the free piece takes those for whom it has room") {
        band.world.input.rules.bands[0].capacity = 5;
        cut_for_locks(band.task(), band.items);
        CHECK(band.items.size() == 3);
        CHECK(band.items[0].seats == 4);
        CHECK(band.seats_at(1) == 5);
    }
    SECTION("who are a piece of their own where no other has room for all") {
        cut_for_locks(band.task(), band.items);
        CHECK(band.items.size() == 4);
        CHECK(band.items.back().seats == 2);
        CHECK(band.items.back().pin == 0);
        CHECK(band.seats_at(1) == 4);
    }
    SECTION("but nobody whom the roster locks to that heat") {
        for (const ChildIndex c : {3U, 4U, 5U}) band.world.input.children[c].heat_lock = "1";
        cut_for_locks(band.task(), band.items);
        CHECK(band.items.size() == 3);
        CHECK(band.seats_at(1) == 6);
    }
    band.check_whole();
}

TEST_CASE("A unit that fits one heat is not cut for a lock", "[engine][heats]") {
    Band band;
    band.item(0, {0, 1, 2, 3, 4, 5}, 1);
    band.item(1, {6, 7, 8}, 3);

    cut_for_locks(band.task(), band.items);

    CHECK(band.items.size() == 2);
    band.check_whole();
}

TEST_CASE("A lock on a heat beyond the pieces cuts single children off until there are pieces enough",
          "[engine][heats]") {
    Band band;
    band.item(0, {0, 1, 2, 3}, 0);
    band.item(0, {4, 5}, 5);
    band.item(1, {6, 7, 8}, 0);

    cut_for_locks(band.task(), band.items);

    CHECK(band.items.size() == 5);
    CHECK(band.seats_at(5) > 0);
    band.check_whole();
}

TEST_CASE("One child at the least stays in every piece, and the largest gives first", "[engine][heats]") {
    Band band;
    band.item(0, {0, 1, 2, 3}, 2);
    band.item(0, {4, 5}, 1);
    std::vector<Item> pieces = band.items;

    for (int i = 0; i < 4; ++i) {
        const std::size_t first = pieces[0].children.size(), second = pieces[1].children.size();
        const std::optional<Item> one = take_one_out(band.task(), pieces);
        REQUIRE(one);
        CHECK(one->pin == 0);
        CHECK(one->seats == 1);
        CHECK((first >= second ? pieces[0].children.size() + 1 == first : pieces[1].children.size() + 1 == second));
    }
    CHECK_FALSE(take_one_out(band.task(), pieces));
    CHECK(pieces[0].children.size() == 1);
    CHECK(pieces[1].children.size() == 1);
}

TEST_CASE("Locks of a team too large for one heat are kept where finer pieces can keep them",
          "[engine][heats][property]") {
    int kept = 0, refused = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        std::mt19937_64 random(seed);
        const int places = draw(random, 2, 5), large = draw(random, places + 1, 3 * places),
                  small = draw(random, 1, places), heat = draw(random, 1, 4);
        World world;
        world.band("A", {1}, places);
        world.team("P", 0);
        world.children(1, large);
        world.team("Q", 1);
        world.children(1, small);
        world.lock("P", "A", heat);
        world.lock("Q", "A", heat);

        const auto plan = make_plan(world.input);

        // One child of P beside all of Q; the others of P can fill the heats before.
        const bool can = small < places && large - 1 >= heat - 1;
        CHECK(static_cast<bool>(plan) == can);
        ++(plan ? kept : refused);
        if (!plan) continue;
        const auto here = world.input;
        REQUIRE(plan->heats.size() >= static_cast<std::size_t>(heat));
        int of_p = 0, of_q = 0;
        for (const ChildIndex c : plan->heats[static_cast<std::size_t>(heat) - 1].children)
            ++(here.children[c].team == 0 ? of_p : of_q);
        CHECK(of_p > 0);
        CHECK(of_q == small);
    }
    CHECK(kept > 50);
    CHECK(refused > 20);
}
