// The contiguous optimum against every partition of a short line.

#include "engine/heats/contiguous.h"
#include "tests/engine/heats/world.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>

using namespace heatline::heats;
using heatline::heats::test::draw;

namespace {

// The best cost over all ways to cut the line, written the slow and obvious way; nothing when no way is allowed.
std::optional<LineCost> best_by_hand(const LineProblem& problem) {
    const std::size_t n = problem.items.size();
    std::optional<LineCost> best;
    for (std::uint32_t cuts = 0; cuts < (1u << (n - 1)); ++cuts) {
        std::vector<std::vector<LineUp>> heats(1);
        for (std::size_t i = 0; i < n; ++i) {
            heats.back().push_back(problem.items[i]);
            if (i + 1 < n && (cuts >> i & 1u) != 0) heats.emplace_back();
        }
        LineCost cost;
        bool allowed = problem.exact_heats == 0 || static_cast<std::size_t>(problem.exact_heats) == heats.size();
        std::map<std::int32_t, std::size_t> heat_of_pin;
        for (std::size_t h = 0; h < heats.size(); ++h) {
            std::int64_t seats = 0, assisted = 0;
            std::int32_t own = 0;
            for (const LineUp& item : heats[h]) {
                seats += item.seats;
                assisted += item.assisted;
                if (item.pin == 0) continue;
                allowed =
                    allowed && (own == 0 || own == item.pin) && heat_of_pin.try_emplace(item.pin, h).first->second == h;
                own = item.pin;
            }
            allowed = allowed && seats <= problem.places && assisted <= problem.assisted;
            cost.heats += 1;
            cost.span += heats[h].back().position - heats[h].front().position;
            cost.balance += (problem.places - seats) * (problem.places - seats);
        }
        if (allowed && (!best || cost < *best)) best = cost;
    }
    return best;
}

}  // namespace

TEST_CASE("The line is cut into the fewest heats, then the shortest walk, then the most even heats",
          "[engine][heats][property]") {
    const auto seed = GENERATE(take(400, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    LineProblem problem{
        .items = {}, .composites = {}, .places = draw(random, 8, 20), .assisted = draw(random, 1, 3), .exact_heats = 0};
    std::int64_t position = 0;
    const int n = draw(random, 1, 10);
    for (int i = 0; i < n; ++i) {
        position += draw(random, 0, 4);
        problem.items.push_back({position, draw(random, 1, 8), draw(random, 0, 3) == 0 ? 1 : 0,
                                 draw(random, 0, 5) == 0 ? draw(random, 1, 3) : 0});
    }
    if (draw(random, 0, 2) == 0) problem.exact_heats = draw(random, 1, n);

    const std::optional<LineSolution> found = solve_line(problem);

    const std::optional<LineCost> best = best_by_hand(problem);
    REQUIRE(found.has_value() == best.has_value());
    if (!found) return;
    CHECK(found->cost.heats == best->heats);
    CHECK(found->cost.span == best->span);
    CHECK(found->cost.balance == best->balance);
    std::size_t next = 0;
    for (const Interval& heat : found->heats) {
        CHECK(heat.first == next);
        next = heat.last;
    }
    CHECK(next == problem.items.size());
}

TEST_CASE("A heat that is given takes the neighbours that save most", "[engine][heats]") {
    LineProblem problem{.items = {{0, 6, 0, 0}, {1, 6, 0, 0}, {9, 6, 0, 0}},
                        .composites = {{5, 9, 6, 0}},
                        .places = 12,
                        .assisted = 0,
                        .exact_heats = 0};

    const std::optional<LineSolution> found = solve_line(problem);

    REQUIRE(found);
    CHECK(found->cost == LineCost{2, 1 + 4, 0});
    CHECK(found->heats == std::vector<Interval>{{0, 2, -1}, {2, 3, 0}});
}

TEST_CASE("A line of nobody needs no heat, and an item larger than a heat has none", "[engine][heats]") {
    CHECK(solve_line({.items = {}, .composites = {}, .places = 5, .assisted = 0, .exact_heats = 0})->heats.empty());
    CHECK_FALSE(solve_line({.items = {{0, 6, 0, 0}}, .composites = {}, .places = 5, .assisted = 0, .exact_heats = 0}));
}
