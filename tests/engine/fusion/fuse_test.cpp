// Finishes of one line: taps and numbers, notes, tokens, heats. The gun of heat 1 fires at 0 s unless said otherwise.

#include "engine/fusion/fuse.h"

#include <catch2/catch.hpp>

#include "tests/support/line_builder.h"

using namespace heatline;
using heatline::test::at;
using heatline::test::LineBuilder;
using heatline::test::row_of;

namespace {

// `n` children, one each four seconds from 300 s on, scanned ten seconds later; `missed` is the child nobody tapped.
LineBuilder parade(std::uint32_t n, std::uint32_t missed = 0) {
    LineBuilder line;
    line.heat(1, 0).children(1, n, 1);
    for (std::uint32_t bib = 1; bib <= n; ++bib) {
        if (bib != missed) line.tap(300 + 4.0 * bib);
        line.scan(bib, 310 + 4.0 * bib);
    }
    return line;
}

// The same in a queue: children a second apart, the scanner always busy, so that scans tell the order only.
LineBuilder queue(std::uint32_t n, std::uint32_t missed) {
    LineBuilder line;
    line.heat(1, 0).children(1, n, 1);
    for (std::uint32_t bib = 1; bib <= n; ++bib) {
        if (bib != missed) line.tap(300 + 1.0 * bib);
        line.scan(bib, 320 + 1.2 * bib);
    }
    return line;
}

}  // namespace

TEST_CASE("A single tap gives exactly its instant", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).child(7, 1);
    const ReadingIndex tap = line.tap(312.345678);
    const ReadingIndex scan = line.scan(7, 322.9);

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 1);
    CHECK(rows[0].at == at(312.345678));
    CHECK(rows[0].runner == RunnerId{7u});
    CHECK(rows[0].heat == HeatId{1u});
    CHECK(rows[0].tap == tap);
    CHECK(rows[0].identity == scan);
    CHECK_FALSE(rows[0].review);
    CHECK(fusion::evidence_text(rows[0]) == "tap + chute number");
}

TEST_CASE("A single note gives exactly its instant", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).child(7, 1);
    const ReadingIndex note = line.select(7, 300.000001);

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 1);
    CHECK(rows[0].at == at(300.000001));
    CHECK(rows[0].tap == note);
    CHECK(rows[0].identity == note);
    CHECK(fusion::evidence_text(rows[0]) == "select");
}

TEST_CASE("A clean chute gives every child its own tap and asks nothing", "[engine][fusion]") {
    for (const Finish& row : parade(40).fuse()) {
        CHECK(row.at == at(300 + 4.0 * row.runner.value));
        CHECK_FALSE(row.review);
    }
    CHECK(parade(40).fuse().size() == 40);
}

TEST_CASE("Notes that point at the neighbouring tap do not shift a clean chute", "[engine][fusion]") {
    const auto seed = GENERATE(take(20, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::uint32_t state = seed;
    const auto noise = [&] { return ((state = state * 1'664'525u + 1'013'904'223u) >> 8) % 801 / 1'000.0 - 0.4; };
    LineBuilder line;
    line.heat(1, 0).children(1, 60, 1);
    for (std::uint32_t bib = 1; bib <= 60; ++bib) {
        const double crossing = 300 + 0.3 * bib;  // A note 0.4 s off is nearer to another child's tap.
        line.tap(crossing);
        line.scan(bib, 312 + 0.8 * bib);
        if (bib % 6 == 0) line.select(bib, crossing + noise());
    }

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 60);
    for (const Finish& row : rows) CHECK(row.at == at(300 + 0.3 * row.runner.value));
}

TEST_CASE("One missed tap shifts only the children up to the next note", "[engine][fusion]") {
    LineBuilder line = queue(30, 12);
    line.select(10, 310.1);
    line.select(20, 319.9);

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 30);
    int without_tap = 0;
    for (std::uint32_t bib = 1; bib <= 30; ++bib) {
        CAPTURE(bib);
        const Finish row = row_of(rows, bib);
        REQUIRE(row.at);
        if (bib <= 10 || bib >= 20) {
            CHECK(row.at == at(300 + 1.0 * bib));
            CHECK_FALSE(row.review);
        } else {
            // One place off at most, and it says so: nothing tells where between the notes the press is missing.
            CHECK(std::abs(row.at->us - at(300 + 1.0 * bib).us) <= 1'000'000);
            CHECK(row.confidence_milli < 950);
            without_tap += row.doubt == Doubt::number_without_tap;
        }
    }
    CHECK(without_tap == 1);
}

TEST_CASE("Where the scanner is idle, a missed tap shifts nobody", "[engine][fusion]") {
    const auto rows = parade(30, 12).fuse();

    REQUIRE(rows.size() == 30);
    for (std::uint32_t bib = 1; bib <= 30; ++bib) {
        const Finish row = row_of(rows, bib);
        CAPTURE(bib);
        if (bib != 12) CHECK(row.at == at(300 + 4.0 * bib));
    }
    const Finish guessed = row_of(rows, 12);
    CHECK(guessed.doubt == Doubt::number_without_tap);
    CHECK(guessed.evidence.has(Evidence::estimated));
    CHECK(guessed.at >= at(344));
    CHECK(guessed.at <= at(352));
    CHECK_FALSE(guessed.tap);
}

TEST_CASE("Somebody who was not scanned stays a finisher without a name", "[engine][fusion]") {
    LineBuilder line = parade(20);
    line.tap(341.9);  // Between child 10 (340) and child 11 (344), far from both.

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 21);
    const auto nameless = std::find_if(rows.begin(), rows.end(), [](const Finish& r) { return !r.runner; });
    REQUIRE(nameless != rows.end());
    CHECK(nameless->at == at(341.9));
    CHECK(nameless->doubt == Doubt::tap_without_number);
    CHECK(nameless->review);
    CHECK_FALSE(nameless->identity);
}

TEST_CASE("A bounce of the key is one press, the first", "[engine][fusion]") {
    LineBuilder line = parade(5);
    line.tap(304.099);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].at == at(304));
}

