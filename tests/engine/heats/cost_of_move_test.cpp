// What a team's move costs, against the judge of heats and against a second, slow way of counting.

#include "engine/heats/cost_of_move.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "engine/heats/check.h"
#include "engine/heats/tent.h"
#include "tests/engine/heats/planned_day.h"

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::at_minute;
using heatline::heats::test::draw;
using heatline::heats::test::PlannedDay;
using heatline::heats::test::summary;
using heatline::heats::test::World;

namespace {

// Twelve places each, tents 0 to 3.
PlannedDay four_teams() {
    PlannedDay day{12, {7, 5, 6, 3}};
    REQUIRE(day.planned() == "A:7 B:5 | C:6 D:3");
    return day;
}

TeamMoveCost cost_for(const PlannedDay& day, TeamIndex team, std::size_t to, std::optional<std::size_t> from = {},
                      BandId band = BandId{0U}) {
    return cost_of_move(day.now(), {team, band, to, from});
}

// The heats afterwards, child by child.
std::vector<PlannedHeatOut> moved(const RaceDay& day, const TeamMove& move) {
    std::vector<PlannedHeatOut> heats = day.heats;
    for (std::size_t h = 0; h < heats.size(); ++h) {
        if (h == move.to || (move.from && *move.from != h) || heats[h].band != move.band) continue;
        const std::vector<ChildIndex> children = heats[h].children;
        for (const ChildIndex c : children) {
            if (day.input.children[c].team != move.team) continue;
            std::erase(heats[h].children, c);
            heats[move.to].children.push_back(c);
        }
    }
    return heats;
}

// Counts a whole day from its heats alone.
struct Slow {
    const RaceDay& day;
    const std::vector<PlannedHeatOut>& heats;

    bool absent(ChildIndex c) const { return c < day.absent.size() && day.absent[c]; }
    bool cancelled(std::size_t h) const { return h < day.cancelled.size() && day.cancelled[h]; }
    bool lanes(std::size_t h) const { return day.input.rules.bands[heats[h].band.index()].lanes > 0; }
    std::vector<ChildIndex> here(std::size_t h) const {
        std::vector<ChildIndex> children;
        for (const ChildIndex c : heats[h].children) {
            if (!absent(c)) children.push_back(c);
        }
        return children;
    }
    std::int64_t of_team(std::size_t h, TeamIndex team) const {
        std::int64_t n = 0;
        for (const ChildIndex c : here(h)) n += day.input.children[c].team == team ? 1 : 0;
        return n;
    }
    std::int64_t seats(std::size_t h) const {
        std::int64_t n = 0;
        for (const ChildIndex c : here(h)) n += day.input.children[c].assisted ? day.input.rules.assist_seats : 1;
        return n;
    }
    std::int64_t assisted(std::size_t h) const {
        std::int64_t n = 0;
        for (const ChildIndex c : here(h)) n += day.input.children[c].assisted ? 1 : 0;
        return n;
    }
    std::int64_t walk(std::size_t h) const {
        std::set<std::int64_t> tents;
        for (const ChildIndex c : here(h))
            tents.insert(tent_positions(day.input.rules, day.input.teams)[day.input.children[c].team]);
        return tents.empty() ? 0 : *tents.rbegin() - *tents.begin();
    }
    // Coaches of the team who are out when heat `h` starts.
    std::int64_t coaches(std::size_t h, TeamIndex team) const {
        std::int64_t n = 0;
        for (std::size_t other = 0; other < heats.size(); ++other) {
            if (lanes(other) || cancelled(other)) continue;
            for (std::int64_t m = 0; m < day.input.rules.turnaround_min; ++m) {
                if (heats[other].start + minutes(m) != heats[h].start) continue;
                const std::int64_t ratio = day.input.rules.chaperone_ratio;
                n += of_team(other, team) / ratio + (of_team(other, team) % ratio > 0 ? 1 : 0);
            }
        }
        return n;
    }
    std::set<std::size_t> pieces(TeamIndex team, BandId band, const std::string& family = {}) const {
        std::set<std::size_t> in;
        for (std::size_t h = 0; h < heats.size(); ++h) {
            if (heats[h].band != band) continue;
            for (const ChildIndex c : here(h)) {
                const PlanChild& child = day.input.children[c];
                if (child.team == team && (family.empty() || child.family == family)) in.insert(h);
            }
        }
        return in;
    }
    std::int64_t divided(TeamIndex team, BandId band) const {
        std::set<std::string> families;
        for (const PlanChild& child : day.input.children) families.insert(child.family);
        families.erase("");
        std::int64_t n = 0;
        for (const std::string& family : families) n += pieces(team, band, family).size() > 1 ? 1 : 0;
        return n;
    }
};

std::set<std::string> rules_of(const std::vector<Violation>& violations) {
    std::set<std::string> rules;
    for (const Violation& violation : violations) {
        // That a heat has nobody left, the cost says in its places.
        if (violation.rule != "H1") rules.insert(violation.rule);
    }
    return rules;
}

}  // namespace

