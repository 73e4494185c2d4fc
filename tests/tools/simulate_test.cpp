#include "engine/grants.h"
#include "tools/draw.h"
#include "tools/simulate/compare.h"
#include "tools/simulate/dollars.h"
#include "tools/simulate/volunteers.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

namespace heatline::simulate {
namespace {

const Instant kEight = *parse_rfc3339("2027-05-01T08:00:00-07:00");

// `children` in each of `heats`, spread over `teams`.
Plan plan_of(std::size_t teams, std::size_t heats, std::size_t children) {
    Plan plan;
    for (std::size_t i = 0; i < teams; ++i) plan.teams.push_back("School " + std::to_string(100 + i));
    for (std::size_t heat = 0; heat < heats; ++heat) {
        PlannedHeat planned;
        planned.name = std::to_string(heat + 1);
        planned.race = "mile";
        planned.planned = kEight + minutes(15 * static_cast<std::int64_t>(heat));
        for (std::size_t i = 0; i < children; ++i) {
            Child child;
            child.bib = std::to_string(1001 + plan.children.size());
            child.team = i % teams;
            child.grade = static_cast<std::int32_t>(heat % 9);
            child.virtually = i % 40 == 39;
            child.heats = {heat};
            planned.children.push_back(plan.children.size());
            plan.children.push_back(child);
        }
        plan.heats.push_back(planned);
    }
    return plan;
}

Mistakes no_mistakes() {
    Mistakes none;
    for (const Slip& slip : kSlips) none.*slip.rate = 0;
    return none;
}

const std::vector<Note>& notes_of(const Recorded& recorded, const std::string& device) {
    for (std::size_t i = 0; i < recorded.cast.size(); ++i) {
        if (recorded.cast[i].name == device) return recorded.notes[i];
    }
    FAIL("no device " << device);
    return recorded.notes.front();
}

// All that a day says, as text.
std::string written_down(const Recorded& recorded) {
    std::string all;
    for (std::size_t i = 0; i < recorded.cast.size(); ++i) {
        for (const Note& note : recorded.notes[i]) {
            all += recorded.cast[i].name + " " + note.kind + " " + std::to_string(note.due.us) + " " +
                   (note.at ? format_rfc3339(*note.at) : "") + " " + note.bib + note.heat + note.where + note.mode +
                   "\n";
        }
    }
    for (const Order& order : recorded.orders)
        all += order.command + std::to_string(order.due.us) + order.heat + order.bib + order.status + "\n";
    return all;
}

std::string day(const Plan& plan, std::uint64_t seed) {
    const Truth truth = what_happens(plan, Habits{}, seed);
    return written_down(what_is_recorded(plan, truth, Mistakes{}, seed));
}

TEST_CASE("the same seed gives the same day, another seed another one") {
    const Plan plan = plan_of(8, 3, 120);
    CHECK(day(plan, 7) == day(plan, 7));
    CHECK(day(plan, 7) != day(plan, 8));
}

TEST_CASE("a draw is the same on every machine") {
    Draw draw{1, "test"};
    std::vector<std::int64_t> drawn;
    for (int i = 0; i < 3; ++i) drawn.push_back(draw.below(1'000'000));
    drawn.push_back(draw.normal(0, 1'000'000));
    drawn.push_back(draw.log_normal(1'000'000, 200));
    CHECK(drawn == std::vector<std::int64_t>{37516, 288410, 255959, 456497, 1531626});
}

TEST_CASE("every finisher crosses once and leaves the chute once, after the gun and before the tent") {
    const Plan plan = plan_of(10, 4, 200);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        const Truth truth = what_happens(plan, Habits{}, seed);
        std::multiset<std::size_t> crossed(truth.crossings[0].begin(), truth.crossings[0].end());
        std::multiset<std::size_t> left(truth.chute[0].begin(), truth.chute[0].end());
        std::set<std::size_t> ran;
        for (std::size_t i = 0; i < truth.runs.size(); ++i) {
            const Run& run = truth.runs[i];
            REQUIRE(truth.days[run.child].came);
            REQUIRE(!plan.children[run.child].virtually);
            const bool finished = run.ending == Ending::finished;
            REQUIRE(crossed.count(i) == (finished ? 1U : 0U));
            REQUIRE(left.count(i) == (finished ? 1U : 0U));
            REQUIRE(run.back);
            if (!finished) continue;
            REQUIRE(ran.insert(run.child).second);
            const PlannedHeat& heat = plan.heats[run.heat];
            REQUIRE(run.ended >= truth.guns[run.heat] + seconds(heat.minimum_finish_s));
            REQUIRE(run.left_chute > run.ended);
            REQUIRE(*run.back > run.left_chute);
        }
    }
}

TEST_CASE("a child who did not come, or runs at home, is in no reading but by a wrong number") {
    const Plan plan = plan_of(6, 3, 150);
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        const Truth truth = what_happens(plan, Habits{}, seed);
        Mistakes mistakes;
        mistakes.wrong_digits = 0;
        const Recorded recorded = what_is_recorded(plan, truth, mistakes, seed);
        std::set<std::string> away;
        for (std::size_t i = 0; i < plan.children.size(); ++i) {
            if (!truth.days[i].came) away.insert(plan.children[i].bib);
        }
        REQUIRE(!away.empty());
        for (const auto& notes : recorded.notes) {
            for (const Note& note : notes) REQUIRE(!away.contains(note.bib));
        }
    }
}

