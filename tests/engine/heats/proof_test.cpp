// What is proven about a band, against everything that could be done with it, tried one by one.

#include "engine/heats/proof.h"
#include "engine/heats/bound.h"
#include "engine/heats/fewest_heats.h"
#include "engine/heats/search.h"
#include "tests/engine/heats/world.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <random>

using namespace heatline::heats;
using heatline::heats::test::draw;

namespace {

constexpr std::int64_t kNone = -1;

// The least span of any grouping into at most `heats` heats; kNone when there is no grouping.
std::int64_t least_span(const PackProblem& problem, std::int64_t heats) {
    std::int64_t best = kNone;
    Grouping groups;
    const std::function<void(std::uint32_t)> place = [&](std::uint32_t next) {
        if (next == problem.items.size()) {
            if (!holds(problem, groups)) return;
            const std::int64_t span = cost_of(problem, groups).span;
            if (best == kNone || span < best) best = span;
            return;
        }
        for (std::size_t h = 0; h < groups.size(); ++h) {
            groups[h].push_back(next);
            place(next + 1);
            groups[h].pop_back();
        }
        if (static_cast<std::int64_t>(groups.size()) == heats) return;
        groups.push_back({next});
        place(next + 1);
        groups.pop_back();
    };
    place(0);
    return best;
}

PackProblem random_problem(std::mt19937_64& random, int items_max) {
    PackProblem problem{.items = {}, .places = draw(random, 8, 16), .assisted = draw(random, 1, 3)};
    const int n = draw(random, 2, items_max);
    std::vector<std::int64_t> positions;
    for (int i = 0; i < n; ++i) positions.push_back(draw(random, 0, 30));
    std::sort(positions.begin(), positions.end());
    const bool pins = draw(random, 0, 3) == 0;
    for (const std::int64_t p : positions) {
        problem.items.push_back(
            {p, p, draw(random, 1, 8), draw(random, 0, 4) == 0 ? 1 : 0, pins && draw(random, 0, 2) == 0});
    }
    return problem;
}

}  // namespace

