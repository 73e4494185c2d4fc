#pragma once
// A small day that is planned and then changes: one band, teams A, B, C … along one row of tents, and what has happened
// to its heats since. More bands, teams and changes by the test.

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "engine/heats/replan.h"
#include "tests/engine/heats/world.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

namespace heatline::heats::test {

struct PlannedDay {
    World world;
    std::vector<PlannedHeatOut> heats;
    std::vector<bool> called, cancelled, absent;
    std::vector<std::optional<Instant>> not_before;

    // Heats of `places` children; teams of these sizes.
    PlannedDay(std::int32_t places, std::initializer_list<int> sizes) {
        world.band("Mile", {1}, places);
        for (const int size : sizes) {
            const auto at = static_cast<std::int32_t>(world.input.teams.size());
            world.team(std::string(1, static_cast<char>('A' + at)), at);
            world.children(1, size);
        }
        const auto plan = make_plan(world.input);
        REQUIRE(plan);
        heats = plan->heats;
    }

    // As it is now. Valid as long as this object.
    RaceDay now() const { return {world.input, heats, called, cancelled, absent, not_before}; }
    std::string planned() const { return summary(world.input, heats); }
};

}  // namespace heatline::heats::test