TEST_CASE("volunteers who make no mistakes record each finisher once, in order and at the moment") {
    const Plan plan = plan_of(8, 2, 250);
    Habits habits;
    habits.chute_swap = 0;
    const Truth truth = what_happens(plan, habits, 3);
    const Recorded recorded = what_is_recorded(plan, truth, no_mistakes(), 3);
    const auto& scans = notes_of(recorded, chute("finish"));
    REQUIRE(notes_of(recorded, tapper("finish")).size() == truth.crossings[0].size());
    REQUIRE(scans.size() == truth.crossings[0].size());
    for (std::size_t i = 0; i < scans.size(); ++i)
        REQUIRE(scans[i].bib == plan.children[truth.runs[truth.crossings[0][i]].child].bib);
    for (const Slip& slip : kSlips) {
        Tallies tallies = recorded.tallies;
        CHECK(tally_of(tallies, slip.rate).made == 0);
    }
}

TEST_CASE("each device's notes come in the order of time, and a tent names its own children only") {
    const Plan plan = plan_of(5, 3, 100);
    const Truth truth = what_happens(plan, Habits{}, 11);
    const Recorded recorded = what_is_recorded(plan, truth, Mistakes{}, 11);
    std::map<std::string, std::string> team_of;
    for (const Child& child : plan.children) team_of[child.bib] = plan.teams[child.team];
    for (std::size_t i = 0; i < recorded.cast.size(); ++i) {
        const auto& notes = recorded.notes[i];
        CHECK(std::is_sorted(notes.begin(), notes.end(), [](const Note& a, const Note& b) { return a.due < b.due; }));
        if (recorded.cast[i].role != "tent") continue;
        for (const Note& note : notes) {
            REQUIRE(team_of.at(note.bib) == recorded.cast[i].team);
            const std::string where = note.where;
            REQUIRE((where == "tent" || where == "tent-return"));
        }
    }
}

TEST_CASE("nothing is said about a heat once it is official, and heats become official in their order") {
    const Plan plan = plan_of(8, 5, 120);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        const Truth truth = what_happens(plan, Habits{}, seed);
        const Recorded recorded = what_is_recorded(plan, truth, Mistakes{}, seed);
        std::map<std::string, Instant> official;
        std::vector<std::string> order;
        for (const Order& each : recorded.orders) {
            if (each.command == "make-official") {
                official[each.heat] = each.due;
                order.push_back(each.heat);
            } else {
                REQUIRE(!official.contains(each.heat));
            }
        }
        CHECK(order == std::vector<std::string>{"1", "2", "3", "4", "5"});
        for (const Note& gun : notes_of(recorded, kStarter)) REQUIRE(gun.due < official.at(gun.heat));
        for (const Run& run : truth.runs) {
            if (run.ending == Ending::finished) {
                REQUIRE(run.left_chute < official.at(plan.heats[run.heat].name));
            }
        }
    }
}

TEST_CASE("over many days each mistake is made about as often as its rate says") {
    const Plan plan = plan_of(10, 4, 150);
    Tallies sum{};
    Mistakes mistakes;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Truth truth = what_happens(plan, Habits{}, seed);
        const Recorded recorded = what_is_recorded(plan, truth, mistakes, seed);
        for (std::size_t i = 0; i < sum.size(); ++i) {
            sum[i].made += recorded.tallies[i].made;
            sum[i].chances += recorded.tallies[i].chances;
        }
    }
    for (std::size_t i = 0; i < kSlips.size(); ++i) {
        if (kSlips[i].rate == &Mistakes::lost_answer || kSlips[i].rate == &Mistakes::restart) continue;  // Stations'.
        CAPTURE(kSlips[i].name, sum[i].made, sum[i].chances);
        const std::int64_t expected = sum[i].chances * mistakes.*kSlips[i].rate / 1'000;
        REQUIRE(sum[i].chances > 100);
        // A press is missed more often in a pack than alone; on the whole that is about its rate.
        const std::int64_t leeway = kSlips[i].rate == &Mistakes::missed_tap ? expected / 3 : expected / 5;
        // Five deviations of a count, besides.
        std::int64_t root = 1;
        while (root * root < expected) ++root;
        CHECK(std::abs(sum[i].made - expected) <= std::max(leeway, 5 * root));
    }
}

