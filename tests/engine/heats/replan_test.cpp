// Changes on the race day: who has to move, and that nobody could do with fewer.

#include "engine/heats/replan.h"
#include "engine/heats/check.h"
#include "tests/engine/heats/planned_day.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <map>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::at_minute;
using heatline::heats::test::draw;
using heatline::heats::test::PlannedDay;
using heatline::heats::test::summary;
using heatline::heats::test::World;

namespace {

// A child more for the team of that number.
ChildIndex add_late(PlannedDay& day, TeamIndex team) {
    const ChildIndex c = day.world.children(1, 1);
    day.world.input.children[c].team = team;
    return c;
}

}  // namespace

TEST_CASE("A late child joins its team when a place is left, and nobody else moves", "[engine][heats]") {
    PlannedDay day(13, {6, 6, 6, 6});
    REQUIRE(day.planned() == "A:6 B:6 | C:6 D:6");
    const ChildIndex late = add_late(day, 2);

    const auto answer = replan(day.now());

    REQUIRE(answer);
    CHECK(answer->moves == std::vector<MovedChild>{{late, std::nullopt, 1}});
    CHECK(answer->others_moved == 0);
    CHECK(answer->fewest);
    CHECK(answer->offers.empty());
}

TEST_CASE("The places of the reserve are for late children", "[engine][heats]") {
    PlannedDay day(13, {6, 6, 6, 6});
    day.world.input.rules.bands[0].reserve = 1;
    add_late(day, 0);

    const auto answer = replan(day.now());

    REQUIRE(answer);
    CHECK(answer->others_moved == 0);
    CHECK(check_heats(day.world.input, answer->heats, true).violations.empty());
}

TEST_CASE("When the heat is full the smallest group that helps moves, and a heat with room is offered",
          "[engine][heats]") {
    PlannedDay day(12, {7, 5, 6, 3});
    REQUIRE(day.planned() == "A:7 B:5 | C:6 D:3");
    const ChildIndex late = add_late(day, 0);

    const auto answer = replan(day.now());

    REQUIRE(answer);
    CHECK(answer->others_moved == 5 + 3);  // B for D: nobody has room for five.
    CHECK(answer->fewest);
    CHECK(check_heats(day.world.input, answer->heats, true).violations.empty());
    REQUIRE(answer->offers.size() == 1);
    CHECK(answer->offers[0] == Offer{late, 1, 2});
}

TEST_CASE("A called heat stays as it is", "[engine][heats]") {
    PlannedDay day(12, {7, 5, 6, 3});
    day.called = {true, false};

    SECTION("a late child of a team that has run joins another heat") {
        const ChildIndex late = add_late(day, 0);
        const auto answer = replan(day.now());
        REQUIRE(answer);
        CHECK(answer->moves == std::vector<MovedChild>{{late, std::nullopt, 1}});
    }
    SECTION("nobody is moved into it") {
        day.world.input.rules.latest_start = at_minute(10);
        for (int i = 0; i < 4; ++i) add_late(day, 2);
        CHECK_FALSE(replan(day.now()));
    }
}

TEST_CASE("A child who does not come leaves a place and moves nobody", "[engine][heats]") {
    PlannedDay day(12, {6, 6, 6, 6});
    day.absent.assign(24, false);
    day.absent[0] = true;
    const auto before = replan(day.now());
    REQUIRE(before);
    CHECK(before->moves.empty());

    const ChildIndex late = add_late(day, 1);
    const auto answer = replan(day.now());
    REQUIRE(answer);
    CHECK(answer->moves == std::vector<MovedChild>{{late, std::nullopt, 0}});
}

