// What people say about finishes, and heats that are official.

#include <catch2/catch.hpp>

#include "tests/support/line_builder.h"

using namespace heatline;
using heatline::test::at;
using heatline::test::LineBuilder;
using heatline::test::row_of;

TEST_CASE("A tap given to a child by a person is that child's", "[engine][fusion][corrections]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 3, 1);
    line.tap(300);
    const ReadingIndex second = line.tap(304);
    line.tap(308);
    line.scan(1, 310);
    line.scan(2, 314);
    line.scan(3, 318);
    line.assign(second, 3);
    const auto rows = line.fuse();
    CHECK(row_of(rows, 3).at == at(304));
    CHECK(row_of(rows, 3).tap == second);
    CHECK(row_of(rows, 3).evidence.has(Evidence::assigned));
    CHECK(row_of(rows, 1).at == at(300));
}

TEST_CASE("A press that bounced still belongs to whom a person gave it", "[engine][fusion][corrections]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 2, 1);
    const ReadingIndex first = line.tap(300);
    const ReadingIndex second = line.tap(300.05);
    line.assign(first, 1).assign(second, 2);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 2);
    CHECK(row_of(rows, 1).at == at(300));
    CHECK(row_of(rows, 2).at == at(300.05));
}

TEST_CASE("A press that a person gave to a child is never taken by a finish entered nearby",
          "[engine][fusion][corrections]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 2, 1);
    const ReadingIndex press = line.tap(300.4);
    line.assign(press, 2);
    line.enter(1, 1, 300);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 2);
    CHECK(row_of(rows, 1).at == at(300));
    CHECK(row_of(rows, 2).at == at(300.4));
    CHECK(row_of(rows, 2).tap == press);
}

TEST_CASE("A finish entered for a child takes the press that was given to that child",
          "[engine][fusion][corrections]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 1, 1);
    line.assign(line.tap(300.4), 1);
    line.enter(1, 1, 300);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].at == at(300));
}

TEST_CASE("A finish entered by hand stands as it was entered and takes the tap beside it",
          "[engine][fusion][corrections]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 2, 1);
    line.tap(300.4);
    line.tap(310);
    line.scan(2, 320);
    line.scan(1, 311);
    line.enter(1, 1, 300);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 2);
    CHECK(row_of(rows, 1).at == at(300));
    CHECK(row_of(rows, 1).confidence_milli == 1000);
    CHECK_FALSE(row_of(rows, 1).review);
    CHECK_FALSE(row_of(rows, 1).tap);
    CHECK(row_of(rows, 2).at == at(310));
}

TEST_CASE("A child who did not finish by a person's word has no row, and neither has its tap",
          "[engine][fusion][corrections]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 3, 1);
    for (std::uint32_t bib = 1; bib <= 3; ++bib) {
        line.tap(300 + 4.0 * bib);
        line.scan(bib, 310 + 4.0 * bib);
    }
    line.remove(1, 2);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 2);
    CHECK(row_of(rows, 1).at == at(304));
    CHECK(row_of(rows, 3).at == at(312));
}

TEST_CASE("Official rows come back as they are and keep their readings", "[engine][fusion][corrections]") {
    LineBuilder line;
    line.heat(1, 0).heat(2, 100).children(1, 2, 1).children(3, 4, 2);
    const ReadingIndex tap1 = line.tap(300), tap2 = line.tap(304);
    line.tap(308);
    const ReadingIndex scan1 = line.scan(1, 310), scan2 = line.scan(2, 314);
    line.scan(3, 318);
    Finish one, two;
    one.heat = two.heat = HeatId{1u};
    one.runner = RunnerId{2u};  // A person had swapped them.
    one.at = at(300);
    one.tap = tap1;
    one.identity = scan2;
    one.confidence_milli = 123;
    two.runner = RunnerId{1u};
    two.at = at(304);
    two.tap = tap2;
    two.identity = scan1;
    line.official(1, {one, two});

    const auto rows = line.fuse();

    REQUIRE(rows.size() == 3);
    CHECK(rows[0] == one);
    CHECK(rows[1] == two);
    CHECK(rows[2].runner == RunnerId{3u});
    CHECK(rows[2].at == at(308));
    CHECK(rows[2].heat == HeatId{2u});
}

TEST_CASE("An official heat takes nothing new", "[engine][fusion][corrections]") {
    LineBuilder line;
    line.heat(1, 0).child(1, 1).official(1, {});
    line.tap(300);
    line.scan(1, 310);
    line.select(1, 300);
    line.chip(1, 300);
    CHECK(line.fuse().empty());
}

TEST_CASE("Words about taps of a line whose gun has not gone wait for it", "[engine][fusion][corrections]") {
    LineBuilder line;
    line.child(1, 1);
    const ReadingIndex first = line.tap(300), second = line.tap(304);
    line.assign(first, 1).take_back(second);
    CHECK(line.fuse().empty());
    line.heat(1, 0);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].runner == RunnerId{1u});
    CHECK(rows[0].at == at(300));
}

TEST_CASE("A finish by hand leaves a tap that was given to another child", "[engine][fusion][corrections]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 2, 1);
    const ReadingIndex tap = line.tap(300);
    line.assign(tap, 1).enter(1, 2, 300.3);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 2);
    CHECK(row_of(rows, 1).at == at(300));
    CHECK(row_of(rows, 1).tap == tap);
    CHECK(row_of(rows, 2).at == at(300.3));
}

TEST_CASE("A press that is taken back leaves its child to its own bounce, and to the other tapper",
          "[engine][fusion][corrections]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 2, 1);
    const ReadingIndex pressed = line.tap(300);
    line.tap(300.05);
    const ReadingIndex early = line.tap(310);
    line.tap(310.2, LineBuilder::kTapper2);
    line.scan(1, 310);
    line.scan(2, 320);
    CHECK(row_of(line.fuse(), 2).at == at(310.1));
    line.take_back(pressed).take_back(early);
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 2);
    CHECK(row_of(rows, 1).at == at(300.05));
    CHECK(row_of(rows, 2).at == at(310.2));
}

TEST_CASE("A number that is taken back leaves its child to the note at the line", "[engine][fusion][corrections]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 12, 1);
    ReadingIndex scan, note;
    for (std::uint32_t child = 1; child <= 12; ++child) {
        const double crossed = 300 + 10.0 * child;
        line.tap(crossed);
        const ReadingIndex number = line.scan(child, crossed + 10);
        if (child == 5) scan = number;
    }
    SECTION("with the press beside it") {
        note = line.select(5, 350.2);
        line.take_back(scan);
        const Finish row = row_of(line.fuse(), 5);
        CHECK(row.at == at(350));
        CHECK(row.identity == note);
        CHECK(row.evidence.has(Evidence::select));
        CHECK_FALSE(row.evidence.has(Evidence::bib_live));
    }
    SECTION("with its own instant where nobody pressed") {
        note = line.select(5, 325);
        line.take_back(scan);
        CHECK(row_of(line.fuse(), 5).at == at(325));
        CHECK(row_of(line.fuse(), 5).tap == note);
    }
    SECTION("which goes as well when it is taken back") {
        note = line.select(5, 350.2);
        line.take_back(scan).take_back(note);
        CHECK_FALSE(row_of(line.fuse(), 5).runner);
    }
}
