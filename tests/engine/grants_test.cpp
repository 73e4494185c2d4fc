// From children counted to dollars. Counts are given; how they come about is the ledger's and the last test's.

#include "engine/grants.h"

#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

// Teams by name, each with so many finishers, and the grants of one set of rules.
struct Purse {
    MeetRules rules;
    Roster roster;
    std::vector<TeamCounts> counts;

    Team& team(const std::string& name, std::int32_t finished) {
        Team team;
        team.name = name;
        roster.save_team(TeamId{counts.size()}, team);
        TeamCounts c;
        c.registered = c.checked_in = c.started = c.finished = finished;
        counts.push_back(c);
        return const_cast<Team&>(roster.teams().back());
    }
    GrantRules& per_finisher(std::int64_t cents, std::int32_t minimum) {
        GrantRules rule;
        rule.id = "per-finisher";
        rule.amount = {cents};
        rule.minimum = minimum;
        rules.grants.push_back(rule);
        return rules.grants.back();
    }
    GrantRules& biggest(std::vector<Cents> prizes) {
        GrantRules rule;
        rule.id = "biggest-teams";
        rule.kind = GrantKind::biggest_teams;
        rule.prizes = std::move(prizes);
        rules.grants.push_back(rule);
        return rules.grants.back();
    }
    GrantStatement of(const std::string& name, std::size_t grant = 0) const {
        const Grants all = grant_statements(rules, roster, counts);
        return all.statements[roster.find_team(name).index() * rules.grants.size() + grant];
    }
    std::int64_t paid(const std::string& name, std::size_t grant = 0) const { return of(name, grant).amount.count; }
    Cents total() const { return grant_statements(rules, roster, counts).total; }
};

