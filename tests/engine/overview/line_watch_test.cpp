// How the sources at a line count against each other. The gun goes at 0 s unless the test says another.

#include "engine/overview/line_watch.h"

#include <random>

#include "engine/overview/overview.h"
#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

LineWatch watch_of(MeetBuilder& m, std::size_t line = 0) {
    const auto snapshot = m.snapshot();
    return Overviewer{}.look(m.state(), *snapshot, {}).lines.at(line);
}

// Two children in heat 1, one in heat 2.
MeetBuilder two_heats() {
    MeetBuilder m;
    m.team("Lincoln");
    for (const char* bib : {"101", "102", "103"}) m.runner("Lincoln", bib);
    m.heat("1", {"101", "102"}).heat("2", {"103"});
    return m;
}

void second_tap(MeetBuilder& m, Instant when) { m.reading("second", MeetBuilder::of(ReadingKind::tap, when, "")); }

}  // namespace

TEST_CASE("Before the first gun a line counts nothing", "[engine][overview]") {
    MeetBuilder m = two_heats();
    m.tap(at(100));
    const LineWatch watch = watch_of(m);
    CHECK(watch.name == "finish");
    CHECK_FALSE(watch.since);
    CHECK(watch.sources.empty());
    CHECK(watch.taps == 0);
}

TEST_CASE("A line counts from the gun of the earliest heat that still runs", "[engine][overview]") {
    MeetBuilder m = two_heats();
    m.gun("1", at(0));
    m.tap(at(200));
    m.tap(at(210));
    m.gun("2", at(600));
    m.tap(at(900));
    CHECK(watch_of(m).running == std::vector{m.heat_id("1"), m.heat_id("2")});
    CHECK(watch_of(m).since == at(0));
    CHECK(watch_of(m).taps == 3);

    m.official("1");
    CHECK(watch_of(m).running == std::vector{m.heat_id("2")});
    CHECK(watch_of(m).since == at(600));
    CHECK(watch_of(m).taps == 1);

    m.official("2");
    CHECK(watch_of(m).running.empty());
    CHECK(watch_of(m).since == at(600));
}

TEST_CASE("Counts that agree differ since no moment, and counts that do not since the reading that parted them",
          "[engine][overview]") {
    MeetBuilder m = two_heats();
    m.gun("1", at(0));
    m.tap(at(300));
    CHECK_FALSE(watch_of(m).differ_since);  // The only stream.
    m.bib("101", at(310));
    CHECK_FALSE(watch_of(m).differ_since);
    m.tap(at(320));
    CHECK(watch_of(m).differ_since == at(320));
    m.tap(at(330));
    m.bib("102", at(331));
    CHECK(watch_of(m).differ_since == at(320));
    m.bib("103", at(340));
    CHECK_FALSE(watch_of(m).differ_since);
    CHECK(watch_of(m).taps == 3);
    CHECK(watch_of(m).bibs == 3);
    CHECK(watch_of(m).last_tap == at(330));

    SECTION("a second timer who heard one less disagrees from that one on") {
        second_tap(m, at(300.1));
        second_tap(m, at(330.1));
        CHECK(watch_of(m).second_taps == 2u);
        CHECK(watch_of(m).differ_since == at(320));
    }
    SECTION("a voided tap is not counted, and counts again when it is restored") {
        const ReadingRef extra = m.tap(at(350));
        CHECK(watch_of(m).differ_since == at(350));
        m.drop(extra);
        CHECK(watch_of(m).taps == 3);
        CHECK_FALSE(watch_of(m).differ_since);
        m.restore(extra);
        CHECK(watch_of(m).differ_since == at(350));
    }
}

TEST_CASE("A chute that worked before and is silent now differs from the taps", "[engine][overview]") {
    MeetBuilder m = two_heats();
    m.gun("1", at(0));
    m.tap(at(300));
    m.bib("101", at(310));
    m.official("1");
    m.gun("2", at(600));
    m.tap(at(900));
    CHECK(watch_of(m).bibs == 0);
    CHECK(watch_of(m).differ_since == at(900));
}

TEST_CASE("Each device is counted by what it gave", "[engine][overview]") {
    MeetBuilder m = two_heats();
    m.tag("C1", "101");
    m.gun("1", at(0));
    m.tap(at(300));
    m.bib("101", at(310));
    m.select("101", at(300.2));
    m.chip("C1", at(299));
    m.chip("C1", at(299.5));

    const LineWatch watch = watch_of(m);

    REQUIRE(watch.sources.size() == 4);
    for (const SourceCount& source : watch.sources) {
        const std::string& name = m.state().devices[source.device.index()].name;
        CHECK(source.taps == (name == "tapper" ? 1u : 0u));
        CHECK(source.bibs == (name == "chute" ? 1u : 0u));
        CHECK(source.selects == (name == "notes" ? 1u : 0u));
        CHECK(source.chips == (name == "mat" ? 2u : 0u));
        if (name == "mat") CHECK(source.last == at(299.5));
    }
}

TEST_CASE("A timer's mark counts as one of its presses, and who only marks is no timer", "[engine][overview]") {
    MeetBuilder m = two_heats();
    m.gun("1", at(0));
    m.tap(at(200));
    m.reading("tapper", MeetBuilder::of(ReadingKind::select, at(210), "102"));
    m.select("101", at(200));
    m.bib("101", at(205));
    m.bib("102", at(215));
    const LineWatch watch = watch_of(m);
    CHECK(watch.taps == 2);
    CHECK_FALSE(watch.second_taps);
    CHECK_FALSE(watch.differ_since);
}

TEST_CASE("Two timers, two lines: each line has its own counts", "[engine][overview]") {
    MeetBuilder m;
    m.team("Lincoln");
    m.runner("Lincoln", "101");
    m.runner("Lincoln", "102");
    m.heat("1", {"101"}).heat("2", {"102"}, "mile", {}, "far");
    m.gun("1", at(0));
    m.gun("2", at(10));
    m.tap(at(300));
    Reading far = MeetBuilder::of(ReadingKind::tap, at(310), "");
    far.line = "far";
    m.reading("tapper", far);
    CHECK(watch_of(m, 0).taps == 1);
    CHECK(watch_of(m, 1).since == at(10));
    CHECK(watch_of(m, 1).last_tap == at(310));
}

TEST_CASE("The moment from which counts differ is what going through all readings in order finds",
          "[engine][overview][property]") {
    const std::uint32_t seed = GENERATE(range(1u, 401u));
    CAPTURE(seed);
    std::mt19937 dice{seed};
    std::vector<std::vector<Instant>> streams(1 + dice() % 3);
    for (auto& stream : streams) {
        const std::size_t count = dice() % 8;
        for (std::size_t i = 0; i < count; ++i) stream.push_back(at(static_cast<double>(dice() % 10)));
        std::sort(stream.begin(), stream.end());
    }

    std::optional<Instant> expected;  // Forwards, moment by moment.
    for (int second = 0; second < 10; ++second) {
        std::vector<std::ptrdiff_t> counts;
        for (const auto& stream : streams)
            counts.push_back(std::upper_bound(stream.begin(), stream.end(), at(second)) - stream.begin());
        const bool equal = std::all_of(counts.begin(), counts.end(), [&](auto count) { return count == counts[0]; });
        if (equal) expected.reset();
        if (!equal && !expected) expected = at(second);
    }

    std::vector<std::span<const Instant>> given(streams.begin(), streams.end());
    CHECK(differ_since(given) == expected);
}