TEST_CASE("The teams of a cancelled heat find room in others", "[engine][heats]") {
    PlannedDay day(18, {6, 6, 6, 6, 6, 6});
    REQUIRE(day.heats.size() == 2);
    day.world.input.rules.bands[0].capacity = 24;

    SECTION("with a heat more when there is too little") {
        day.cancelled = {true, false};
        const auto answer = replan(day.now());
        REQUIRE(answer);
        CHECK(answer->new_heat);
        CHECK(answer->others_moved == 0);
        CHECK(answer->heats[0].children.empty());
        CHECK(answer->heats[1].children.size() + answer->heats[2].children.size() == 36);
        CHECK(answer->heats[2].start == at_minute(20));
    }
    SECTION("and none at all when the day ends before") {
        day.cancelled = {true, false};
        day.world.input.rules.latest_start = at_minute(19);
        const auto answer = replan(day.now());
        REQUIRE_FALSE(answer);
        CHECK(answer.error().rule == "H4");
        CHECK(answer.error().teams.size() == 3);
    }
}

TEST_CASE("A team that comes later runs later", "[engine][heats]") {
    PlannedDay day(12, {6, 6, 6, 6});
    day.not_before.assign(4, std::nullopt);
    day.not_before[0] = at_minute(5);

    const auto answer = replan(day.now());

    REQUIRE(answer);
    CHECK(answer->others_moved == 6);  // A has to; another makes room for it.
    CHECK(answer->moves.size() == 12);
    CHECK(check_heats(day.world.input, answer->heats, true).violations.empty());
    for (const ChildIndex c : answer->heats[0].children) CHECK(day.world.input.children[c].team != 0);
}

TEST_CASE("A team that lost a coach gets heats between which the others are back", "[engine][heats]") {
    PlannedDay day(12, {6, 6, 6, 6});
    World& world = day.world;
    world.input.rules.chaperone_ratio = 6;
    world.input.rules.turnaround_min = 20;
    world.band("Mile 2", {2}, 12);
    world.input.rules.band_gap_min = 0;
    for (TeamIndex t = 0; t < 4; ++t) {
        const ChildIndex first = world.children(2, 6);
        for (ChildIndex c = first; c < first + 6; ++c) world.input.children[c].team = t;
        world.input.teams[t].coaches = 2;
    }
    const auto plan = make_plan(world.input);
    REQUIRE(plan);
    day.heats = plan->heats;
    REQUIRE(day.planned() == "A:6 B:6 | C:6 D:6 | A:6 B:6 | C:6 D:6");
    CHECK(replan(day.now())->moves.empty());

    world.input.rules.turnaround_min = 21;
    world.input.teams[2].coaches = 1;

    const auto answer = replan(day.now());
    REQUIRE(answer);
    CHECK(answer->others_moved == 12);
    CHECK(answer->fewest);
    CHECK(check_heats(world.input, answer->heats, true).violations.empty());

    world.input.rules.turnaround_min = 120;
    CHECK(replan(day.now()).error().rule == "H7");
}

TEST_CASE("Who holds a lock stays, and others make room", "[engine][heats]") {
    PlannedDay day(12, {7, 5, 6, 3});
    day.world.lock("B", "Mile", 1);
    add_late(day, 0);

    const auto answer = replan(day.now());

    REQUIRE(answer);
    CHECK(answer->others_moved == 7 + 6);  // Not B: A for C.
    CHECK(check_heats(day.world.input, answer->heats, true).violations.empty());
}

namespace {

// Groups of one band with their heats, for the slow and obvious way.
struct Plain {
    const PlanInput& input;
    const std::vector<PlannedHeatOut>& heats;
    std::size_t band;
    struct Unit {
        TeamIndex team;
        std::size_t heat;
        std::int64_t children = 0, seats = 0, assisted = 0, published = 0;
    };
    std::vector<Unit> units;
    std::vector<std::size_t> of_band;  // Heats.