TEST_CASE("The cost of moving a team tells places, walk and times of both heats", "[engine][heats]") {
    PlannedDay day = four_teams();
    HeatRules& rules = day.world.input.rules;
    rules.bands[0].reserve = 2;
    rules.tent_pitch_m = 50;
    rules.walk_m_per_min = 50;
    rules.staging_min = 10;
    rules.arrive_before_min = 60;

    const TeamMoveCost cost = cost_for(day, 3, 0);

    REQUIRE(cost.cannot == CannotMove::no);
    CHECK(cost.children.size() == 3);
    CHECK(cost.joined == HeatChange{0, 12, 15, 1, 3});
    CHECK(cost.left == std::vector<HeatChange>{{1, 9, 6, 1, 0}});
    CHECK(cost.places_left() == -3);
    CHECK(cost.reserve_taken() == 2);
    CHECK(cost.broken == std::vector<std::string>{"H4"});
    CHECK(cost.call_before == at_minute(10 - 10 - 3));
    CHECK(cost.call_after == at_minute(0 - 10 - 3));
    CHECK(cost.arrive_before == at_minute(10 - 60));
    CHECK(cost.arrive_after == at_minute(-60));
}

TEST_CASE("A team that finds room breaks no rule, and the reserve counts as room on the race day", "[engine][heats]") {
    PlannedDay day = four_teams();
    day.world.input.rules.bands[0].capacity = 15;
    day.world.input.rules.bands[0].reserve = 4;

    const TeamMoveCost cost = cost_for(day, 3, 0);

    CHECK(cost.broken.empty());
    CHECK(cost.places_left() == 0);
    CHECK(cost.reserve_taken() == 4);
    SECTION("a child who does not come takes no place and still goes along") {
        day.absent.assign(day.world.input.children.size(), false);
        day.absent[day.heats[1].children.back()] = true;
        CHECK(cost_for(day, 3, 0).places_left() == 1);
        CHECK(cost_for(day, 3, 0).children.size() == 3);
    }
}

TEST_CASE("What makes no sense is no move", "[engine][heats]") {
    PlannedDay day = four_teams();
    CHECK(cost_for(day, 0, 0).cannot == CannotMove::nobody);  // It is there.
    CHECK(cost_for(day, 9, 0).cannot == CannotMove::nobody);
    CHECK(cost_for(day, 0, 7).cannot == CannotMove::nobody);
    CHECK(cost_for(day, 0, 1, 1).cannot == CannotMove::nobody);
    day.cancelled = {false, true};
    CHECK(cost_for(day, 0, 1).cannot == CannotMove::cancelled);
    day.world.band("Other", {2}, 12);
    day.heats.push_back({BandId{1U}, "mile", "finish", at_minute(30), {}, {}});
    CHECK(cost_for(day, 0, 2).cannot == CannotMove::other_band);
}

