// Whole days: what a plan looks like, which wishes it keeps, and what it says when there is none.

#include "engine/heats/plan.h"
#include "engine/heats/check.h"
#include "tests/engine/heats/world.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::at_minute;
using heatline::heats::test::by_key;
using heatline::heats::test::summary;
using heatline::heats::test::World;

namespace {

const PlanOptions kInTentOrder{.calling = Calling::tent_order, .effort = {}};

std::string planned(const World& world, const PlanOptions& options = {}) {
    const Result<Plan, Infeasible> plan = make_plan(world.input, options);
    if (!plan) return plan.error().rule + ": " + plan.error().sentence;
    for (const Violation& v : check_heats(world.input, plan->heats).violations) FAIL_CHECK(v.rule << " " << v.sentence);
    return summary(world.input, plan->heats);
}

// Four teams along the tents, six children each, in heats of twelve.
World four_teams() {
    World world;
    world.band("Mile", {1}, 12);
    for (const auto& [name, position] : {std::pair{"Ash", 0}, {"Birch", 1}, {"Cedar", 2}, {"Dogwood", 3}}) {
        world.team(name, position);
        world.children(1, 6);
    }
    return world;
}

}  // namespace

TEST_CASE("Teams run with their neighbours, and heats follow the tents", "[engine][heats]") {
    const World world = four_teams();

    const Result<Plan, Infeasible> plan = make_plan(world.input);

    REQUIRE(plan);
    CHECK(summary(world.input, plan->heats) == "Ash:6 Birch:6 | Cedar:6 Dogwood:6");
    CHECK(plan->heats[1].start == at_minute(10));
    CHECK(plan->heats[1].band == BandId{0u});
    CHECK(plan->heats[1].race == "mile");
    CHECK(plan->report.heats == 2);
    CHECK(plan->report.heats_lower_bound == 2);
    CHECK(plan->report.span == 2);
    CHECK(plan->report.span_lower_bound == 2);
    CHECK(plan->report.balance == 0);
}

TEST_CASE("The rules say whether heats are called in tent order, and an option says otherwise", "[engine][heats]") {
    World world = heats::test::school_day(3, 12, 40);
    for (BandRules& band : world.input.rules.bands) band.capacity = 36;
    const PlanOptions as_the_rules_say{.calling = {}, .effort = {.moves = 500, .work = 0}, .one_more = false};
    PlanOptions few = as_the_rules_say, by_tents = as_the_rules_say;
    few.calling = Calling::fewest_heats;
    by_tents.calling = Calling::tent_order;
    REQUIRE(make_plan(world.input, few)->heats != make_plan(world.input, by_tents)->heats);
    CHECK(*make_plan(world.input, as_the_rules_say) == *make_plan(world.input, few));
    world.input.rules.calling = Calling::tent_order;
    CHECK(*make_plan(world.input, as_the_rules_say) == *make_plan(world.input, by_tents));
    CHECK(make_plan(world.input, few)->heats != make_plan(world.input, by_tents)->heats);
}

