// From a finish back to the journal.

#include "engine/trail.h"

#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

MeetBuilder two_children() {
    MeetBuilder m;
    m.team("Lincoln");
    m.runner("Lincoln", "1"), m.runner("Lincoln", "2");
    m.heat("1", {"1", "2"});
    m.gun("1", at(0));
    return m;
}

std::string trail(MeetBuilder& m, const std::string& bib) {
    const auto snapshot = m.snapshot();
    for (const ResultRow& row : snapshot->heats[0]->rows) {
        if (row.bib == bib) return trail_text(*snapshot, *snapshot->heats[0], row);
    }
    return "no row";
}

}  // namespace

TEST_CASE("A finish says which press and which number it rests on", "[engine][trail]") {
    MeetBuilder m = two_children();
    m.tap(at(400)), m.tap(at(420));
    m.bib("1", at(408)), m.bib("2", at(428));
    CHECK(trail(m, "2") == "tap no. 2 of tapper + chute number no. 2 of chute");
}

TEST_CASE("A device that counted anew is named with its count", "[engine][trail]") {
    MeetBuilder m = two_children();
    m.tap(at(400));
    Reading again = MeetBuilder::of(ReadingKind::tap, at(420), "");
    again.epoch = "after the fall";
    m.reading("tapper", again);
    m.bib("1", at(408)), m.bib("2", at(428));
    CHECK(trail(m, "2") == "tap no. 1 of tapper, its count 2 + chute number no. 2 of chute");
}

TEST_CASE("What a person said about a finish is found in the journal", "[engine][trail]") {
    MeetBuilder m = two_children();
    const ReadingRef tap = m.tap(at(400));
    m.assign(tap, "1");
    const Seq assigned = m.state().seq;
    CHECK(trail(m, "1") == "assigned by hand, journal " + std::to_string(assigned) + " + tap no. 1 of tapper");
    m.insert("1", "2", at(450));
    CHECK(trail(m, "2") == "entered by hand, journal " + std::to_string(m.state().seq));
    m.insert("1", "2", at(450));  // The same again, by somebody else perhaps.
    CHECK(trail(m, "2") == "entered by hand, journal " + std::to_string(m.state().seq));
}

TEST_CASE("A child without a finish rests on nothing", "[engine][trail]") {
    MeetBuilder m = two_children();
    CHECK(trail(m, "1").empty());
}
