// Chips: one crossing a child and heat out of many reads, and the tap beside it.

#include "engine/fusion/chips.h"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/support/line_builder.h"

using namespace heatline;
using heatline::test::at;
using heatline::test::LineBuilder;
using heatline::test::row_of;

TEST_CASE("A single read of a chip is the finish, at exactly its instant", "[engine][fusion][chips]") {
    LineBuilder line;
    line.heat(1, 0).child(7, 1);
    line.chip(7, 400.250001);

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 1);
    CHECK(rows[0].at == at(400.250001));
}

TEST_CASE("The middle of the first believable reads of a chip is the finish", "[engine][fusion][chips]") {
    LineBuilder line;
    line.heat(1, 0).child(7, 1);
    line.chip(7, 2);  // On the start mat.
    const ReadingIndex first = line.chip(7, 400.25);
    line.chip(7, 400.5);
    line.chip(7, 409);
    line.chip(7, 600);  // Back over the mat.

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 1);
    CHECK(rows[0].at == at(400.375));
    CHECK(rows[0].tap == first);
    CHECK(rows[0].identity == first);
    CHECK(fusion::evidence_text(rows[0]) == "chip");
}

TEST_CASE("A chip with a tap beside it takes the instant of the tap", "[engine][fusion][chips]") {
    LineBuilder line;
    line.heat(1, 0).child(7, 1);
    line.chip(7, 400.25);
    const ReadingIndex tap = line.tap(400.75);

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 1);
    CHECK(rows[0].at == at(400.75));
    CHECK(rows[0].tap == tap);
    CHECK(fusion::evidence_text(rows[0]) == "chip + tap");
}

TEST_CASE("Numbers of children with a chip are not paired again", "[engine][fusion][chips]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 12, 1);
    for (std::uint32_t bib = 1; bib <= 12; ++bib) {
        if (bib != 6) line.chip(bib, 299.8 + bib);  // The tag of child 6 does not read.
        line.tap(300.0 + bib);
        line.scan(bib, 315 + 1.1 * bib);
    }
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 12);
    for (const Finish& row : rows) {
        CHECK(row.at == at(300.0 + row.runner.value));
        CHECK(row.evidence.has(Evidence::bib_live));
        CHECK(row.evidence.has(Evidence::chip) == (row.runner != RunnerId{6u}));
        CHECK_FALSE(row.review);
    }
}

TEST_CASE("Children on the mat before their own gun are no finishers of the heat before", "[engine][fusion][chips]") {
    LineBuilder line;
    line.heat(1, 0).heat(2, 600).child(1, 1).child(2, 2);
    line.chip(1, 400);
    line.chip(2, 590);
    SECTION("while they wait") { CHECK(line.fuse().size() == 1); }
    SECTION("after they have finished") {
        line.chip(2, 1'000);
        const auto rows = line.fuse();
        REQUIRE(rows.size() == 2);
        CHECK(row_of(rows, 2).heat == HeatId{2u});
    }
    SECTION("but a number from the chute says that the child did run") {
        line.scan(2, 600);
        const auto rows = line.fuse();
        REQUIRE(rows.size() == 2);
        CHECK(row_of(rows, 2).heat == HeatId{1u});
        CHECK(row_of(rows, 2).doubt == Doubt::wrong_heat);
    }
}

TEST_CASE("Reads of one crossing do not spill into another race of the child", "[engine][fusion][chips]") {
    LineBuilder line;
    line.heat(1, 0).heat(2, 100).child(1, 1).child(1, 2);
    line.chip(1, 400);
    line.chip(1, 400.2);
    line.chip(1, 405);
    CHECK(line.fuse().size() == 1);
}

TEST_CASE("A tag that is nobody's makes no finish", "[engine][fusion][chips]") {
    LineBuilder line;
    line.heat(1, 0).child(1, 1);
    line.chip(RunnerId::kNone, 400);
    CHECK(line.fuse().empty());
}

TEST_CASE("However long the queue at the scanner, the number is that of the chip's child", "[engine][fusion][chips]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 60, 1);
    for (std::uint32_t bib = 1; bib <= 60; ++bib) {
        line.tap(300 + bib);
        line.chip(bib, 300.0 + bib);
        line.scan(bib, 320 + 20.0 * (bib - 1));  // The last after 19 minutes.
    }
    SECTION("and no second finisher") {
        const auto rows = line.fuse();
        CHECK(rows.size() == 60);
        CHECK(row_of(rows, 60).evidence.has(Evidence::bib_live));
        CHECK_FALSE(row_of(rows, 60).review);
    }
    SECTION("but for a child with a later race whose tag did not read there") {
        line.heat(2, 1'000).child(60, 2);
        const auto rows = line.fuse();
        CHECK(rows.size() == 61);
    }
    SECTION("but for a number after the queue had ended") {
        line.child(61, 1);
        line.chip(61, 361);
        line.tap(361);
        line.scan(61, 1'900);
        const auto rows = line.fuse();
        CHECK(rows.size() == 62);
    }
}

TEST_CASE("A tag that was only read on the way back does not move its child", "[engine][fusion][chips]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 20, 1);
    for (std::uint32_t bib = 1; bib <= 20; ++bib) {
        line.tap(300 + 4.0 * bib);
        if (bib != 7) line.chip(bib, 300 + 4.0 * bib);
        if (bib != 12) line.scan(bib, 311 + 4.0 * bib);
    }
    line.chip(7, 600);

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 20);
    CHECK(row_of(rows, 7).at == at(328));
}

TEST_CASE("A chip that neither the tapper nor the scanner saw is for a person to look at", "[engine][fusion][chips]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 20, 1);
    for (std::uint32_t bib = 1; bib <= 20; ++bib) {
        if (bib != 7) line.tap(300 + 4.0 * bib);
        if (bib != 7) line.scan(bib, 311 + 4.0 * bib);
        line.chip(bib, bib == 7 ? 500 : 300 + 4.0 * bib);
    }

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 20);
    CHECK(row_of(rows, 7).review);
}

TEST_CASE("Where presses are close nobody is asked whose they are: the chips say when", "[engine][fusion][chips]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 60, 1);
    const auto crossed = [](std::uint32_t bib) { return 300 + 0.35 * bib; };
    for (std::uint32_t bib = 1; bib <= 60; ++bib) {
        line.chip(bib, crossed(bib) + 0.09 * static_cast<double>(static_cast<int>(bib * 7 % 5) - 2));
        if (bib % 6 != 0) line.tap(crossed(bib) + 0.05 * static_cast<double>(bib % 3));  // Presses are missing.
    }

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 60);
    for (std::uint32_t bib = 1; bib <= 60; ++bib) {
        INFO("child " << bib);
        CHECK(std::abs(row_of(rows, bib).at->us - at(crossed(bib)).us) <= 500'000);
        CHECK_FALSE(row_of(rows, bib).review);
    }
}
