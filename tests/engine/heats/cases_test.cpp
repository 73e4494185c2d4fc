// A sample day from files, against what another program found for it.

#include "engine/heats/check.h"
#include "tests/engine/heats/world.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <sstream>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::World;

namespace {

std::vector<std::vector<std::string>> rows_of(const std::string& name) {
    std::ifstream file(std::string(HEATLINE_SOURCE_DIR) + "/tests/data/heat-cases/small/" + name);
    REQUIRE(file.good());
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(file, line);  // The header.
    while (std::getline(file, line)) {
        while (!line.empty() && line.back() == '\r') line.pop_back();
        std::vector<std::string> row;
        std::stringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
        rows.push_back(row);
    }
    return rows;
}

// heats.toml of the case, by hand.
World small_case() {
    World world;
    HeatRules& rules = world.input.rules;
    rules.first_start = heats::test::at_minute(8 * 60);
    rules.latest_start = heats::test::at_minute(19 * 60);
    rules.turnaround_min = 20;
    rules.chaperone_ratio = 20;
    rules.tent_cols = 6;
    world.band("K-1", {0, 1}, 45);
    world.band("2-3", {2, 3}, 50);
    world.band("4-5", {4, 5}, 60);
    world.band("6-8", {6, 7, 8}, 60);
    for (BandRules& band : rules.bands) band.interval_min = 6;
    world.lock("Pine Point", "6-8", 1);

    std::map<std::string, TeamIndex> teams;
    for (const auto& row : rows_of("schools.csv")) {
        teams[row[0]] = static_cast<TeamIndex>(world.input.teams.size());
        world.input.teams.push_back({row[0], std::stoi(row[1]), std::stoi(row[2]), std::stoi(row[3])});
    }
    for (const auto& row : rows_of("runners.csv")) {
        PlanChild child;
        child.key = row[0];
        child.grade = heats::test::grade(row[3] == "K" ? 0 : std::stoi(row[3]));
        child.gender = row[4] == "F" ? Gender::F : Gender::M;
        child.team = teams.at(row[5]);
        child.assisted = row[6] == "1";
        child.family = row.size() > 7 ? row[7] : "";
        world.input.children.push_back(child);
    }
    return world;
}

}  // namespace

TEST_CASE("The sample day of twelve schools called in tent order gets the known contiguous optimum",
          "[engine][heats]") {
    const World world = small_case();

    const Result<Plan, Infeasible> plan = make_plan(world.input, {.calling = Calling::tent_order, .effort = {}});

    REQUIRE(plan);
    CHECK(check_heats(world.input, plan->heats).violations.empty());
    CHECK(plan->report.heats == 14);
    CHECK(plan->report.span == 27);
    CHECK(plan->report.balance == 1891);
    CHECK(plan->report.wait_max_min == 81);
    CHECK(plan->report.heats_lower_bound == 13);
    CHECK(plan->report.excess_splits == 0);
}

TEST_CASE("The sample day of twelve schools gets the fewest heats and the least walking, and both are proven",
          "[engine][heats]") {
    const World world = small_case();

    const Result<Plan, Infeasible> plan = make_plan(world.input);

    REQUIRE(plan);
    CHECK(check_heats(world.input, plan->heats).violations.empty());
    CHECK(plan->report.heats == 13);
    CHECK(plan->report.heats_lower_bound == 13);
    CHECK(plan->report.span == 32);
    CHECK(plan->report.span_lower_bound == 32);
    CHECK(plan->report.excess_splits == 0);
}

TEST_CASE("The judge accepts the best known heats of the sample day", "[engine][heats]") {
    const World world = small_case();
    std::map<std::string, ChildIndex> children;
    for (ChildIndex c = 0; c < world.input.children.size(); ++c) children[world.input.children[c].key] = c;
    const Result<Plan, Infeasible> plan = make_plan(world.input);
    REQUIRE(plan);
    std::map<int, PlannedHeatOut> heats;
    std::map<ChildIndex, BandId> band_of;
    for (const PlannedHeatOut& heat : plan->heats) {
        for (const ChildIndex c : heat.children) band_of[c] = heat.band;
    }
    for (const auto& row : rows_of("best.csv")) {
        const ChildIndex c = children.at(row[0]);
        heats[std::stoi(row[1])].children.push_back(c);
        heats[std::stoi(row[1])].band = band_of[c];
    }
    std::vector<PlannedHeatOut> best;
    for (const auto& [number, heat] : heats) {
        best.push_back(heat);
        if (best.size() == 1) {
            best.back().start = world.input.rules.first_start;
        } else {
            const PlannedHeatOut& before = best[best.size() - 2];
            best.back().start = before.start + minutes(before.band == heat.band ? 6 : 11);
        }
    }

    const Checked checked = check_heats(world.input, best);

    CHECK(checked.violations.empty());
    CHECK(checked.figures.heats == 13);
    CHECK(checked.figures.span == 32);
}