TEST_CASE("children are absent, stop and run in another heat about as often as the habits say") {
    const Plan plan = plan_of(10, 4, 200);
    std::int64_t children = 0, absent = 0, entries = 0, stopped = 0, elsewhere = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const Truth truth = what_happens(plan, Habits{}, seed);
        for (std::size_t i = 0; i < plan.children.size(); ++i) {
            if (plan.children[i].virtually) continue;
            ++children;
            absent += truth.days[i].came ? 0 : 1;
        }
        for (const Run& run : truth.runs) {
            ++entries;
            stopped += run.ending == Ending::stopped ? 1 : 0;
            elsewhere += run.heat != run.entered ? 1 : 0;
        }
    }
    CHECK(absent * 1'000 / children == Approx(83).margin(8));
    CHECK(stopped * 1'000 / entries == Approx(8).margin(3));
    CHECK(elsewhere * 1'000 / entries == Approx(4).margin(2));  // The last heat has none after it.
}

TEST_CASE("a child who runs twice is back at its tent once at the end, never on two courses at once") {
    Plan plan = plan_of(3, 2, 40);
    for (const std::size_t child : plan.heats[0].children) {
        plan.children[child].heats = {0, 1};
        plan.heats[1].children.push_back(child);
    }
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        CAPTURE(seed);
        const Truth truth = what_happens(plan, Habits{}, seed);
        for (const std::size_t child : plan.heats[0].children) {
            if (!truth.days[child].came) continue;
            Instant last_seen{}, last_back{};
            for (const Run& run : truth.runs) {
                if (run.child != child) continue;
                if (run.ending != Ending::stayed) last_seen = std::max(last_seen, run.ended);
                if (run.back) last_back = std::max(last_back, *run.back);
            }
            REQUIRE(last_back > last_seen);
        }
    }
}

TEST_CASE("comparing counts each kind of difference once") {
    Plan plan = plan_of(2, 2, 4);  // Bibs 1001 to 1004 and 1005 to 1008; the teams take turns.
    Truth truth;
    truth.guns = {kEight, kEight + minutes(15)};
    truth.days.resize(8);
    const auto finish = [&](std::size_t child, std::size_t heat, std::int64_t after_s) {
        Run run;
        run.child = child;
        run.entered = run.heat = heat;
        run.ended = truth.guns[heat] + seconds(after_s);
        truth.runs.push_back(run);
        truth.days[child].came = true;
    };
    finish(0, 0, 600);
    finish(1, 0, 610);
    finish(2, 0, 620);
    finish(4, 1, 600);
    finish(5, 1, 700);

    ServerSays says;
    says.meet.heats = {{"1", kEight + Millis{200}, 0}, {"2", kEight + minutes(15), 0}};
    says.results = {
        {"1", "1001", "Ana", "finished", 600'000, false},        // 0.2 s off: right.
        {"1", "1002", "Ben", "finished", 608'600, true},         // 1.2 s off: near.
        {"1", "1004", "Dev", "finished", 630'000, true},         // Did not come: the wrong child.
        {"1", "", "", "finished", 640'000, true},                // Nobody knows.
        {"1", "1003", "Cem", "on-course", std::nullopt, false},  // Missed.
        {"1", "1006", "Fay", "finished", 1'600'000, false},      // Ran in heat 2: the wrong heat.
        {"2", "1005", "Eli", "finished-no-time", std::nullopt, false},
        {"2", "1006", "Fay", "on-course", std::nullopt, false},
    };
    says.ledger = {{"1001", "Ana", "School 100", "returned", true},
                   {"1004", "Dev", "School 101", "finished", false},
                   {"1007", "Gus", "School 100", "dns", true}};
    GrantRules five;
    five.id = "per-finisher";
    five.amount = {500};
    says.grants = {{"School 100", "per-finisher", 4, 3, 3, 2, true, {1'000}},
                   {"School 101", "per-finisher", 4, 3, 3, 2, true, {1'000}}};
    const Comparison made = compare(plan, truth, {five}, says);

    REQUIRE(made.heats.size() == 2);
    CHECK(made.heats[0].finishers() == 3);
    CHECK(made.heats[0].found() == 2);
    CHECK(made.heats[0].score.right == 1);
    CHECK(made.heats[0].score.near == 2);
    CHECK(made.heats[0].score.missing == 1);
    CHECK(made.heats[0].score.wrong_child == 1);
    CHECK(made.heats[0].score.phantom == 1);
    CHECK(made.heats[0].score.nameless == 1);
    CHECK(made.heats[0].score.review == 3);
    CHECK(made.heats[0].gun_off_ms == 200);
    CHECK(made.heats[1].found() == 1);
    CHECK(made.heats[1].without_time == 1);
    CHECK(made.heats[1].score.right == 0);
    CHECK(made.heats[1].score.missing == 1);
    CHECK(made.heats[1].score.finishers == 1);  // Who has no time by the rules counts for no measure of times.
    CHECK(made.heats[0].score.wrong == 3);
    CHECK(made.heats[0].score.wrong_marked == 2);
    CHECK(made.total.score.right == 1);
    CHECK(made.total.finishers() == 5);
    CHECK(made.total.score.missing == 2);
    CHECK(made.ledger.absent_but_listed == 1);
    CHECK(made.ledger.not_accounted == 1);
    CHECK_FALSE(made.all_accounted);
    // Children 0, 2 and 4 of the first team finished, 1 and 5 of the second.
    REQUIRE(made.money.size() == 1);
    CHECK(made.money[0].team == "School 100");
    CHECK(made.money[0].truly == Cents{1'500});
    CHECK(made.dollars_by_server == Cents{2'000});
    CHECK(made.dollars_truly == Cents{2'500});
    CHECK(out_by_ledger(says.ledger) == 1);
}

TEST_CASE("the simulation's dollars and the engine's grants agree, whatever the counts") {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        Draw draw{seed, "grants"};
        MeetRules rules;
        GrantRules each, prizes;
        each.id = "per-finisher";
        each.amount = {500};
        each.minimum = static_cast<std::int32_t>(draw.below(8));
        each.minimum_basis = static_cast<Basis>(draw.below(4));
        each.include_virtual = draw.chance(300);
        prizes.id = "biggest";
        prizes.kind = GrantKind::biggest_teams;
        for (std::int64_t i = draw.below(4); i > 0; --i) prizes.prizes.push_back({draw.between(1, 100'000)});
        prizes.basis = static_cast<Basis>(draw.below(4));
        prizes.minimum = static_cast<std::int32_t>(draw.below(4));
        prizes.tie = draw.chance(500) ? TieRule::share : TieRule::all_win;
        if (draw.chance(400)) prizes.not_with = {"per-finisher"};
        rules.grants = {each, prizes};
        rules.eligibility.registered_coach = true;

        Roster roster;
        std::vector<TeamCounts> engine_counts;
        std::vector<TeamCount> counts;
        for (int i = 0; i < 6; ++i) {
            Team team;
            team.name = "Team " + std::to_string(i);
            team.registered_coach = draw.chance(800);
            TeamCount count;
            count.team = team.name;
            count.eligible = *team.registered_coach;
            TeamCounts theirs;
            theirs.finished = static_cast<std::int32_t>(draw.below(6));
            theirs.started = theirs.finished + static_cast<std::int32_t>(draw.below(3));
            theirs.checked_in = theirs.started + static_cast<std::int32_t>(draw.below(3));
            theirs.registered = theirs.checked_in + static_cast<std::int32_t>(draw.below(3));
            theirs.virtuals = static_cast<std::int32_t>(draw.below(3));
            count.finished = theirs.finished;
            count.started = theirs.started;
            count.checked_in = theirs.checked_in;
            count.registered = theirs.registered;
            count.virtuals = theirs.virtuals;
            engine_counts.push_back(theirs);
            counts.push_back(count);
            roster.save_team(TeamId{static_cast<std::size_t>(i)}, std::move(team));
        }
        const Grants by_engine = grant_statements(rules, roster, engine_counts);
        const auto by_us = dollars(rules.grants, counts);
        for (const GrantStatement& statement : by_engine.statements) {
            const std::size_t grant = statement.grant == "biggest" ? 1 : 0;
            REQUIRE(by_us[grant][statement.team.index()] == statement.amount);
        }
    }
}

}  // namespace
}  // namespace heatline::simulate