    Plain(const PlanInput& in, const std::vector<PlannedHeatOut>& day, const std::vector<ChildIndex>& late,
          std::size_t b)
        : input(in), heats(day), band(b) {
        std::map<std::pair<std::size_t, TeamIndex>, Unit> found;
        for (std::size_t h = 0; h < heats.size(); ++h) {
            if (heats[h].band.index() != band) continue;
            of_band.push_back(h);
            for (const ChildIndex c : heats[h].children) {
                Unit& unit = found[{h, input.children[c].team}];
                unit.team = input.children[c].team;
                unit.heat = h;
                unit.children += 1;
                unit.published += 1;
                unit.seats += input.children[c].assisted ? input.rules.assist_seats : 1;
                unit.assisted += input.children[c].assisted ? 1 : 0;
            }
        }
        for (auto& [key, unit] : found) {
            for (const ChildIndex c : late) {
                if (unit.team != input.children[c].team) continue;
                unit.children += 1;
                unit.seats += input.children[c].assisted ? input.rules.assist_seats : 1;
                unit.assisted += input.children[c].assisted ? 1 : 0;
            }
            units.push_back(unit);
        }
    }

    bool allowed(const std::vector<std::size_t>& heat_of) const {
        std::map<std::size_t, std::pair<std::int64_t, std::int64_t>> load;
        for (std::size_t u = 0; u < units.size(); ++u) {
            load[heat_of[u]].first += units[u].seats;
            load[heat_of[u]].second += units[u].assisted;
        }
        for (const auto& [h, l] : load) {
            if (l.first > input.rules.bands[band].capacity || l.second > input.rules.max_assisted) return false;
        }
        for (std::size_t u = 0; u < units.size(); ++u) {
            if (heat_of[u] != units[u].heat || units[u].children != units[u].published) {
                if (!coached(units[u].team, heat_of)) return false;
            }
        }
        return true;
    }

    bool coached(TeamIndex team, const std::vector<std::size_t>& heat_of) const {
        std::vector<std::pair<Instant, std::int64_t>> uses;
        for (std::size_t u = 0; u < units.size(); ++u) {
            if (units[u].team == team) uses.emplace_back(heats[heat_of[u]].start, units[u].children);
        }
        for (const PlannedHeatOut& heat : heats) {
            if (heat.band.index() == band) continue;
            const auto n = std::count_if(heat.children.begin(), heat.children.end(),
                                         [&](ChildIndex c) { return input.children[c].team == team; });
            if (n > 0) uses.emplace_back(heat.start, n);
        }
        for (const auto& [now, own] : uses) {
            std::int64_t busy = 0;
            for (const auto& [start, n] : uses) {
                const std::int64_t ago = micros_between(start, now);
                if (ago >= 0 && ago < std::int64_t{input.rules.turnaround_min} * 60'000'000)
                    busy += (n + input.rules.chaperone_ratio - 1) / input.rules.chaperone_ratio;
            }
            if (busy > *input.teams[team].coaches) return false;
        }
        return true;
    }

    // The fewest children of the ways that move one group out of the heat `from`, and perhaps one of those where it
    // goes.
    std::optional<std::int64_t> fewest_of_two(std::size_t from) const {
        std::optional<std::int64_t> fewest;
        std::vector<std::size_t> heat_of;
        for (const Unit& unit : units) heat_of.push_back(unit.heat);
        const auto offer = [&](std::int64_t moved) {
            if ((!fewest || moved < *fewest) && allowed(heat_of)) fewest = moved;
        };
        for (std::size_t one = 0; one < units.size(); ++one) {
            if (units[one].heat != from) continue;
            for (const std::size_t to : of_band) {
                if (to == from) continue;
                heat_of[one] = to;
                offer(units[one].published);
                for (std::size_t other = 0; other < units.size(); ++other) {
                    if (units[other].heat != to) continue;
                    for (const std::size_t next : of_band) {
                        heat_of[other] = next;
                        if (next != to) offer(units[one].published + units[other].published);
                    }
                    heat_of[other] = to;
                }
            }
            heat_of[one] = from;
        }
        return fewest;
    }

