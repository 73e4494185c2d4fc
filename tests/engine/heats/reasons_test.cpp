// Why there is no plan: the teams that are named as a clash, against every way to plan them alone on small days.

#include "engine/heats/check.h"
#include "engine/heats/clash.h"
#include "tests/engine/heats/world.h"

#include <catch2/catch.hpp>
#include <functional>
#include <set>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::at_minute;
using heatline::heats::test::draw;
using heatline::heats::test::summary;
using heatline::heats::test::World;

namespace {

using Teams = std::set<TeamIndex>;
using Counts = std::vector<int>;  // Heats, by band.

// Every way to put children into heats, one team after the other. Only for days of a few teams; nobody is assisted and
// the roster asks for nothing.
class EveryWay {
public:
    EveryWay(const PlanInput& input) : input_(input), rules_(input.rules), size_(rules_.bands.size()) {
        for (auto& band : size_) band.assign(input.teams.size(), 0);
        for (const PlanChild& child : input.children) {
            for (std::size_t b = 0; b < rules_.bands.size(); ++b) {
                const auto& grades = rules_.bands[b].grades;
                if (std::find(grades.begin(), grades.end(), child.grade) != grades.end()) ++size_[b][child.team];
            }
        }
    }

    bool oversize() const {
        for (std::size_t b = 0; b < size_.size(); ++b) {
            for (const int n : size_[b]) {
                if (n > rules_.bands[b].capacity) return true;
            }
        }
        return false;
    }

    // Whether these teams alone have a plan.
    bool can(const Teams& teams) {
        return some_counts(teams, [&](const Counts& n) { return fits(teams, n, true, false); });
    }

    // Whether these teams could be part of a day on which others run beside them, in heats of their own or with them.
    bool can_beside(const Teams& teams) {
        Teams all;
        for (TeamIndex t = 0; t < input_.teams.size(); ++t) all.insert(t);
        return some_counts(all, [&](const Counts& n) { return fits(teams, n, true, true) && ends_in_time_; });
    }

    // Whether these teams have room in as many heats, of which some may be empty, with coaches enough.
    bool can_within(const Teams& teams, const Counts& heats) { return fits(teams, heats, true, true); }

    // The fewest heats of each band that all teams could do with, coaches and the end of the day apart.
    Counts fewest() {
        Teams all;
        for (TeamIndex t = 0; t < input_.teams.size(); ++t) all.insert(t);
        Counts best(size_.size(), 0);
        for (std::size_t b = 0; b < size_.size(); ++b) {
            if (children(all, b) == 0) continue;
            for (best[b] = 1; best[b] < 20; ++best[b]) {
                Counts only(size_.size(), 0);
                only[b] = best[b];
                if (fits(all, only, false, false)) break;
            }
        }
        return best;
    }

private:
    int children(const Teams& teams, std::size_t band) const {
        int total = 0;
        for (const TeamIndex t : teams) total += size_[band][t];
        return total;
    }

    bool some_counts(const Teams& teams, const std::function<bool(const Counts&)>& holds) const {
        Counts heats(size_.size(), 0);
        const std::function<bool(std::size_t)> next = [&](std::size_t b) {
            if (b == size_.size()) return holds(heats);
            int most = 0;  // No heat is empty, and only what is too large for one heat may be split.
            for (const TeamIndex t : teams)
                most += size_[b][t] > rules_.bands[b].capacity ? size_[b][t] : size_[b][t] > 0;
            for (heats[b] = most > 0 ? 1 : 0; heats[b] <= most; ++heats[b]) {
                if (next(b + 1)) return true;
            }
            heats[b] = 0;
            return false;
        };
        return next(0);
    }

    // `day`: coaches and the end of the day count. Bands without heats are left out.
    bool fits(const Teams& teams, const Counts& heats, bool day, bool may_be_empty) {
        starts_.clear();
        first_.assign(heats.size(), 0);
        band_of_.clear();
        std::int64_t at = 0;
        for (std::size_t b = 0; b < heats.size(); ++b) {
            first_[b] = band_of_.size();
            for (int h = 0; h < heats[b]; ++h) {
                if (!band_of_.empty()) {
                    at += rules_.bands[band_of_.back()].interval_min;
                    if (band_of_.back() != b) at += rules_.band_gap_min;
                }
                band_of_.push_back(b);
                starts_.push_back(at);
            }
        }
        ends_in_time_ = at <= micros_between(at_minute(0), rules_.latest_start) / 60'000'000;
        if (day && !ends_in_time_ && !may_be_empty) return false;
        heats_ = heats;
        day_ = day;
        may_be_empty_ = may_be_empty;
        taken_.assign(band_of_.size(), 0);
        order_.assign(teams.begin(), teams.end());
        mine_.assign(band_of_.size(), 0);
        return place(0, 0);
    }

