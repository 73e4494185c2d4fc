// Searching for short walks: what an answer is, and where it must find one.

#include "engine/heats/search.h"
#include "tests/engine/heats/world.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace heatline::heats;
using heatline::heats::test::draw;

namespace {

// Heats of 50 places that are full to the last, cut into three to eight teams each and spread along the tents: only
// packings without a free place hold.
PackProblem full_heats(std::mt19937_64& random, int heats) {
    PackProblem problem{.items = {}, .places = 50, .assisted = 0};
    for (int h = 0; h < heats; ++h) {
        std::vector<std::int64_t> cuts{0, 50};
        for (int c = draw(random, 2, 7); c > 0; --c) cuts.push_back(draw(random, 1, 49));
        std::sort(cuts.begin(), cuts.end());
        cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
        for (std::size_t c = 1; c < cuts.size(); ++c) {
            const std::int64_t tent = draw(random, 0, 60);
            problem.items.push_back({tent, tent, cuts[c] - cuts[c - 1], 0, false});
        }
    }
    std::sort(problem.items.begin(), problem.items.end(),
              [](const PackItem& a, const PackItem& b) { return a.low < b.low; });
    return problem;
}

}  // namespace

TEST_CASE("A search answers with a packing that holds, into as many heats as were asked, and repeats itself",
          "[engine][heats][property]") {
    const auto seed = GENERATE(take(40, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const PackProblem problem = full_heats(random, 6);
    const std::int64_t heats = draw(random, 1, 12);
    CAPTURE(heats);
    const SearchTask task{.heats = heats, .moves = 20'000, .rounds = 2, .seed = seed, .known = {}};

    const auto found = search(problem, task);

    CHECK(search(problem, task) == found);
    if (heats < 6) CHECK_FALSE(found);  // More children than places.
    if (!found) return;
    CHECK(holds(problem, *found));
    CHECK(static_cast<std::int64_t>(found->size()) == heats);
}

TEST_CASE("A search is never worse than what is known", "[engine][heats][property]") {
    const auto seed = GENERATE(take(60, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const PackProblem problem = full_heats(random, 5);
    const Grouping known = first_fit(problem, true);

    const auto found = search(
        problem,
        {.heats = static_cast<std::int64_t>(known.size()), .moves = 8'000, .rounds = 2, .seed = seed, .known = known});

    REQUIRE(found);
    CHECK(holds(problem, *found));
    CHECK(cost_of(problem, *found).span <= cost_of(problem, known).span);
}

TEST_CASE("More heats than blocks, or none at all, are not searched", "[engine][heats]") {
    const PackProblem problem{.items = {{0, 0, 5, 0, false}, {3, 3, 5, 0, false}}, .places = 10, .assisted = 0};

    CHECK_FALSE(search(problem, {.heats = 3, .known = {}}));
    CHECK_FALSE(search(problem, {.heats = 0, .known = {}}));
    CHECK(search(problem, {.heats = 2, .known = {}}));
}

TEST_CASE("A search that stays warm fills heats to the last place where another one does not", "[engine][heats]") {
    int cool = 0, warm = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        std::mt19937_64 random(seed);
        const PackProblem problem = full_heats(random, 10);
        SearchTask task{.heats = 10, .moves = 60'000, .rounds = 3, .seed = seed, .known = {}};
        cool += search(problem, task) ? 1 : 0;
        task.tight = true;
        warm += search(problem, task) ? 1 : 0;
    }

    CHECK(warm == 12);
    CHECK(cool < warm);
}

TEST_CASE("A search that goes on from what is known is never worse, and mostly shorter", "[engine][heats]") {
    int shorter = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const PackProblem problem = full_heats(random, 10);
        SearchTask task{.heats = 11, .moves = 4'000, .rounds = 1, .seed = seed, .tight = true, .known = {}};
        task.known = search(problem, task);
        REQUIRE(task.known);
        task.onward = true;
        task.tight = false;

        const auto after = search(problem, task);

        REQUIRE(after);
        CHECK(holds(problem, *after));
        const std::int64_t before = cost_of(problem, *task.known).span, span = cost_of(problem, *after).span;
        CHECK(span <= before);
        shorter += span < before ? 1 : 0;
    }
    CHECK(shorter >= 6);
}