    // Whether some way moves fewer than `children`; none when there are more ways than `ways_max` to try.
    std::optional<bool> beaten(std::int64_t children, std::int64_t ways_max) const {
        std::vector<std::size_t> heat_of;
        for (const Unit& unit : units) heat_of.push_back(unit.heat);
        std::int64_t ways = 0;
        bool found = false;
        const std::function<void(std::size_t, std::int64_t)> move = [&](std::size_t u, std::int64_t moved) {
            if (found || ways > ways_max) return;
            if (u == units.size()) {
                ++ways;
                found = allowed(heat_of);
                return;
            }
            move(u + 1, moved);
            if (moved + units[u].published >= children) return;
            for (const std::size_t h : of_band) {
                if (h == units[u].heat) continue;
                heat_of[u] = h;
                move(u + 1, moved + units[u].published);
            }
            heat_of[u] = units[u].heat;
        };
        move(0, 0);
        if (!found && ways > ways_max) return std::nullopt;
        return found;
    }
};

}  // namespace

namespace {

struct Tally {
    int joined = 0, moved = 0, lacking = 0, all_tried = 0, by_two = 0;
    int beaten = 0;  // Of all_tried; never where the answer says that fewer is impossible.
};

// Late children, one at a time, each like a child of the day: what is promised for each.
Tally late_children(const World& world, int count, std::uint64_t seed, std::int64_t ways_max) {
    const auto plan = make_plan(world.input, {.effort = {.moves = 2'000, .work = 0}, .one_more = false});
    REQUIRE(plan);
    const std::size_t published = world.input.children.size();
    std::mt19937_64 random(seed);
    Tally tally;
    for (int i = 0; i < count; ++i) {
        CAPTURE(i);
        PlanInput input = world.input;
        PlanChild child = input.children[static_cast<std::size_t>(draw(random, 0, static_cast<int>(published) - 1))];
        child.key = "late";
        input.children.push_back(child);
        const std::size_t band = *band_for(input.rules, child, "");
        const Plain plain(input, plan->heats, {static_cast<ChildIndex>(published)}, band);
        std::vector<std::size_t> as_it_is;
        for (const auto& unit : plain.units) as_it_is.push_back(unit.heat);
        const auto own =
            std::count_if(plain.units.begin(), plain.units.end(), [&](const auto& u) { return u.team == child.team; });

        const auto answer = replan(
            {.input = input, .heats = plan->heats, .called = {}, .cancelled = {}, .absent = {}, .not_before = {}});

        if (!answer) {
            CHECK(answer.error().rule == "H7");
            CHECK_FALSE(plain.allowed(as_it_is));
            ++tally.lacking;
            continue;
        }
        CHECK(check_heats(input, answer->heats, true).violations.empty());
        if (own == 1 && plain.allowed(as_it_is)) CHECK(answer->others_moved == 0);
        ++(answer->others_moved == 0 ? tally.joined : tally.moved);
        if (own != 1 || (answer->others_moved == 0 && !answer->new_heat)) continue;
        const auto team =
            std::find_if(plain.units.begin(), plain.units.end(), [&](const auto& u) { return u.team == child.team; });
        if (const std::optional<std::int64_t> two = plain.fewest_of_two(team->heat)) {
            ++tally.by_two;
            CHECK_FALSE(answer->new_heat);
            CHECK(answer->others_moved <= *two);
        }
        if (answer->new_heat) continue;
        const std::optional<bool> beaten = plain.beaten(answer->others_moved, ways_max);
        if (beaten) {
            ++tally.all_tried;
            if (answer->fewest) CHECK_FALSE(*beaten);
            tally.beaten += *beaten ? 1 : 0;
        }
    }
    return tally;
}

}  // namespace

namespace {

// One band of 60 teams in 12 heats that leave three places in all.
World full_band(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    World world;
    world.band("Mile", {1}, 0);
    int total = 0;
    for (int t = 0; t < 60; ++t) {
        world.team("Team " + std::to_string(t), t).coaches = 99;
        const int size = draw(random, 5, 40);
        world.children(1, size);
        total += size;
    }
    world.input.rules.bands[0].capacity = (total + 3 + 11) / 12;
    return world;
}

}  // namespace

TEST_CASE("Of eighty late children on a full day of 8,000 nobody moves another while its team's heat has a place",
          "[engine][heats][property]") {
    const Tally tally = late_children(test::school_day(7), 80, 11, 0);

    CHECK(tally.joined >= 40);
    CHECK(tally.moved >= 5);
    CHECK(tally.lacking <= 5);
}

TEST_CASE(
    "On a day with hardly a free place no swap of two groups moves fewer children, nor is there a new heat instead",
    "[engine][heats][property]") {
    int by_two = 0;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        CAPTURE(seed);
        World world = full_band(seed);
        by_two += late_children(world, 12, seed, 0).by_two;
    }
    CHECK(by_two >= 20);
}

TEST_CASE("No way at all moves fewer children than the answer to a late child", "[engine][heats][property]") {
    int all_tried = 0, beaten = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        World world = test::school_day(seed, 12, 40);
        for (BandRules& band : world.input.rules.bands) band.capacity = 36;
        if (!make_plan(world.input, {.effort = {.moves = 2'000, .work = 0}, .one_more = false})) continue;
        const Tally tally = late_children(world, 25, seed, 60'000);
        all_tried += tally.all_tried;
        beaten += tally.beaten;
    }
    CHECK(beaten == 0);
    CHECK(all_tried >= 20);
}

TEST_CASE("In a band without slack, where groups have to change places in turn, hardly any way moves fewer children",
          "[engine][heats][property]") {
    int all_tried = 0, moved = 0, beaten = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        World world;
        world.band("Mile", {1}, 0);
        int total = 0;
        for (int t = 0; t < 10; ++t) {
            world.team("Team " + std::to_string(t), t).coaches = 99;
            const int size = draw(random, 3, 17);
            world.children(1, size);
            total += size;
        }
        world.input.rules.bands[0].capacity = (total + 2) / 3 + draw(random, 1, 2);
        if (!make_plan(world.input, {.effort = {.moves = 2'000, .work = 0}, .one_more = false})) continue;
        const Tally tally = late_children(world, 6, seed, 100'000);
        all_tried += tally.all_tried;
        moved += tally.moved;
        beaten += tally.beaten;
    }
    CHECK(moved >= 40);
    CHECK(all_tried >= 30);
    CHECK(beaten <= 2);  // The search is bounded, and says so.
}

TEST_CASE("With several late children of several teams no way moves fewer children", "[engine][heats][property]") {
    int all_tried = 0;
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        World world;
        world.input.rules.assist_seats = 2;
        world.input.rules.max_assisted = 100;
        world.band("Mile", {1}, 0);
        int total = 0;
        for (int t = 0; t < 9; ++t) {
            world.team("Team " + std::to_string(t), t).coaches = 99;
            const int walking = draw(random, 1, 9), assisted = draw(random, 0, 5) == 0 ? 1 : 0;
            world.children(1, walking);
            world.children(1, assisted, true);
            total += walking + 2 * assisted;
        }
        const int more = draw(random, 2, 9);
        world.input.rules.bands[0].capacity = (total + more + 2) / 3 + draw(random, 0, 2);
        const auto plan = make_plan(world.input, {.effort = {.moves = 2'000, .work = 0}, .one_more = false});
        if (!plan || plan->heats.size() != 3) continue;
        std::vector<ChildIndex> late;
        for (int i = 0; i < more; ++i) {  // Of the first three teams, and those may be small.
            late.push_back(world.children(1, 1, draw(random, 0, 5) == 0));
            world.input.children[late.back()].team = static_cast<TeamIndex>(draw(random, 0, 2));
        }

        const auto answer = replan({.input = world.input,
                                    .heats = plan->heats,
                                    .called = {},
                                    .cancelled = {},
                                    .absent = {},
                                    .not_before = {}});

        if (!answer || answer->new_heat) continue;
        CHECK(check_heats(world.input, answer->heats, true).violations.empty());
        CHECK(answer->fewest);
        const Plain plain(world.input, plan->heats, late, 0);
        const std::optional<bool> beaten = plain.beaten(answer->others_moved, 100'000);
        if (!beaten || answer->others_moved == 0) continue;
        ++all_tried;
        CHECK_FALSE(*beaten);
    }
    CHECK(all_tried >= 60);
}