TEST_CASE("Two tappers who press for one child agree on the mean", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 2, 1);
    line.tap(300.000, LineBuilder::kTapper);
    line.tap(300.101, LineBuilder::kTapper2);
    line.tap(305.000, LineBuilder::kTapper2);
    line.scan(1, 310);
    line.scan(2, 315);

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 2);
    CHECK(rows[0].at == at(300.0505));
    CHECK(rows[0].evidence.has(Evidence::second_tap));
    CHECK(rows[1].at == at(305));
    CHECK_FALSE(rows[1].evidence.has(Evidence::second_tap));
}

TEST_CASE("The same number scanned again at once is one child", "[engine][fusion]") {
    LineBuilder line = parade(5);
    for (int k = 0; k < 1'000; ++k) line.scan(3, 322 + k * 0.001);
    const auto rows = line.fuse();
    CHECK(rows.size() == 5);
    CHECK(row_of(rows, 3).at == at(312));
}

TEST_CASE("A number taken twice far apart leaves an unknown finisher to look at", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 20, 1);
    for (std::uint32_t place = 1; place <= 20; ++place) {
        line.tap(300 + 4.0 * place);
        line.scan(place == 15 ? 4 : place, 310 + 4.0 * place);
    }

    SECTION("the first is taken, and both are doubted") {
        const auto rows = line.fuse();
        REQUIRE(rows.size() == 20);
        CHECK(row_of(rows, 4).at == at(316));
        CHECK(row_of(rows, 4).doubt == Doubt::entered_twice);
        CHECK(rows[14].at == at(360));
        CHECK_FALSE(rows[14].runner);
        CHECK(rows[14].bib == Symbol{4u});
        CHECK(rows[14].doubt == Doubt::entered_twice);
    }
    SECTION("a note says which one is genuine") {
        line.select(4, 360.1);
        const auto rows = line.fuse();
        CHECK(row_of(rows, 4).at == at(360));
        CHECK_FALSE(row_of(rows, 4).review);
    }
}

TEST_CASE("A number that is nobody's is a finisher for a person to name", "[engine][fusion]") {
    LineBuilder line = parade(3);
    line.tap(330);
    line.scan(900, 340);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 4);
    CHECK(rows[3].bib == Symbol{900u});
    CHECK_FALSE(rows[3].runner);
    CHECK(rows[3].doubt == Doubt::unknown_number);
    CHECK(rows[3].at == at(330));
}

TEST_CASE("Numbers keyed later are paired in the order of the ring", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 10, 1);
    for (std::uint32_t bib = 1; bib <= 10; ++bib) line.tap(300 + bib);
    for (std::uint32_t bib = 10; bib >= 1; --bib) line.keyed(bib);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 10);
    for (const Finish& row : rows) {
        CHECK(row.at == at(311.0 - row.runner.value));
        CHECK_FALSE(row.review);
        CHECK(row.evidence.has(Evidence::bib_batch));
    }
}

