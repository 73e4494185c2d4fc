#pragma once
// Small race days for the tests of the planner: teams along one row of tents, children by the handful, bands by grade.

#include <map>
#include <random>
#include <string>
#include <vector>

#include "engine/heats/plan.h"

namespace heatline::heats::test {

inline Grade grade(int number) {
    Grade g;
    g.number = static_cast<std::int8_t>(number);
    return g;
}

inline Instant at_minute(std::int64_t m) { return Instant{} + minutes(m); }

// A day from minute 0 to minute 600; starts every 10 minutes, 5 more between bands, nobody short of a coach.
struct World {
    PlanInput input;

    World() {
        input.rules.first_start = at_minute(0);
        input.rules.latest_start = at_minute(600);
        input.rules.tent_cols = 1000;
    }

    BandRules& band(const std::string& name, std::vector<int> grades, std::int32_t capacity) {
        BandRules b;
        b.name = name;
        for (const int g : grades) b.grades.push_back(grade(g));
        b.capacity = capacity;
        b.interval_min = 10;
        input.rules.bands.push_back(b);
        return input.rules.bands.back();
    }

    // A team at tent `position` of the first row, from 0.
    PlanTeam& team(const std::string& name, std::int32_t position) {
        PlanTeam t;
        t.name = name;
        t.tent_row = 1;
        t.tent_col = position + 1;
        input.teams.push_back(t);
        return input.teams.back();
    }

    // `count` more children of the team that was added last; returns the first of them.
    ChildIndex children(int grade_number, int count, bool assisted = false) {
        const auto first = static_cast<ChildIndex>(input.children.size());
        for (int i = 0; i < count; ++i) {
            PlanChild c;
            c.key = std::to_string(1000 + input.children.size());
            c.team = static_cast<TeamIndex>(input.teams.size() - 1);
            c.grade = grade(grade_number);
            c.gender = i % 2 == 0 ? Gender::F : Gender::M;
            c.assisted = assisted;
            input.children.push_back(c);
        }
        return first;
    }

    void lock(const std::string& team_name, const std::string& band_name, int heat_in_band) {
        input.rules.locks.push_back({team_name, band_name, heat_in_band});
    }
};

// "Ash:2 Birch:1 | Cedar:3": the teams of each heat with their children, in running order.
inline std::string summary(const PlanInput& input, const std::vector<PlannedHeatOut>& heats) {
    std::string text;
    for (const PlannedHeatOut& heat : heats) {
        if (!text.empty()) text += " | ";
        std::vector<std::pair<std::string, int>> teams;
        for (const ChildIndex c : heat.children) {
            const std::string& name = input.teams[input.children[c].team].name;
            if (teams.empty() || teams.back().first != name) teams.emplace_back(name, 0);
            ++teams.back().second;
        }
        for (std::size_t i = 0; i < teams.size(); ++i) {
            text += (i > 0 ? " " : "") + teams[i].first + ":" + std::to_string(teams[i].second);
        }
    }
    return text;
}

// A whole number from `least` to `most`, drawn alike on every machine.
inline int draw(std::mt19937_64& random, int least, int most) {
    return least + static_cast<int>(random() % static_cast<std::uint64_t>(most - least + 1));
}

// A made-up race day: bands by grade, by gender or with lanes, teams small and oversize, locks, families, tents
// unknown.
World random_world(std::uint64_t seed);

// A day of about 60 schools and 8,000 children in four bands of grades, as large meets have it; nobody has a lock.
World school_day(std::uint64_t seed, int schools = 60, int children_each = 133);

// The same day with its rows in another order, and how to get back.
PlanInput shuffled(const PlanInput& input, std::uint64_t seed);

// What a plan says, without indices: one line a heat, its children by key.
std::vector<std::string> by_key(const PlanInput& input, const Plan& plan);

}  // namespace heatline::heats::test