TEST_CASE("The proof finds the least walking for every number of heats, or says that there is none",
          "[engine][heats][property]") {
    const auto seed = GENERATE(take(200, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const PackProblem problem = random_problem(random, 8);
    for (std::int64_t heats = 1; heats <= static_cast<std::int64_t>(problem.items.size()); ++heats) {
        CAPTURE(heats);
        const std::int64_t least = least_span(problem, heats);

        const Proof proof = prove(problem, {.heats = heats, .known = {}, .work = 1'000'000'000});

        REQUIRE(proof.impossible == (least == kNone));
        if (least == kNone) continue;
        CHECK(proof.span_bound == least);
        REQUIRE(proof.packing);
        CHECK(holds(problem, *proof.packing));
        CHECK(static_cast<std::int64_t>(proof.packing->size()) <= heats);
        CHECK(cost_of(problem, *proof.packing).span == least);
    }
}

TEST_CASE("A proof that is cut short claims nothing that is not so", "[engine][heats][property]") {
    const auto seed = GENERATE(take(200, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const PackProblem problem = random_problem(random, 8);
    const std::int64_t heats = draw(random, 1, static_cast<int>(problem.items.size()));
    const std::int64_t least = least_span(problem, heats);

    const Proof proof = prove(problem, {.heats = heats, .known = {}, .work = draw(random, 1, 20'000)});

    if (proof.impossible) CHECK(least == kNone);
    if (least != kNone) CHECK(proof.span_bound <= least);
    if (proof.packing) CHECK(holds(problem, *proof.packing));
}

TEST_CASE("A bound from prices holds whatever the prices are", "[engine][heats][property]") {
    const auto seed = GENERATE(take(200, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const PackProblem problem = random_problem(random, 8);
    const std::int64_t heats = draw(random, 1, static_cast<int>(problem.items.size()));
    const std::int64_t least = least_span(problem, heats);
    if (least == kNone) return;
    Prices prices;
    for (std::size_t i = 0; i < problem.items.size(); ++i) prices.items.push_back(draw(random, -4, 12) * kUnit / 3);
    prices.heat = -draw(random, 0, 20) * kUnit / 7;

    Knapsack knapsack(problem, problem.places - (heats * problem.places - problem.seats()));

    CHECK(whole_tents(scaled_bound(prices, heats, knapsack.run(prices))) <= least);
}

TEST_CASE("The search finds what the proof proves on small bands", "[engine][heats][property]") {
    int equal = 0;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        std::mt19937_64 random(seed);
        const PackProblem problem = random_problem(random, 12);
        const auto heats = static_cast<std::int64_t>(first_fit(problem, false).size());
        const Proof proof = prove(problem, {.heats = heats, .known = {}, .work = 1'000'000'000});
        REQUIRE(proof.packing);
        const auto found = search(problem, {.heats = heats, .moves = 40'000, .known = {}});
        if (found && cost_of(problem, *found).span == cost_of(problem, *proof.packing).span) ++equal;
    }
    CHECK(equal >= 25);
}

namespace {

// The least span when units may be cut in all ways that make no more pieces than need be. Children are alike.
std::int64_t least_span_with_cuts(const std::vector<UnitSize>& units, const HeatSize& size, std::int64_t heats) {
    struct Heat {
        std::int64_t seats = 0, assisted = 0, low = 0, high = 0;
        bool used = false;
    };
    std::vector<Heat> day(static_cast<std::size_t>(heats));
    std::int64_t best = kNone;
    std::function<void(std::size_t)> unit;
    // Puts what is left of a unit into heats from `from` on, in `pieces` pieces.
    const std::function<void(std::size_t, std::size_t, std::int64_t, std::int64_t)> cut =
        [&](std::size_t u, std::size_t from, std::int64_t left, std::int64_t pieces) {
            if (left == 0) {
                unit(u + 1);
                return;
            }
            if (pieces == 0) return;
            for (std::size_t h = from; h < day.size(); ++h) {
                const Heat before = day[h];
                for (std::int64_t n = pieces == 1 ? left : 1; n <= left; ++n) {
                    if (before.seats + n > size.places) break;
                    day[h].seats = before.seats + n;
                    day[h].low = before.used ? std::min(before.low, units[u].position) : units[u].position;
                    day[h].high = before.used ? std::max(before.high, units[u].position) : units[u].position;
                    day[h].used = true;
                    cut(u, h + 1, left - n, pieces - 1);
                }
                day[h] = before;
            }
        };
    unit = [&](std::size_t u) {
        if (u == units.size()) {
            std::int64_t span = 0;
            for (const Heat& heat : day) span += heat.high - heat.low;
            if (best == kNone || span < best) best = span;
            return;
        }
        cut(u, 0, units[u].seats, heats_needed(units[u].seats, 0, size));
    };
    unit(0);
    return best;
}

}  // namespace

TEST_CASE("No way to cut large teams into as few pieces walks less than the bound says", "[engine][heats][property]") {
    const auto seed = GENERATE(take(60, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    test::World world;
    world.band("Mile", {1}, draw(random, 4, 6));
    const int teams = draw(random, 2, 5);
    std::vector<UnitSize> units;
    std::vector<Item> items;
    const HeatSize size = heat_size(world.input.rules, world.input.rules.bands[0]);
    std::int64_t position = 0;
    for (int t = 0; t < teams; ++t) {
        position += draw(random, 0, 9);
        world.team("Team " + std::to_string(t), static_cast<std::int32_t>(position));
        const int count = draw(random, 0, 3) == 0 ? draw(random, 5, 11) : draw(random, 1, 4);
        const ChildIndex first = world.children(1, count);
        std::vector<ChildIndex> children;
        for (int i = 0; i < count; ++i) children.push_back(first + static_cast<ChildIndex>(i));
        units.push_back({static_cast<TeamIndex>(t), position, count, 0});
        for (const Item& item : cut_unit(world.input, children, position, size, 0)) items.push_back(item);
    }

    const auto made = fewest_heats({.input = world.input,
                                    .items = items,
                                    .units = units,
                                    .size = size,
                                    .least = 0,
                                    .known = {},
                                    .effort = {.moves = 1'000, .work = 100'000'000}});

    REQUIRE(made);
    const auto heats = static_cast<std::int64_t>(made->groups.size());
    if (heats > 6) return;
    std::int64_t span = 0;
    for (const Group& group : made->groups) span += group.span();
    const std::int64_t least = least_span_with_cuts(units, size, heats);
    CHECK(made->span_bound <= least);
    CHECK(least <= span);
    CHECK(made->heats_bound <= heats);
    if (heats > 1) CHECK(least_span_with_cuts(units, size, made->heats_bound - 1) == kNone);
}