TEST_CASE("A queue of more than a quarter of an hour is a queue all the same", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 400, 1);
    for (std::uint32_t bib = 1; bib <= 400; ++bib) {
        line.tap(300 + 0.5 * bib);
        line.scan(bib, 308 + 3.0 * bib);
    }
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 400);
    for (const Finish& row : rows) CHECK(row.at == at(300 + 0.5 * row.runner.value));
}

TEST_CASE("Nobody is sure of the order of a ring that was keyed after live scans", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 30, 1);
    for (std::uint32_t bib = 1; bib <= 30; ++bib) {
        line.tap(300 + 4.0 * bib);
        if (bib < 12 || bib > 17) line.scan(bib, 311 + 4.0 * bib);
    }
    for (std::uint32_t bib = 12; bib <= 17; ++bib) line.keyed(bib);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 30);
    for (std::uint32_t bib = 12; bib <= 17; ++bib) {
        CHECK(row_of(rows, bib).review);
        CHECK(row_of(rows, bib).confidence_milli < 300);
    }
    CHECK(row_of(rows, 20).confidence_milli > 900);
}

TEST_CASE("Without any taps scans give estimated times and notes exact ones", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 3, 1);
    line.scan(1, 310);
    line.scan(2, 320);
    line.scan(3, 330);
    line.select(2, 309.5);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 3);
    CHECK(row_of(rows, 1).evidence.has(Evidence::estimated));
    CHECK(row_of(rows, 1).at < at(310));
    CHECK(row_of(rows, 2).at == at(309.5));
    CHECK_FALSE(row_of(rows, 2).evidence.has(Evidence::estimated));
    CHECK(row_of(rows, 1).confidence_milli < row_of(rows, 2).confidence_milli);
}

TEST_CASE("Keyed numbers without any taps are finishers without a time", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 3, 1);
    for (std::uint32_t bib = 1; bib <= 3; ++bib) line.keyed(bib);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 3);
    for (const Finish& row : rows) CHECK_FALSE(row.at);
    CHECK(rows[0].runner == RunnerId{1u});
}

TEST_CASE("Token number p belongs to crossing number p", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 3, 1);
    line.tap(60);  // Before anybody can have finished: no crossing, and not counted.
    line.tap(300);
    line.tap(305);
    line.tap(310);
    line.token(2, 1);
    line.token(3, 2);
    line.token(1, 3, 1);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 3);
    CHECK(row_of(rows, 2).at == at(300));
    CHECK(row_of(rows, 3).at == at(305));
    CHECK(row_of(rows, 1).at == at(310));
    CHECK(row_of(rows, 1).evidence.has(Evidence::token));
    CHECK(fusion::evidence_text(rows[0]) == "tap + finish token");
}

TEST_CASE("Where heats overlap a child finishes in the one it is entered in", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).heat(2, 300).child(1, 1).child(2, 2).child(3, 1);
    line.tap(500);
    line.tap(510);
    line.tap(520);
    line.scan(1, 510);
    line.scan(2, 520);
    line.scan(3, 530);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].runner == RunnerId{1u});
    CHECK(rows[1].runner == RunnerId{3u});
    CHECK(rows[2].runner == RunnerId{2u});
    CHECK(rows[2].heat == HeatId{2u});
    for (const Finish& row : rows) CHECK_FALSE(row.review);
}

TEST_CASE("A child who ran with another heat is put there and marked", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).heat(2, 900).child(1, 2);
    line.tap(400);
    line.scan(1, 410);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].heat == HeatId{1u});
    CHECK(rows[0].doubt == Doubt::wrong_heat);
}

TEST_CASE("A child with two races finishes once in each", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).heat(2, 3'600).child(5, 1).child(5, 2);
    line.tap(400);
    line.scan(5, 410);
    line.tap(4'000);
    line.scan(5, 4'010);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].heat == HeatId{1u});
    CHECK(rows[1].heat == HeatId{2u});
    CHECK(rows[1].at == at(4'000));
    CHECK_FALSE(rows[1].review);
}

TEST_CASE("The least time after the gun is a finish, a moment sooner is not", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).child(1, 1);
    SECTION("exactly on it") {
        line.select(1, 120);
        CHECK(line.fuse().size() == 1);
    }
    SECTION("a moment sooner") {
        line.select(1, 119.999999);
        CHECK(line.fuse().empty());
    }
}
