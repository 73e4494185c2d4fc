// Snapshots as bytes: what a report sees is what the server shows.

#include "timing/control/snapshot_bytes.h"

#include <catch2/catch.hpp>

#include "tests/support/meet_builder.h"

using namespace heatline;
using heatline::test::at;
using heatline::test::MeetBuilder;

namespace {

// A heat with a finish of every sort: by tap, without a time, unknown, disqualified, and children who did not run.
MeetBuilder a_heat_run() {
    MeetBuilder m;
    m.rules([](MeetRules& rules) {
        rules.name = "Mile “of all”";
        GrantRules grant;
        grant.id = "per-finisher";
        grant.amount = Cents{500};
        rules.grants.push_back(grant);
    });
    m.team("Lincoln", [](Team& team) { team.registered_coach = true; }).team("Garfield");
    std::vector<std::string> bibs;
    for (int bib = 1; bib <= 8; ++bib) {
        bibs.push_back(std::to_string(bib));
        m.runner(bib % 2 ? "Lincoln" : "Garfield", bibs.back(), [&](Runner& runner) {
            runner.say_it = "say \"it\"";
            runner.races = {"mile"};
            if (bib == 8) runner.attendance = Attendance::virtually;
        });
    }
    bibs.pop_back();
    m.heat("1", bibs).heat("2", {});
    for (const char* bib : {"1", "2", "3", "4"}) m.seen(bib, Where::tent, at(-600));
    m.gun("1", at(0));
    m.tap(at(400)), m.tap(at(410)), m.tap(at(420));
    m.bib("1", at(405)), m.bib("2", at(415)), m.bib("99", at(425));
    m.select("3", at(500));
    m.status("1", "3", Status::dq).status("1", "4", Status::dnf).status("1", "5", Status::withdrawn);
    m.seen("1", Where::tent_return, at(900));
    return m;
}

}  // namespace

TEST_CASE("A snapshot comes back from its bytes as it was", "[timing][control][snapshot]") {
    MeetBuilder m = a_heat_run();
    if (GENERATE(false, true)) m.official("1");
    const auto shown = m.snapshot();
    const auto back = timing::snapshot_from_bytes(timing::to_bytes(*shown));
    REQUIRE(back);
    const Snapshot& got = **back;
    CHECK(got.seq == shown->seq);
    CHECK(*got.rules == *shown->rules);
    CHECK(got.roster->teams() == shown->roster->teams());
    CHECK(got.roster->runners() == shown->roster->runners());
    CHECK(*got.bibs == *shown->bibs);
    CHECK(*got.devices == *shown->devices);
    REQUIRE(got.heats.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) CHECK(*got.heats[i] == *shown->heats[i]);
    CHECK(*got.ledger == *shown->ledger);
    CHECK(*got.grants == *shown->grants);
    CHECK(timing::to_bytes(got) == timing::to_bytes(*shown));
}

TEST_CASE("Bytes of a snapshot that were cut or lengthened are refused", "[timing][control][snapshot]") {
    const std::string bytes = timing::to_bytes(*a_heat_run().snapshot());
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        if (timing::snapshot_from_bytes(std::string{bytes, 0, length})) FAIL("taken at " << length);
    }
    CHECK_FALSE(timing::snapshot_from_bytes(bytes + "x"));
    std::string other_version = bytes;
    ++other_version[0];
    CHECK(timing::snapshot_from_bytes(other_version).error() == "it was written by another version of Heatline");
}
