// Whose bib, whose tag.

#include "engine/roster.h"

#include <catch2/catch.hpp>

using namespace heatline;

namespace {

constexpr Symbol kBib{1u}, kOtherBib{2u}, kTag{3u};

struct Children {
    Roster roster;
    RunnerId maya{0u}, noor{1u};

    Children() {
        Team team;
        team.name = "Lincoln  Elementary";
        roster.save_team(TeamId{0u}, team);
        Runner runner;
        runner.team = TeamId{0u};
        roster.save_runner(maya, runner);
        roster.save_runner(noor, runner);
    }
};

}  // namespace

TEST_CASE("A bib is whose it was bound to last", "[engine][roster]") {
    Children c;
    c.roster.bind_bib({kBib, c.maya, 1});
    CHECK(c.roster.owner_of_bib(kBib) == c.maya);
    CHECK(c.roster.bib_of(c.maya) == kBib);

    SECTION("and the one it was taken from has it no more") {
        c.roster.bind_bib({kBib, c.noor, 2});
        CHECK(c.roster.owner_of_bib(kBib) == c.noor);
        CHECK_FALSE(c.roster.bib_of(c.maya));
        CHECK(c.roster.bib_of(c.noor) == kBib);
    }
    SECTION("and may be nobody's") {
        c.roster.bind_bib({kBib, RunnerId::none(), 2});
        CHECK_FALSE(c.roster.owner_of_bib(kBib));
        CHECK_FALSE(c.roster.bib_of(c.maya));
    }
    SECTION("a child with two bibs wears the newer one and still owns both") {
        c.roster.bind_bib({kOtherBib, c.maya, 2});
        CHECK(c.roster.bib_of(c.maya) == kOtherBib);
        CHECK(c.roster.owner_of_bib(kBib) == c.maya);
        c.roster.bind_bib({kOtherBib, c.noor, 3});
        CHECK(c.roster.bib_of(c.maya) == kBib);
    }
}

TEST_CASE("Two bindings swap two bibs", "[engine][roster]") {
    Children c;
    c.roster.bind_bib({kBib, c.maya, 1});
    c.roster.bind_bib({kOtherBib, c.noor, 2});
    c.roster.bind_bib({kBib, c.noor, 3});
    c.roster.bind_bib({kOtherBib, c.maya, 4});
    CHECK(c.roster.bib_of(c.maya) == kOtherBib);
    CHECK(c.roster.bib_of(c.noor) == kBib);
}

TEST_CASE("Every binding is kept with its place in the journal", "[engine][roster]") {
    Children c;
    c.roster.bind_bib({kBib, c.maya, 5});
    c.roster.bind_bib({kBib, c.noor, 9});
    REQUIRE(c.roster.bib_history().size() == 2);
    CHECK(c.roster.bib_history()[0].runner == c.maya);
    CHECK(c.roster.bib_history()[1].runner == c.noor);
    CHECK(c.roster.bib_history()[1].seq == 9);
}

TEST_CASE("A tag follows the bib it hangs on", "[engine][roster]") {
    Children c;
    c.roster.bind_bib({kBib, c.maya, 1});
    c.roster.bind_tag({kTag, kBib, RunnerId::none(), 2});
    CHECK(c.roster.owner_of_tag(kTag) == c.maya);
    c.roster.bind_bib({kBib, c.noor, 3});
    CHECK(c.roster.owner_of_tag(kTag) == c.noor);
    CHECK(c.roster.tag_history().size() == 1);

    SECTION("a tag worn without a bib is the wearer's") {
        c.roster.bind_tag({kTag, Symbol::none(), c.maya, 4});
        CHECK(c.roster.owner_of_tag(kTag) == c.maya);
    }
}

TEST_CASE("What was never bound is nobody's", "[engine][roster]") {
    Children c;
    CHECK_FALSE(c.roster.owner_of_bib(kBib));
    CHECK_FALSE(c.roster.owner_of_bib(Symbol::none()));
    CHECK_FALSE(c.roster.owner_of_tag(kTag));
    CHECK_FALSE(c.roster.owner_of_tag(Symbol::none()));
    CHECK_FALSE(c.roster.bib_of(RunnerId::none()));
}

TEST_CASE("A team is found in any case and with any spaces, under its present name", "[engine][roster]") {
    Children c;
    CHECK(c.roster.find_team(" LINCOLN elementary\t") == TeamId{0u});
    CHECK_FALSE(c.roster.find_team("Lincoln"));
    Team renamed;
    renamed.name = "Garfield";
    c.roster.save_team(TeamId{0u}, renamed);
    CHECK(c.roster.find_team("garfield") == TeamId{0u});
    CHECK_FALSE(c.roster.find_team("Lincoln Elementary"));
}
