// What is broken while groups move: how many must leave a heat that late children fill.

#include "engine/heats/regroup.h"
#include "tests/engine/heats/planned_day.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::draw;
using heatline::heats::test::PlannedDay;

namespace {

// Every set of groups that may leave, each with its late children: the fewest children with which `more` seats fit.
std::int64_t least_by_trying(const Regroup& day, std::size_t heat, std::int64_t more) {
    std::vector<std::size_t> can;
    for (const std::size_t g : day.in_heat(heat)) {
        if (day.groups()[g].home != kNoHeat && !day.groups()[g].fixed) can.push_back(g);
    }
    std::int64_t least = kCannot;
    for (std::size_t set = 0; set < (std::size_t{1} << can.size()); ++set) {
        std::int64_t freed = 0, moved = 0;
        for (std::size_t i = 0; i < can.size(); ++i) {
            if ((set >> i & 1) == 0) continue;
            moved += day.groups()[can[i]].cost;
            for (const std::size_t g : day.in_heat(heat)) {
                const bool along = g == can[i] || (day.groups()[g].home == kNoHeat && !day.groups()[g].fixed &&
                                                   day.groups()[g].team == day.groups()[can[i]].team);
                freed += along ? day.groups()[g].seats : 0;
            }
        }
        if (day.room(heat) + freed >= more) least = std::min(least, moved);
    }
    return least;
}

}  // namespace

TEST_CASE("Late children who go along count as places that come free and not as children who move", "[engine][heats]") {
    PlannedDay day(20, {2, 16, 8});
    for (int i = 0; i < 4; ++i) {
        const ChildIndex c = day.world.children(1, 1);
        day.world.input.children[c].team = 0;
    }
    REQUIRE(day.planned() == "A:2 B:16 | C:8");
    const RaceDay now = day.now();
    Regroup regroup(now);
    REQUIRE(regroup.groups().back().home == kNoHeat);
    regroup.put(regroup.groups().size() - 1, 0);

    CHECK(regroup.room(0) == -2);
    CHECK(regroup.leave_least() == 2);      // A leaves and takes its four late children along.
    CHECK(regroup.leave_least(0, 4) == 2);  // Which frees six places.
}

TEST_CASE("No way to free places moves fewer children than the bound says, whoever came late, is assisted or stays",
          "[engine][heats][property]") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        INFO("seed " << seed);
        std::mt19937_64 random(seed);
        test::World world;
        world.input.rules.assist_seats = 3;
        world.input.rules.max_assisted = 100;
        world.band("Mile", {1}, 40);
        for (int t = 0; t < 8; ++t) {
            world.team("Team " + std::to_string(t), t);
            world.children(1, draw(random, 1, 9));
            world.children(1, draw(random, 0, 2), true);
        }
        const auto plan = make_plan(world.input, {.effort = {.moves = 500, .work = 0}, .one_more = false});
        if (!plan) continue;
        for (int i = 0; i < 12; ++i) {
            const ChildIndex c = world.children(1, 1, draw(random, 0, 3) == 0);
            world.input.children[c].team = static_cast<TeamIndex>(draw(random, 0, 3));
        }
        const RaceDay now{world.input, plan->heats, {}, {}, {}, {}};
        Regroup day(now);
        for (std::size_t g = 0; g < day.groups().size(); ++g) {
            const MovingGroup& late = day.groups()[g];
            if (late.home != kNoHeat) {
                day.fix(g, draw(random, 0, 4) == 0);
                continue;
            }
            const auto own = std::find_if(day.groups().begin(), day.groups().end(), [&](const MovingGroup& other) {
                return other.team == late.team && other.home != kNoHeat;
            });
            day.put(g, own->home);
        }
        for (std::size_t h = 0; h < day.heats(); ++h) {
            for (std::int64_t more = 0; more <= 60; ++more)
                CHECK(day.leave_least(h, more) <= least_by_trying(day, h, more));
        }
    }
}