TEST_CASE("A band may have heats beyond the fewest where they save walking", "[engine][heats]") {
    World world;
    BandRules& mile = world.band("Mile", {1}, 100);
    for (const auto& [name, position, count] :
         {std::tuple{"Ash", 0, 60}, {"Birch", 1, 70}, {"Cedar", 50, 40}, {"Dogwood", 51, 30}}) {
        world.team(name, position);
        world.children(1, count);
    }
    CHECK(planned(world) == "Ash:60 Cedar:40 | Birch:70 Dogwood:30");  // Nothing else fits two heats.
    CHECK(make_plan(world.input)->report.one_more == std::vector<OneMore>{{BandId{0u}, 1, 100, 10}});

    SECTION("one") {
        mile.more_heats.count = 1;
        CHECK(planned(world) == "Ash:60 | Birch:70 | Cedar:40 Dogwood:30");
        const Result<Plan, Infeasible> plan = make_plan(world.input);
        CHECK(plan->report.heats_lower_bound == 2);
        CHECK(plan->report.span == 1);
        CHECK(plan->report.span_lower_bound <= 1);
    }
    SECTION("more than there are teams") {
        mile.more_heats.count = 9;
        CHECK(make_plan(world.input)->report.span <= 1);
        CHECK(make_plan(world.input)->heats.size() <= 4);
    }
    SECTION("not where they save nothing") {
        mile.capacity = 200;
        mile.more_heats.count = 1;
        for (PlanTeam& team : world.input.teams) team.tent_col = 1;
        CHECK(make_plan(world.input)->heats.size() == 1);
    }
    SECTION("not in tent order") {
        const std::string in_order = planned(world, kInTentOrder);
        mile.more_heats.count = 1;
        CHECK(planned(world, kInTentOrder) == in_order);
    }
    SECTION("a day that gets too long by them says so") {
        mile.more_heats.count = 1;
        world.input.rules.latest_start = at_minute(15);
        const Result<Plan, Infeasible> plan = make_plan(world.input);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().rule == "H6");
        CHECK(plan.error().sentence.find("more_heats") != std::string::npos);
    }
}

TEST_CASE("Nobody to plan for is a plan without heats", "[engine][heats]") {
    World world;
    world.band("Mile", {1}, 12);
    world.team("Ash", 0);
    world.lock("Ash", "Mile", 1);

    const Result<Plan, Infeasible> plan = make_plan(world.input);

    REQUIRE(plan);
    CHECK(plan->heats.empty());
    CHECK(plan->report == PlanReport{});
}

TEST_CASE("Children whom no band takes are listed and the others planned", "[engine][heats]") {
    World world = four_teams();
    world.children(7, 1);

    const Result<Plan, Infeasible> plan = make_plan(world.input);

    REQUIRE(plan);
    REQUIRE(plan->report.unplaced.size() == 1);
    CHECK(plan->report.unplaced[0].child == 24);
    CHECK(plan->report.heats == 2);
}

TEST_CASE("A locked team runs where the lock says, whatever the order of the tents", "[engine][heats]") {
    World world = four_teams();

    SECTION("in another heat") {
        world.lock("dogwood", "mile", 1);
        CHECK(planned(world) == "Cedar:6 Dogwood:6 | Ash:6 Birch:6");
    }
    SECTION("two neighbours apart") {
        world.lock("Ash", "Mile", 2);
        world.lock("Birch", "Mile", 1);
        CHECK(planned(world) == "Birch:6 Dogwood:6 | Ash:6 Cedar:6");
        CHECK(planned(world, kInTentOrder) == "Birch:6 Cedar:6 | Ash:6 | Dogwood:6");
    }
    SECTION("two far teams together") {
        world.lock("Ash", "Mile", 2);
        world.lock("Dogwood", "Mile", 2);
        CHECK(planned(world) == "Birch:6 Cedar:6 | Ash:6 Dogwood:6");
    }
    SECTION("in a heat that there would not be without the lock") {
        world.lock("Ash", "Mile", 4);
        CHECK(planned(world) == "Birch:6 | Cedar:6 | Dogwood:6 | Ash:6");
    }
    SECTION("more than its heat holds") {
        for (const char* team : {"Ash", "Birch", "Cedar"}) world.lock(team, "Mile", 1);
        const Result<Plan, Infeasible> plan = make_plan(world.input);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().rule == "H4");
        CHECK(plan.error().teams == std::vector<std::string>{"Ash", "Birch", "Cedar"});
    }
    SECTION("in a heat that cannot be") {
        world.lock("Ash", "Mile", 5);
        const Result<Plan, Infeasible> plan = make_plan(world.input);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().rule == "H8");
        CHECK(plan.error().teams == std::vector<std::string>{"Ash"});
    }
    SECTION("in two heats, though it fits one") {
        world.lock("Ash", "Mile", 1);
        world.lock("Ash", "Mile", 2);
        CHECK(planned(world).starts_with("H8: 'Ash' is locked"));
    }
    SECTION("without a child in the band") {
        world.team("Elm", 4);
        world.lock("Elm", "Mile", 1);
        CHECK(planned(world).starts_with("H8: 'Elm' is locked"));
    }
}