TEST_CASE("Locks, siblings, called heats and a team that comes later are told", "[engine][heats]") {
    PlannedDay day = four_teams();
    day.world.input.rules.bands[0].capacity = 30;

    SECTION("a lock of the rules") {
        day.world.lock("A", "Mile", 1);
        CHECK(cost_for(day, 0, 1).breaks("H8"));
        CHECK_FALSE(cost_for(day, 1, 1).breaks("H8"));
    }
    SECTION("a child's lock of the roster") {
        day.world.input.children[day.heats[0].children[0]].heat_lock = "01";
        CHECK(cost_for(day, 0, 1).breaks("H8"));
        day.world.input.children[day.heats[0].children[0]].heat_lock = "2";
        CHECK_FALSE(cost_for(day, 0, 1).breaks("H8"));
    }
    SECTION("a part of a team that fits one heat, and its siblings") {
        const ChildIndex one = day.heats[0].children[0], two = day.heats[0].children[1];
        day.world.input.children[one].family = day.world.input.children[two].family = "Ash";
        std::erase(day.heats[0].children, one);
        day.heats[1].children.push_back(one);
        const TeamMoveCost together = cost_for(day, 0, 1, 0);
        CHECK(together.pieces_before == 2);
        CHECK(together.pieces_after == 1);
        CHECK(together.families_before == 1);
        CHECK(together.families_after == 0);
        CHECK(together.broken.empty());
        day.heats.push_back({BandId{0U}, "mile", "finish", at_minute(20), {}, {}});
        CHECK(cost_for(day, 0, 2, 0).breaks("H5"));
        CHECK(cost_for(day, 0, 2).broken.empty());  // Both parts.
    }
    SECTION("a called heat, left or joined") {
        CHECK_FALSE(cost_for(day, 0, 1).called);
        day.called = {true};
        CHECK(cost_for(day, 0, 1).called);
        CHECK(cost_for(day, 2, 0).called);
    }
    SECTION("a team that is not there yet") {
        day.not_before.assign(4, std::nullopt);
        day.not_before[2] = at_minute(5);
        CHECK(cost_for(day, 2, 0).before_team_comes);
        CHECK_FALSE(cost_for(day, 0, 1).before_team_comes);
    }
}

TEST_CASE("Coaches are counted at every start at which children of the new heat are out", "[engine][heats]") {
    PlannedDay day = four_teams();
    HeatRules& rules = day.world.input.rules;
    rules.bands[0].capacity = 30;
    rules.chaperone_ratio = 3;
    rules.turnaround_min = 15;
    day.world.input.teams[0].coaches = 3;
    day.heats.push_back({BandId{0U}, "mile", "finish", at_minute(20), {}, {}});
    const ChildIndex one = day.heats[0].children[0];
    std::erase(day.heats[0].children, one);
    day.heats[2].children.push_back(one);

    const TeamMoveCost cost = cost_for(day, 0, 1, 0);  // Six children at minute 10, who are out at minute 20 still.

    CHECK(cost.coaches == CoachesNeeded{2, 1, 3, 3});
    CHECK_FALSE(cost.breaks("H7"));
    day.world.input.teams[0].coaches = 2;
    CHECK(cost_for(day, 0, 1, 0).breaks("H7"));
    day.world.input.teams[0].coaches.reset();
    CHECK_FALSE(cost_for(day, 0, 1, 0).breaks("H7"));
}

TEST_CASE("After any move of a planned day the rules that are told broken are those that the judge finds broken",
          "[engine][heats][property]") {
    int moves = 0;
    std::map<std::string, int> seen;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        INFO("seed " << seed);
        World world = test::random_world(seed);
        const auto plan = make_plan(world.input, {.effort = {.moves = 200, .work = 0}, .one_more = false});
        if (!plan) continue;
        const RaceDay day{world.input, plan->heats, {}, {}, {}, {}};
        if (!rules_of(check_heats(world.input, day.heats, true).violations).empty()) continue;
        std::mt19937_64 random(seed);
        for (int i = 0; i < 30 && !day.heats.empty(); ++i) {
            const auto to = static_cast<std::size_t>(draw(random, 0, static_cast<int>(day.heats.size()) - 1));
            const TeamMove move{static_cast<TeamIndex>(draw(random, 0, static_cast<int>(world.input.teams.size()) - 1)),
                                day.heats[to].band,
                                to,
                                {}};
            const TeamMoveCost cost = cost_of_move(day, move);
            if (cost.cannot != CannotMove::no || world.input.rules.bands[move.band.index()].lanes > 0) continue;
            INFO("team " << move.team << " to heat " << move.to);
            const std::set<std::string> told(cost.broken.begin(), cost.broken.end());
            CHECK(told == rules_of(check_heats(world.input, moved(day, move), true).violations));
            ++moves;
            for (const std::string& rule : told) ++seen[rule];
        }
    }
    CHECK(moves > 500);
    CHECK(seen["H4"] > 50);
    CHECK(seen["H7"] > 10);
    CHECK(seen["H8"] > 5);
}