bool says(const GrantStatement& statement, const std::string& words) {
    for (const std::string& reason : statement.reasons) {
        if (reason.find(words) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("A team one short of the minimum is eligible, gets nothing, and is told 24 of 25", "[engine][grants]") {
    Purse p;
    p.per_finisher(500, 25);
    p.team("Lincoln", 24);
    p.team("Garfield", 25);
    CHECK(p.paid("Lincoln") == 0);
    CHECK(p.of("Lincoln").eligible);
    CHECK(says(p.of("Lincoln"), "24 of 25"));
    CHECK(p.paid("Garfield") == 12'500);
    CHECK(p.of("Garfield").reasons.empty());
    CHECK(p.total() == Cents{12'500});
}

TEST_CASE("The minimum is counted on the basis that the rules say", "[engine][grants]") {
    Purse p;
    p.per_finisher(500, 10).minimum_basis = Basis::checked_in;
    p.team("Lincoln", 8);
    p.counts[0].checked_in = 10;
    CHECK(p.paid("Lincoln") == 4'000);
    p.counts[0].checked_in = 9;
    CHECK(p.paid("Lincoln") == 0);
}

TEST_CASE("Virtual runners count and are paid for only where the grant includes them", "[engine][grants]") {
    Purse p;
    GrantRules& rule = p.per_finisher(500, 10);
    p.team("Lincoln", 8);
    p.counts[0].virtuals = 2;
    CHECK(p.paid("Lincoln") == 0);
    rule.include_virtual = true;
    CHECK(p.paid("Lincoln") == 5'000);
}

TEST_CASE("Unregistered finishers are not counted, and the team is told", "[engine][grants]") {
    Purse p;
    p.per_finisher(500, 0);
    p.team("Lincoln", 3);
    p.counts[0].finished_unregistered = 2;
    CHECK(p.paid("Lincoln") == 1'500);
    CHECK(says(p.of("Lincoln"), "2 finished without being registered"));
}

TEST_CASE("A team that charges a fee is ineligible, unless it has an exception", "[engine][grants]") {
    Purse p;
    p.rules.eligibility.no_fee_unless_exception = true;
    p.per_finisher(500, 0);
    Team& team = p.team("Lincoln", 3);
    CHECK(p.paid("Lincoln") == 1'500);
    team.charges_fee = true;
    CHECK_FALSE(p.of("Lincoln").eligible);
    CHECK(p.paid("Lincoln") == 0);
    CHECK(says(p.of("Lincoln"), "no record of an exception"));
    team.fee_exception = false;
    CHECK(says(p.of("Lincoln"), "without an exception"));
    team.fee_exception = true;
    CHECK(p.paid("Lincoln") == 1'500);
    team.fee_exception.reset();
    p.rules.eligibility.no_fee_unless_exception = false;
    CHECK(p.of("Lincoln").eligible);
}

TEST_CASE("What nobody recorded counts as no, with the reason", "[engine][grants]") {
    Purse p;
    p.rules.eligibility = {false, true, true, true};
    p.per_finisher(500, 0);
    Team& team = p.team("Lincoln", 3);
    team.background_check = false;
    const GrantStatement statement = p.of("Lincoln");
    CHECK_FALSE(statement.eligible);
    CHECK(statement.reasons == std::vector<std::string>{"no record of registered coach", "no background check",
                                                        "no record of event training"});
    team.registered_coach = team.background_check = team.event_training = true;
    CHECK(p.paid("Lincoln") == 1'500);
}

TEST_CASE("The biggest teams get the prizes in order", "[engine][grants]") {
    Purse p;
    p.biggest({{150'000}, {100'000}, {50'000}});
    p.team("Adams", 10);
    p.team("Baker", 30);
    p.team("Clark", 20);
    p.team("Drew", 5);
    p.team("Eaton", 0);
    CHECK(p.paid("Baker") == 150'000);
    CHECK(p.paid("Clark") == 100'000);
    CHECK(p.paid("Adams") == 50'000);
    CHECK(p.paid("Drew") == 0);
    CHECK(p.paid("Eaton") == 0);
    CHECK(says(p.of("Clark"), "place 2"));

    SECTION("ineligible teams leave the ranking first") {
        p.rules.eligibility.registered_coach = true;
        for (const Team& team : p.roster.teams())
            const_cast<Team&>(team).registered_coach = team.name != std::string{"Baker"};
        CHECK(p.paid("Baker") == 0);
        CHECK(p.paid("Clark") == 150'000);
        CHECK(p.paid("Adams") == 100'000);
        CHECK(p.paid("Drew") == 50'000);
    }
    SECTION("so do teams below the minimum, with the reason") {
        p.rules.grants[0].minimum = 25;
        CHECK(p.paid("Baker") == 150'000);
        CHECK(p.paid("Clark") == 0);
        CHECK(says(p.of("Clark"), "20 of 25"));
    }
    SECTION("what makes a team big is the rules' choice") {
        p.rules.grants[0].basis = Basis::registered;
        p.counts[3].registered = 100;
        CHECK(p.paid("Drew") == 150'000);
    }
}

TEST_CASE("Tied teams share the prizes of their places to the cent, leftover cents in the order of names",
          "[engine][grants]") {
    Purse p;
    p.biggest({{100}, {100}, {51}, {7}});
    p.team("Clark", 20);
    p.team("Adams", 20);
    p.team("Baker", 20);
    p.team("Drew", 10);
    // 251 cents among three.
    CHECK(p.paid("Adams") == 84);
    CHECK(p.paid("Baker") == 84);
    CHECK(p.paid("Clark") == 83);
    CHECK(p.paid("Drew") == 7);
    CHECK(says(p.of("Drew"), "place 4"));
    CHECK(says(p.of("Baker"), "place 1, tied with 2"));

    SECTION("places beyond the prizes add nothing") {
        p.rules.grants[0].prizes = {{100}};
        CHECK(p.paid("Adams") == 34);
        CHECK(p.paid("Baker") == 33);
        CHECK(p.paid("Clark") == 33);
        CHECK(p.paid("Drew") == 0);
    }
    SECTION("or where all win, each gets the prize of the first of their places") {
        p.rules.grants[0].tie = TieRule::all_win;
        for (const char* name : {"Adams", "Baker", "Clark"}) CHECK(p.paid(name) == 100);
        CHECK(p.paid("Drew") == 7);
    }
}

TEST_CASE("However teams tie, sharing pays out exactly the prizes of the places they take", "[engine][grants]") {
    for (std::int32_t teams = 1; teams <= 9; ++teams) {
        for (std::int64_t first = 0; first <= 40; ++first) {
            Purse p;
            p.biggest({{first}, {13}, {6}});
            for (std::int32_t t = 0; t < teams; ++t) p.team("Team " + std::to_string(t), 4);
            CAPTURE(teams, first);
            REQUIRE(p.total().count == first + (teams > 1 ? 13 : 0) + (teams > 2 ? 6 : 0));
        }
    }
}

TEST_CASE("A winner takes none of the grants that exclude each other", "[engine][grants]") {
    Purse p;
    p.biggest({{150'000}}).not_with = {"per-finisher"};
    p.per_finisher(500, 0);
    p.team("Lincoln", 30);
    p.team("Garfield", 20);
    CHECK(p.paid("Lincoln", 0) == 150'000);
    CHECK(p.paid("Lincoln", 1) == 0);
    CHECK(says(p.of("Lincoln", 1), "not together with biggest-teams"));
    CHECK(p.paid("Garfield", 1) == 10'000);

    SECTION("a grant that names itself is still paid") {
        p.rules.grants[0].not_with = {"biggest-teams"};
        CHECK(p.paid("Lincoln", 0) == 150'000);
    }
}

TEST_CASE("Children are counted, not entries, and each by what the ledger knows of it", "[engine][grants]") {
    MeetBuilder m;
    m.rules([](MeetRules& r) {
        GrantRules rule;
        rule.id = "per-finisher";
        rule.amount = {500};
        r.grants = {rule};
    });
    m.team("Lincoln");
    for (const char* bib : {"101", "102", "103", "104", "105"}) m.runner("Lincoln", bib);
    m.runner("Lincoln", "106", [](Runner& r) { r.registered = false; });
    m.runner("Lincoln", "107", [](Runner& r) { r.attendance = Attendance::virtually; });
    m.heat("1", {"101", "102", "103", "104", "105", "106", "107"});
    m.heat("2", {"101", "104"}, "relay");
    m.seen("105", Where::tent, at(-100));
    m.gun("1", at(0));
    m.select("101", at(300));
    m.keyed("102");
    m.select("106", at(310));
    m.status("1", "103", Status::dnf);
    m.status("1", "104", Status::dns);
    m.gun("2", at(1000));
    m.select("101", at(1300));
    const GrantStatement statement = m.statement("Lincoln", "per-finisher");
    CHECK(statement.counts.registered == 5);
    CHECK(statement.counts.checked_in == 4);
    CHECK(statement.counts.started == 3);
    CHECK(statement.counts.finished == 2);
    CHECK(statement.counts.virtuals == 1);
    CHECK(statement.counts.finished_unregistered == 1);
    CHECK(statement.amount == Cents{1'000});

    SECTION("a finish that is removed is none, and a disqualified finisher is one") {
        m.remove("1", "102");
        m.status("1", "101", Status::dq);
        CHECK(m.statement("Lincoln", "per-finisher").counts.finished == 1);
    }
    SECTION("a status but dns in a heat to come is a word that the child is here") {
        m.status("2", "104", Status::withdrawn);
        CHECK(m.statement("Lincoln", "per-finisher").counts.checked_in == 5);
    }
}