TEST_CASE("A lock on a late heat of a very large band is kept", "[engine][heats]") {
    World world;
    world.input.rules.latest_start = at_minute(100'000);
    world.band("Mile", {1}, 2);
    for (int t = 0; t < 2'100; ++t) {
        world.team("Team " + std::to_string(t), t % 1'000).tent_row = t / 1'000 + 1;
        world.children(1, 1);
    }
    world.lock("Team 7", "Mile", 1'200);

    const Result<Plan, Infeasible> plan = make_plan(world.input);

    REQUIRE(plan);
    CHECK(plan->report.heats == 1'200);
    CHECK(check_heats(world.input, plan->heats).violations.empty());
}

TEST_CASE("A heat that the roster asks for is kept, and the whole team goes with the child", "[engine][heats]") {
    World world = four_teams();

    SECTION("one child") {
        world.input.children[20].heat_lock = "1";
        CHECK(planned(world) == "Cedar:6 Dogwood:6 | Ash:6 Birch:6");
    }
    SECTION("heats count over the day, not over the band") {
        world.band("Mile 2", {2}, 12);
        world.team("Elm", 4);
        world.input.children[world.children(2, 3)].heat_lock = "3";
        CHECK(planned(world) == "Ash:6 Birch:6 | Cedar:6 Dogwood:6 | Elm:3");
    }
    SECTION("every child") {
        for (std::size_t c = 0; c < 24; ++c) world.input.children[c].heat_lock = c / 6 % 2 == 0 ? "2" : "1";
        CHECK(planned(world) == "Birch:6 Dogwood:6 | Ash:6 Cedar:6");
    }
    SECTION("two heats for a team that fits one") {
        world.input.children[0].heat_lock = "1";
        world.input.children[1].heat_lock = "2";
        CHECK(planned(world).starts_with("H5: the roster asks"));
    }
    SECTION("a name that is no number") {
        world.input.children[0].heat_lock = "Red";
        CHECK(planned(world).starts_with("H8: the roster asks for heat 'Red' for 1000 of 'Ash', but planned heats"));
    }
    SECTION("a heat of the band before") {
        world.band("Mile 2", {2}, 12);
        world.input.children[world.children(2, 3)].heat_lock = "1";
        CHECK(planned(world).starts_with("H8: the roster asks for heat '1'"));
    }
}

TEST_CASE("A team too large for one heat fills heats of its own and shares the last", "[engine][heats]") {
    World world;
    world.band("Mile", {1}, 10);
    world.team("Ash", 0);
    world.children(1, 4);
    world.team("Birch", 1);
    world.children(1, 25);

    const Result<Plan, Infeasible> plan = make_plan(world.input);

    REQUIRE(plan);
    CHECK(plan->report.heats == 3);
    CHECK(plan->report.excess_splits == 0);
    CHECK(check_heats(world.input, plan->heats).violations.empty());
}

TEST_CASE("The reserve and the places of assisted children count", "[engine][heats]") {
    World world = four_teams();

    SECTION("a reserve leaves room for late children") {
        world.input.rules.bands[0].reserve = 1;
        CHECK(planned(world) == "Ash:6 | Birch:6 | Cedar:6 | Dogwood:6");
    }
    SECTION("an assisted child takes two places") {
        world.input.children[0].assisted = true;
        CHECK(planned(world) == "Ash:6 | Birch:6 Cedar:6 | Dogwood:6");
    }
    SECTION("no helper, no place") {
        world.input.children[0].assisted = true;
        world.input.rules.max_assisted = 0;
        const Result<Plan, Infeasible> plan = make_plan(world.input);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().rule == "H4");
        CHECK(plan.error().teams == std::vector<std::string>{"Ash"});
    }
    SECTION("a band without places") {
        world.input.rules.bands[0].reserve = 12;
        CHECK(planned(world).starts_with("H4: a heat of 'Mile' has 0 places"));
    }
}

TEST_CASE("Starts follow the interval, the gap between bands and the earliest start", "[engine][heats]") {
    World world = four_teams();
    world.band("Mile 2", {2}, 12);
    world.band("Mile 3", {3}, 12).earliest = at_minute(90);
    world.children(2, 12);
    world.children(3, 12);

    const Result<Plan, Infeasible> plan = make_plan(world.input);

    REQUIRE(plan);
    REQUIRE(plan->heats.size() == 4);
    CHECK(plan->heats[2].start == at_minute(10 + 10 + 5));
    CHECK(plan->heats[3].start == at_minute(90));
    CHECK(plan->report.wait_max_min == 80);
}

TEST_CASE(
    "Teams leave their neighbours where that saves a heat, unless heats are called in tent order and the day is long",
    "[engine][heats]") {
    World world;
    world.band("Mile", {1}, 10);
    for (const auto& [name, count] : {std::pair{"Ash", 6}, {"Birch", 6}, {"Cedar", 4}, {"Dogwood", 4}}) {
        world.team(name, static_cast<std::int32_t>(world.input.teams.size()));
        world.children(1, count);
    }
    CHECK(planned(world) == "Ash:6 Cedar:4 | Birch:6 Dogwood:4");
    CHECK(planned(world, kInTentOrder) == "Ash:6 | Birch:6 | Cedar:4 Dogwood:4");

    SECTION("two heats are possible") {
        world.input.rules.latest_start = at_minute(10);
        CHECK(planned(world, kInTentOrder) == "Ash:6 Cedar:4 | Birch:6 Dogwood:4");
    }
    SECTION("one heat is not") {
        world.input.rules.latest_start = at_minute(9);
        const Result<Plan, Infeasible> plan = make_plan(world.input);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().rule == "H6");
        CHECK(plan.error().sentence.find("no plan is short enough") != std::string::npos);
        CHECK_FALSE(plan.error().teams.empty());
    }
}

TEST_CASE("A team never needs more coaches at one start than it has", "[engine][heats]") {
    World world;
    world.input.rules.chaperone_ratio = 5;
    world.input.rules.turnaround_min = 20;
    world.input.rules.band_gap_min = 0;
    world.band("Mile 1", {1}, 5);
    world.band("Mile 2", {2}, 5);
    for (const char* name : {"Ash", "Birch", "Cedar"}) {
        PlanTeam& team = world.team(name, static_cast<std::int32_t>(world.input.teams.size()));
        team.coaches = 1;
        world.children(1, 5);
    }

    SECTION("the order of a band changes where coaches are still out") {
        world.children(2, 5);  // Cedar runs last in the first band and cannot open the second.
        world.input.teams[0].coaches = 2;
        world.input.children.push_back(world.input.children[0]);
        world.input.children.back().key = "2000";
        world.input.children.back().grade = heats::test::grade(2);
        const Result<Plan, Infeasible> plan = make_plan(world.input);
        REQUIRE(plan);
        CHECK(check_heats(world.input, plan->heats).violations.empty());
    }
    SECTION("a team whose coaches are not known is not limited") {
        world.input.teams[2].coaches.reset();
        world.children(2, 5);
        CHECK(planned(world) == "Ash:5 | Birch:5 | Cedar:5 | Cedar:5");
    }
    SECTION("too few coaches for one heat") {
        world.input.teams[1].coaches = 0;
        const Result<Plan, Infeasible> plan = make_plan(world.input);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().rule == "H7");
        CHECK(plan.error().teams == std::vector<std::string>{"Birch"});
    }
    SECTION("too few coaches for any order") {
        world.input.rules.turnaround_min = 120;
        world.children(2, 5);
        const Result<Plan, Infeasible> plan = make_plan(world.input);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().rule == "H7");
        CHECK(plan.error().teams == std::vector<std::string>{"Cedar"});
    }
}