TEST_CASE("Every figure of a move is the one that the slow way counts", "[engine][heats][property]") {
    int moves = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        INFO("seed " << seed);
        World world = test::random_world(seed);
        const auto plan = make_plan(world.input, {.effort = {.moves = 200, .work = 0}, .one_more = false});
        if (!plan || plan->heats.empty()) continue;
        std::mt19937_64 random(seed);
        RaceDay day{world.input, plan->heats, {}, {}, {}, {}};
        for (std::size_t c = 0; c < world.input.children.size(); ++c) day.absent.push_back(draw(random, 0, 9) == 0);
        for (std::size_t h = 0; h < day.heats.size(); ++h) {
            day.called.push_back(draw(random, 0, 4) == 0);
            day.cancelled.push_back(draw(random, 0, 9) == 0);
        }
        // One move after another, parts of teams included, so that later ones begin with a day out of order.
        for (int i = 0; i < 8; ++i) {
            const auto any_heat = [&] {
                return static_cast<std::size_t>(draw(random, 0, static_cast<int>(day.heats.size()) - 1));
            };
            TeamMove move{static_cast<TeamIndex>(draw(random, 0, static_cast<int>(world.input.teams.size()) - 1)),
                          {},
                          any_heat(),
                          {}};
            move.band = day.heats[move.to].band;
            if (draw(random, 0, 2) == 0) move.from = any_heat();
            const TeamMoveCost cost = cost_of_move(day, move);
            if (cost.cannot != CannotMove::no) continue;
            INFO("team " << move.team << " to heat " << move.to);
            ++moves;
            const std::vector<PlannedHeatOut> then = moved(day, move);
            const Slow before{day, day.heats}, after{day, then};
            const auto change = [&](std::size_t h) {
                return HeatChange{h, before.seats(h), after.seats(h), before.walk(h), after.walk(h)};
            };
            CHECK(cost.joined == change(move.to));
            std::vector<HeatChange> left;
            std::size_t gone = 0;
            bool called = day.called[move.to];
            for (std::size_t h = 0; h < then.size(); ++h) {
                if (then[h].children.size() >= day.heats[h].children.size()) continue;
                left.push_back(change(h));
                gone += day.heats[h].children.size() - then[h].children.size();
                called = called || day.called[h];
            }
            CHECK(cost.left == left);
            CHECK(cost.children.size() == gone);
            CHECK(cost.called == called);
            CHECK(cost.assisted == after.assisted(move.to));
            CHECK(cost.pieces_before == static_cast<std::int64_t>(before.pieces(move.team, move.band).size()));
            CHECK(cost.pieces_after == static_cast<std::int64_t>(after.pieces(move.team, move.band).size()));
            CHECK(cost.families_before == before.divided(move.team, move.band));
            CHECK(cost.families_after == after.divided(move.team, move.band));
            if (!after.lanes(move.to)) {
                std::int64_t most = 0;
                for (std::size_t h = 0; h < then.size(); ++h) {
                    const std::int64_t ago = micros_between(then[move.to].start, then[h].start) / 60'000'000;
                    const bool out = ago >= 0 && ago < world.input.rules.turnaround_min;
                    if (out && !after.lanes(h) && !after.cancelled(h) && after.of_team(h, move.team) > 0)
                        most = std::max(most, after.coaches(h, move.team));
                }
                CHECK(cost.coaches.after == most);
                if (most > 0) {
                    CHECK(after.coaches(cost.coaches.heat, move.team) == most);
                    CHECK(before.coaches(cost.coaches.heat, move.team) == cost.coaches.before);
                }
            }
            if (draw(random, 0, 1) == 0) day.heats = then;
        }
    }
    CHECK(moves > 500);
}