    bool place(std::size_t team, std::size_t band) {
        if (team == order_.size()) {
            return may_be_empty_ || std::all_of(taken_.begin(), taken_.end(), [](int n) { return n > 0; });
        }
        const TeamIndex t = order_[team];
        if (band == size_.size()) {
            if (!team_holds(t)) return false;
            const std::vector<int> mine = std::exchange(mine_, std::vector<int>(band_of_.size(), 0));
            const bool found = place(team + 1, 0);
            mine_ = mine;
            return found;
        }
        if (heats_[band] == 0) return (day_ && size_[band][t] > 0) ? false : place(team, band + 1);
        const int n = size_[band][t];
        if (n == 0) return place(team, band + 1);
        const bool whole = n <= rules_.bands[band].capacity;
        return spread(team, band, n, 0, whole);
    }

    bool spread(std::size_t team, std::size_t band, int left, int heat, bool whole) {
        if (left == 0) return place(team, band + 1);
        if (heat == heats_[band]) return false;
        const std::size_t h = first_[band] + static_cast<std::size_t>(heat);
        for (int here = left; here >= 0; --here) {
            if (whole && here != left && here != 0) continue;
            if (taken_[h] + here > rules_.bands[band].capacity) continue;
            taken_[h] += here;
            mine_[h] += here;
            const bool found = spread(team, band, left - here, heat + 1, whole);
            taken_[h] -= here;
            mine_[h] -= here;
            if (found) return true;
        }
        return false;
    }

    bool team_holds(TeamIndex t) const {
        for (const LockRules& lock : rules_.locks) {
            if (lock.team != input_.teams[t].name) continue;
            for (std::size_t b = 0; b < heats_.size(); ++b) {
                if (rules_.bands[b].name != lock.band) continue;
                const bool runs = std::any_of(size_[b].begin(), size_[b].end(), [](int n) { return n > 0; });
                if (!runs || (!day_ && heats_[b] == 0)) continue;
                if (lock.heat_in_band > heats_[b]) return false;
                if (mine_[first_[b] + static_cast<std::size_t>(lock.heat_in_band) - 1] == 0) return false;
            }
        }
        if (!day_ || !input_.teams[t].coaches) return true;
        for (std::size_t h = 0; h < mine_.size(); ++h) {
            if (mine_[h] == 0) continue;
            int busy = 0;
            for (std::size_t g = 0; g <= h; ++g) {
                if (mine_[g] > 0 && starts_[h] - starts_[g] < rules_.turnaround_min)
                    busy += (mine_[g] + rules_.chaperone_ratio - 1) / rules_.chaperone_ratio;
            }
            if (busy > *input_.teams[t].coaches) return false;
        }
        return true;
    }

    const PlanInput& input_;
    const HeatRules& rules_;
    std::vector<std::vector<int>> size_;  // By band, by team.
    Counts heats_;
    bool day_ = true, may_be_empty_ = false, ends_in_time_ = true;
    std::vector<std::size_t> band_of_, first_;
    std::vector<std::int64_t> starts_;
    std::vector<int> taken_, mine_;
    std::vector<TeamIndex> order_;
};

World tight_world(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    World world;
    HeatRules& rules = world.input.rules;
    rules.chaperone_ratio = draw(random, 1, 3);
    rules.turnaround_min = draw(random, 0, 3) == 0 ? 0 : draw(random, 5, 30);
    rules.band_gap_min = draw(random, 0, 10);
    rules.latest_start = at_minute(draw(random, 0, 2) == 0 ? draw(random, 0, 50) : 600);
    const int bands = draw(random, 1, 2);
    for (int b = 0; b < bands; ++b)
        world.band(b == 0 ? "A" : "B", {b}, draw(random, 2, 5)).interval_min = draw(random, 5, 12);
    const int teams = draw(random, 1, 4);
    for (int t = 0; t < teams; ++t) {
        PlanTeam& team = world.team(std::string(1, static_cast<char>('P' + t)), t);
        if (draw(random, 0, 2) > 0) team.coaches = draw(random, 1, 3);
        for (int b = 0; b < bands; ++b) world.children(b, draw(random, 0, draw(random, 0, 9) == 0 ? 6 : 3));
    }
    for (int locks = draw(random, -1, 2); locks > 0; --locks) {
        const LockRules lock{world.input.teams[static_cast<std::size_t>(draw(random, 0, teams - 1))].name,
                             draw(random, 0, bands - 1) == 0 ? "A" : "B", draw(random, 1, 3)};
        const bool twice = std::any_of(rules.locks.begin(), rules.locks.end(), [&](const LockRules& other) {
            return other.team == lock.team && other.band == lock.band;
        });
        if (!twice) rules.locks.push_back(lock);
    }
    return world;
}

Teams named(const World& world, const Infeasible& why) {
    Teams teams;
    for (TeamIndex t = 0; t < world.input.teams.size(); ++t) {
        if (std::find(why.teams.begin(), why.teams.end(), world.input.teams[t].name) != why.teams.end())
            teams.insert(t);
    }
    return teams;
}

}  // namespace