TEST_CASE("An oversize team is cut at whole groups when that is what its coaches need", "[engine][heats]") {
    World world;
    world.input.rules.chaperone_ratio = 20;
    world.band("Mile", {1}, 50);
    world.team("Ash", 0).coaches = 3;  // 50 + 6 needs 3 + 1 coaches within a turnaround, 40 + 16 needs 2 + 1.
    world.children(1, 56);

    CHECK(planned(world) == "Ash:40 | Ash:16");
}

TEST_CASE("Rules that make no sense are named, not divided by", "[engine][heats]") {
    World world = four_teams();

    SECTION("chaperone_ratio") {
        world.input.rules.chaperone_ratio = 0;
        CHECK(planned(world).starts_with("settings: chaperone_ratio is 0"));
    }
    SECTION("interval_min") {
        world.input.rules.bands[0].interval_min = -1;
        CHECK(planned(world).starts_with("settings: interval_min of the band 'Mile' is -1"));
    }
}

TEST_CASE("Every plan keeps every hard rule, counts right, and does not depend on the order of the rows",
          "[engine][heats][property]") {
    const auto seed = GENERATE(take(400, random(1u, 1'000'000u)));
    CAPTURE(seed);
    const World world = heats::test::random_world(seed);
    const PlanInput other = heats::test::shuffled(world.input, seed + 1);

    const PlanOptions options{.calling = seed % 4 == 0 ? Calling::tent_order : Calling::fewest_heats};

    const Result<Plan, Infeasible> plan = make_plan(world.input, options);
    const Result<Plan, Infeasible> again = make_plan(other, options);

    REQUIRE(plan.ok() == again.ok());
    if (!plan) {
        CHECK(plan.error().rule == again.error().rule);
        CHECK(plan.error().sentence == again.error().sentence);
        CHECK(plan.error().teams == again.error().teams);
        return;
    }
    CHECK(by_key(world.input, *plan) == by_key(other, *again));
    const Checked checked = check_heats(world.input, plan->heats);
    for (const Violation& v : checked.violations) FAIL_CHECK(v.rule << " " << v.sentence);
    const PlanReport& report = plan->report;
    CHECK(checked.figures == CheckedFigures{report.heats, report.span, report.excess_splits, report.balance,
                                            report.wait_sum_min, report.wait_max_min});
    CHECK(report.heats_lower_bound <= report.heats);
    CHECK(report.span_lower_bound <= report.span);
}

