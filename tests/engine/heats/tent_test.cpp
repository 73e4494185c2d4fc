// Where tents stand along the walk, and when a team sets off.

#include "engine/heats/tent.h"
#include "tests/engine/heats/world.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::at_minute;

TEST_CASE("The walk goes along the first row of tents and back along the second", "[engine][heats]") {
    HeatRules rules;
    rules.tent_cols = 5;
    const std::vector<PlanTeam> teams{
        {"A", 1, 1, {}}, {"B", 1, 5, {}}, {"C", 2, 5, {}}, {"D", 2, 1, {}}, {"E", 3, 1, {}}};

    CHECK(tent_positions(rules, teams) == std::vector<std::int64_t>{0, 4, 5, 9, 10});
}

TEST_CASE("Teams without a tent stand after all others in the order of their names", "[engine][heats]") {
    HeatRules rules;
    rules.tent_cols = 5;
    const std::vector<PlanTeam> teams{{"Willow", 0, 0, {}}, {"Ash", 1, 3, {}}, {"Elm", 2, 0, {}}};

    CHECK(tent_positions(rules, teams) == std::vector<std::int64_t>{4, 2, 3});
}

TEST_CASE("A team leaves its tent early enough for staging and for the walk, rounded up to whole minutes",
          "[engine][heats]") {
    HeatRules rules;
    rules.staging_min = 10;
    rules.tent_pitch_m = 4;
    rules.walk_m_per_min = 50;

    CHECK(walk_minutes(rules, 0) == 0);
    CHECK(walk_minutes(rules, 25) == 2);  // 100 m.
    CHECK(walk_minutes(rules, 26) == 3);  // 104 m.
    CHECK(call_time(rules, 26, at_minute(60)) == at_minute(47));

    rules.walk_m_per_min = 0;
    CHECK(call_time(rules, 26, at_minute(60)) == at_minute(50));
}