TEST_CASE("Of teams that clash those are kept that clash by themselves", "[engine][heats]") {
    const auto both = [](const std::vector<TeamIndex>& teams) {
        return std::count(teams.begin(), teams.end(), 3U) + std::count(teams.begin(), teams.end(), 6U) == 2;
    };
    CHECK(least_clash({0, 1, 2, 3, 4, 5, 6, 7}, both) == std::vector<TeamIndex>{3, 6});
    const auto three = [](const std::vector<TeamIndex>& teams) { return teams.size() >= 3; };
    CHECK(least_clash({5, 4, 3, 2, 1}, three) == std::vector<TeamIndex>{5, 4, 3});
    CHECK(least_clash({5}, [](const std::vector<TeamIndex>&) { return true; }) == std::vector<TeamIndex>{5});
}

TEST_CASE("Teams that are named as a clash have no plan by themselves, and none of them can go",
          "[engine][heats][property]") {
    std::map<std::string, int> met;
    int planned = 0, not_decided = 0, several = 0;
    for (std::uint64_t seed = 1; seed <= 250; ++seed) {
        INFO("seed " << seed);
        const World world = tight_world(seed);
        EveryWay ways(world.input);
        const auto plan = make_plan(world.input, {.effort = {.moves = 500, .work = 1'000'000}, .one_more = false});
        if (plan) {
            ++planned;
            CHECK(check_heats(world.input, plan->heats).violations.empty());
            continue;
        }
        const Infeasible& why = plan.error();
        INFO(why.rule << ": " << why.sentence);
        ++met[why.rule];
        Teams all;
        for (TeamIndex t = 0; t < world.input.teams.size(); ++t) all.insert(t);
        CHECK_FALSE(ways.can(all));
        const bool only_not_found = why.sentence.find("was found") != std::string::npos;
        CHECK(why.proven != only_not_found);
        if (only_not_found) {
            ++not_decided;
            continue;
        }
        const Teams clash = named(world, why);
        REQUIRE(clash.size() == why.teams.size());
        REQUIRE_FALSE(clash.empty());
        INFO("named: " << clash.size());
        const bool by_day = why.sentence.find("heats of this day") != std::string::npos;
        const Counts fewest = by_day ? ways.fewest() : Counts{};
        CHECK_FALSE((by_day ? ways.can_within(clash, fewest) : ways.can(clash)));
        if (why.sentence.find("by latest_start") != std::string::npos) CHECK_FALSE(ways.can_beside(clash));
        if (why.sentence.find("perhaps fewer") != std::string::npos) {
            ++not_decided;
            continue;
        }
        several += clash.size() > 1 ? 1 : 0;
        if (clash.size() == 1) CHECK(why.sentence.find("these teams") == std::string::npos);
        for (const TeamIndex t : clash) {
            if (clash.size() == 1) break;
            Teams others = clash;
            others.erase(t);
            INFO("without " << world.input.teams[t].name);
            CHECK((by_day ? ways.can_within(others, fewest) : ways.can_beside(others)));
        }
    }
    CHECK(planned > 100);
    CHECK(not_decided < 10);
    CHECK(several > 5);
    CHECK(met["H7"] + met["H6"] > 20);
}

TEST_CASE("What was only not found is not said to be proven, nor that fewer teams clash", "[engine][heats]") {
    World world;
    SECTION("a shorter day: two heats would do, 6 + 3 + 3 and 5 + 4 + 3, but the tents do not stand so") {
        world.band("Mile", {1}, 12);
        for (const int size : {6, 5, 4, 3, 3, 3}) {
            const auto at = static_cast<std::int32_t>(world.input.teams.size());
            world.team("Team " + std::to_string(at), at);
            world.children(1, size);
        }
        world.input.rules.latest_start = test::at_minute(10);
    }
    SECTION("coaches: the team is too large for all its cuts to be gone through") {
        world.band("Mile", {1}, 12);
        world.team("Team", 0).coaches = 2;
        world.children(1, 30);
        world.input.rules.chaperone_ratio = 12;
        world.input.rules.turnaround_min = 60;
    }

    const auto plan = make_plan(world.input, {.calling = Calling::tent_order});

    REQUIRE_FALSE(plan);
    INFO(plan.error().sentence);
    CHECK_FALSE(plan.error().proven);
    CHECK(plan.error().sentence.find("was found") != std::string::npos);
    CHECK(plan.error().sentence.find("perhaps fewer") == std::string::npos);
}