TEST_CASE("Most made-up days have a plan, so that the property above says something", "[engine][heats]") {
    int with_plan = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed)
        with_plan += make_plan(heats::test::random_world(seed).input).ok() ? 1 : 0;
    CHECK(with_plan >= 120);
    CHECK(with_plan < 200);
}

TEST_CASE("What one heat more would save is told where the day has room for it", "[engine][heats]") {
    World world;
    world.band("Mile", {1}, 10);
    for (const auto& [name, position] : {std::pair{"Ash", 0}, {"Birch", 1}, {"Cedar", 30}, {"Dogwood", 31}}) {
        world.team(name, position);
        world.children(1, position % 30 == 0 ? 6 : 4);
    }
    world.team("Elm", 60);
    world.children(1, 5);
    world.team("Fir", 90);
    world.children(1, 5);

    const Result<Plan, Infeasible> plan = make_plan(world.input);

    REQUIRE(plan);
    CHECK(plan->report.heats == 3);
    CHECK(plan->report.span == 1 + 1 + 30);
    REQUIRE(plan->report.one_more.size() == 1);
    CHECK(plan->report.one_more[0] == OneMore{BandId{0u}, 2, 32, 10});

    world.input.rules.latest_start = at_minute(29);
    CHECK(make_plan(world.input)->report.one_more.empty());
}
