// Numbers that were taken wrongly: whose they were meant to be.

#include "engine/fusion/identity.h"

#include <catch2/catch.hpp>

#include "tests/support/line_builder.h"

using namespace heatline;
using fusion::slip_chance;
using heatline::test::at;
using heatline::test::LineBuilder;
using heatline::test::row_of;

TEST_CASE("One slip of the finger may turn one number into another, two may not", "[engine][fusion][identity]") {
    CHECK(slip_chance("131", "1031") > 0);                             // A digit lost.
    CHECK(slip_chance("1301", "1031") > 0);                            // Two exchanged.
    CHECK(slip_chance("1032", "1031") > 0);                            // The key beside it.
    CHECK(slip_chance("1039", "1031") > 0);                            // Any other key …
    CHECK(slip_chance("1039", "1031") < slip_chance("1032", "1031"));  // … is less likely.
    CHECK(slip_chance("10311", "1031") > 0);                           // A digit too many.
    CHECK(slip_chance("1031", "1031") == 0);
    CHECK(slip_chance("3110", "1031") == 0);
    CHECK(slip_chance("", "1031") == 0);
    CHECK(slip_chance("7", "") == 0);
}

TEST_CASE("A number that is nobody's is taken as that of the child who is missing, and marked",
          "[engine][fusion][identity]") {
    LineBuilder line;
    line.heat(1, 0).children(1031, 1040, 1);
    for (std::uint32_t bib = 1031; bib <= 1040; ++bib) {
        line.tap(300 + 4.0 * (bib - 1030));
        line.scan(bib == 1036 ? 136 : bib, 311 + 4.0 * (bib - 1030));
    }
    Symbols symbols;
    for (std::uint32_t number = 0; number <= 1040; ++number) symbols.intern(std::to_string(number));
    fusion::LineInput input = line.input();

    SECTION("when the texts of the numbers are known") {
        input.symbols = &symbols;
        const auto rows = fusion::fuse(input);
        REQUIRE(rows.size() == 10);
        const Finish row = row_of(rows, 1036);
        CHECK(row.at == at(324));
        CHECK(row.bib == Symbol{136u});
        CHECK(row.doubt == Doubt::number_repaired);
        CHECK(row.review);
    }
    SECTION("else it stays as it was taken") {
        const auto rows = fusion::fuse(input);
        REQUIRE(rows.size() == 10);
        CHECK(row_of(rows, 1036) == Finish{});
        CHECK(rows[5].bib == Symbol{136u});
        CHECK(rows[5].doubt == Doubt::unknown_number);
    }
}

TEST_CASE("A number without a chip and the chip of a child one slip away are one child", "[engine][fusion][identity]") {
    LineBuilder line;
    line.heat(1, 0).children(1031, 1050, 1);
    for (std::uint32_t bib = 1031; bib <= 1049; ++bib) {  // 1050 is registered and stayed at home.
        line.tap(300 + 4.0 * (bib - 1030));
        line.chip(bib, 299.9 + 4.0 * (bib - 1030));
        line.scan(bib == 1040 ? 1050 : bib, 311 + 4.0 * (bib - 1030));
    }
    Symbols symbols;
    for (std::uint32_t number = 0; number <= 1050; ++number) symbols.intern(std::to_string(number));
    fusion::LineInput input = line.input();
    input.symbols = &symbols;

    const auto rows = fusion::fuse(input);

    CHECK(rows.size() == 19);
    CHECK(row_of(rows, 1050) == Finish{});
    CHECK(row_of(rows, 1040).at == at(340));
}

TEST_CASE("Of a child whose number was typed for its neighbour's as well, both finishes are marked",
          "[engine][fusion][identity]") {
    LineBuilder line;
    line.heat(1, 0).children(101, 125, 1);
    for (std::uint32_t bib = 101; bib <= 125; ++bib) {
        line.tap(300 + 4.0 * (bib - 100));
        line.scan(bib == 112 ? 121 : bib, 311 + 4.0 * (bib - 100));
    }
    Symbols symbols;
    for (std::uint32_t number = 0; number <= 125; ++number) symbols.intern(std::to_string(number));
    fusion::LineInput input = line.input();
    input.symbols = &symbols;

    const auto rows = fusion::fuse(input);

    CHECK(rows.size() == 25);
    CHECK(row_of(rows, 112).review);
    CHECK(row_of(rows, 121).review);
}