TEST_CASE("A team too large for one heat is cut without need where only that gives it coaches", "[engine][heats]") {
    // Two of P may run at once, and then nobody of P for 20 minutes: 2, 2 and 2 with others between.
    World world;
    world.input.rules.chaperone_ratio = 2;
    world.input.rules.turnaround_min = 20;
    world.band("A", {1}, 4);
    world.team("P", 0).coaches = 1;
    world.children(1, 6);
    world.team("Q", 1);
    world.children(1, 4);
    world.team("R", 2);
    world.children(1, 4);

    const auto plan = make_plan(world.input);

    REQUIRE(plan);
    CHECK(check_heats(world.input, plan->heats).violations.empty());
    CHECK(summary(world.input, plan->heats).find("P:2 |") == 0);
    CHECK(plan->report.heats == 5);
    CHECK(plan->report.excess_splits == 1);
}

TEST_CASE("A team that lacks coaches wherever it runs is named alone, and no search is begun", "[engine][heats]") {
    // P runs in both bands with 60 minutes between its starts to be had; a day of three heats more has only 35.
    World world;
    world.input.rules.turnaround_min = 60;
    world.band("A", {1}, 10);
    world.band("B", {2}, 10);
    for (const char* name : {"P", "Q", "R", "S"}) {
        PlanTeam& team = world.team(name, name[0] - 'P');
        if (name[0] != 'S') team.coaches = 1;
        world.children(1, name[0] == 'S' ? 3 : 1);
        if (name[0] == 'P') world.children(2, 1);
    }
    int searches = 0;

    const auto plan = make_plan(world.input, {.on_coach_search = [&] { ++searches; }});

    REQUIRE_FALSE(plan);
    CHECK(plan.error().rule == "H7");
    CHECK(plan.error().teams == std::vector<std::string>{"P"});
    CHECK(searches == 0);
}

TEST_CASE("Of the locks of a band of lanes the teams are named that clash by themselves", "[engine][heats]") {
    World world;
    world.band("Dash", {1}, 400).lanes = 3;
    const auto team = [&](const char* name, int children, const char* heat) {
        world.team(name, static_cast<int>(world.input.teams.size()));
        const ChildIndex first = world.children(1, children);
        for (int i = 0; i < children; ++i) world.input.children[first + static_cast<ChildIndex>(i)].heat_lock = heat;
    };
    SECTION("two teams in one heat, a third in another") {
        team("Ash", 2, "1");
        team("Birch", 2, "1");
        team("Cedar", 1, "2");
        const auto plan = make_plan(world.input);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().rule == "H8");
        CHECK(plan.error().teams == std::vector<std::string>{"Ash", "Birch"});
    }
    SECTION("one team that is too many by itself") {
        team("Ash", 1, "1");
        team("Birch", 4, "1");
        const auto plan = make_plan(world.input);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().teams == std::vector<std::string>{"Birch"});
    }
}

TEST_CASE("A heat of the day that the roster asks for too early is named with the teams that need the heats before",
          "[engine][heats]") {
    World world;
    world.band("A", {1}, 4);
    world.band("B", {2}, 4);
    for (const int children : {2, 4, 2, 4}) {
        world.team(std::string(1, static_cast<char>('P' + world.input.teams.size())),
                   static_cast<int>(world.input.teams.size()));
        world.children(1, children);
    }
    world.team("T", 4);
    const ChildIndex asks = world.children(2, 1);

    SECTION("two of the teams before fill the heat that is asked for") {
        world.input.children[asks].heat_lock = "2";
        const auto plan = make_plan(world.input);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().rule == "H8");
        CHECK(plan.error().teams == std::vector<std::string>{"Q", "S", "T"});
    }
    SECTION("one is enough for the first heat") {
        world.input.children[asks].heat_lock = "1";
        const auto plan = make_plan(world.input);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().teams == std::vector<std::string>{"Q", "T"});
    }
    SECTION("the heat after theirs can be had") {
        world.input.children[asks].heat_lock = "4";
        const auto plan = make_plan(world.input);
        REQUIRE(plan);
        CHECK(check_heats(world.input, plan->heats).violations.empty());
    }
}
