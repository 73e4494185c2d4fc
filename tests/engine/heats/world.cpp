#include "tests/engine/heats/world.h"

#include <algorithm>

namespace heatline::heats::test {

World random_world(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    World world;
    HeatRules& rules = world.input.rules;
    rules.tent_cols = draw(random, 3, 8);
    rules.chaperone_ratio = draw(random, 4, 12);
    rules.turnaround_min = draw(random, 0, 30);
    rules.band_gap_min = draw(random, 0, 10);
    rules.assist_seats = draw(random, 1, 3);
    rules.max_assisted = draw(random, 1, 4);
    rules.latest_start = at_minute(draw(random, 0, 9) == 0 ? draw(random, 20, 150) : 2000);

    const int bands = draw(random, 1, 4);
    for (int b = 0; b < bands; ++b) {
        BandRules& band = world.band("Band " + std::to_string(b), {2 * b, 2 * b + 1}, draw(random, 6, 40));
        band.race = draw(random, 0, 3) == 0 ? "dash" : "mile";
        band.reserve = draw(random, 0, 2);
        band.interval_min = draw(random, 2, 12);
        if (draw(random, 0, 4) == 0) band.earliest = at_minute(draw(random, 0, 120));
        if (draw(random, 0, 5) == 0) band.gender = draw(random, 0, 1) == 0 ? BandGender::F : BandGender::M;
        if (draw(random, 0, 5) == 0) band.lanes = draw(random, 5, 9);
    }

    const int teams = draw(random, 1, 14);
    for (int t = 0; t < teams; ++t) {
        PlanTeam& team = world.team("Team " + std::to_string(draw(random, 10, 99)) + "." + std::to_string(t), 0);
        team.tent_row = draw(random, 1, 4);
        team.tent_col = draw(random, 1, rules.tent_cols);
        if (draw(random, 0, 5) == 0) team.tent_row = 0;
        if (draw(random, 0, 3) > 0) team.coaches = draw(random, 4, 14);
        const int most = draw(random, 0, 6) == 0 ? 90 : 16;
        const int count = draw(random, 0, most);
        for (int i = 0; i < count; ++i) {
            const ChildIndex c = world.children(draw(random, 0, 2 * bands), 1, draw(random, 0, 29) == 0);
            PlanChild& child = world.input.children[c];
            child.gender = draw(random, 0, 9) == 0 ? Gender::unknown : draw(random, 0, 1) == 0 ? Gender::F : Gender::M;
            if (draw(random, 0, 2) == 0) child.family = "F" + std::to_string(draw(random, 1, 12));
            if (draw(random, 0, 9) == 0) child.races = {"mile", "dash"};
            if (draw(random, 0, 1) == 0) child.seed_time_ms = draw(random, 9000, 20000);
            if (draw(random, 0, 399) == 0) child.heat_lock = std::to_string(draw(random, 1, 6));
        }
    }
    for (int locks = draw(random, -2, 2); locks > 0; --locks) {
        if (world.input.children.empty()) break;
        const PlanChild& child = world.input.children[random() % world.input.children.size()];
        const int band = std::min(child.grade.number / 2, bands - 1);
        world.lock(world.input.teams[child.team].name, "Band " + std::to_string(band), draw(random, 1, 3));
    }
    return world;
}

World school_day(std::uint64_t seed, int schools, int children_each) {
    std::mt19937_64 random(seed);
    World world;
    HeatRules& rules = world.input.rules;
    rules.tent_cols = 15;
    rules.latest_start = at_minute(660);
    world.band("K-1", {0, 1}, 150);
    world.band("2-3", {2, 3}, 200);
    world.band("4-5", {4, 5}, 200);
    world.band("6-8", {6, 7, 8}, 200);
    for (BandRules& band : rules.bands) band.interval_min = 5;
    std::vector<int> tents;
    for (int t = 0; t < schools + schools / 16 + 1; ++t) tents.push_back(t);
    for (std::size_t i = tents.size(); i > 1; --i) std::swap(tents[i - 1], tents[random() % i]);
    for (int school = 0; school < schools; ++school) {
        PlanTeam& team = world.team("School " + std::to_string(school), 0);
        const int tent = tents[static_cast<std::size_t>(school)];
        team.tent_row = tent / rules.tent_cols + 1;
        team.tent_col = tent % rules.tent_cols + 1;
        // Few large schools, many small ones: three draws multiplied.
        const int size = std::max(6, children_each * draw(random, 40, 170) / 100 * draw(random, 50, 170) / 100);
        std::vector<int> of_grade(9, 0);
        const bool middle = draw(random, 0, 9) == 0;
        for (int i = 0; i < size; ++i)
            ++of_grade[static_cast<std::size_t>(middle ? draw(random, 6, 8) : draw(random, 0, 5))];
        int largest = 0;
        for (int b = 0; b < 4; ++b) {
            int unit = 0;
            for (int g = 2 * b; g <= (b == 3 ? 8 : 2 * b + 1); ++g) unit += of_grade[static_cast<std::size_t>(g)];
            largest = std::max(largest, (unit + 24) / 25 + (unit > 150 ? 1 : 0));
        }
        team.coaches = std::max(2, largest + draw(random, 0, 2));
        for (int g = 0; g < 9; ++g) {
            for (int i = 0; i < of_grade[static_cast<std::size_t>(g)]; ++i)
                world.children(g, 1, draw(random, 0, 83) == 0);
        }
    }
    return world;
}

PlanInput shuffled(const PlanInput& input, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto mix = [&](auto& order) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    };
    std::vector<TeamIndex> teams(input.teams.size()), moved(input.teams.size());
    for (TeamIndex t = 0; t < teams.size(); ++t) teams[t] = t;
    mix(teams);
    PlanInput out{.rules = input.rules, .teams = {}, .children = input.children};
    for (TeamIndex t = 0; t < teams.size(); ++t) {
        out.teams.push_back(input.teams[teams[t]]);
        moved[teams[t]] = t;
    }
    for (PlanChild& child : out.children) child.team = moved[child.team];
    mix(out.children);
    return out;
}

std::vector<std::string> by_key(const PlanInput& input, const Plan& plan) {
    std::vector<std::string> lines;
    for (const PlannedHeatOut& heat : plan.heats) {
        std::string line =
            std::to_string(heat.band.index()) + " " + heat.race + " " + heat.line + " " + std::to_string(heat.start.us);
        for (std::size_t i = 0; i < heat.children.size(); ++i) {
            line += " " + input.children[heat.children[i]].key;
            if (!heat.lanes.empty()) line += "@" + std::to_string(heat.lanes[i]);
        }
        lines.push_back(line);
    }
    for (const Unplaced& unplaced : plan.report.unplaced) {
        lines.push_back(input.children[unplaced.child].key + " " + unplaced.race + " " + unplaced.reason);
    }
    return lines;
}

}  // namespace heatline::heats::test
