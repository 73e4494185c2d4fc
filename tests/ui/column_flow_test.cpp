#include "ui/paper/pdf/column_flow.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace heatline::ui;

TEST_CASE("A block that fits a column stands there beneath its heading, the next one below it") {
    const auto columns = flow_into_columns({3, 2}, {.column = 100, .heading = 20, .line = 10, .gap = 5});

    REQUIRE(columns.size() == 1);
    REQUIRE(columns[0].size() == 2);
    CHECK(columns[0][0].y == 0);
    CHECK(columns[0][0].lines == 3);
    CHECK(columns[0][1].y == 55);
    CHECK(columns[0][1].lines == 2);
}

TEST_CASE("A block that is too long goes on in the next column, under its heading again") {
    const auto columns = flow_into_columns({12}, {.column = 100, .heading = 20, .line = 10, .gap = 5});

    REQUIRE(columns.size() == 2);
    CHECK(columns[0][0].lines == 8);
    CHECK_FALSE(columns[0][0].goes_on);
    CHECK(columns[1][0].first == 8);
    CHECK(columns[1][0].lines == 4);
    CHECK(columns[1][0].goes_on);
}

TEST_CASE(
    "However blocks are set, each line stands once and in order, no column is too long, no heading is left alone") {
    std::mt19937_64 random(11);
    const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
    for (int round = 0; round < 500; ++round) {
        CAPTURE(round);
        const FlowHeights heights{
            .column = draw(60, 300), .heading = draw(10, 30), .line = draw(5, 15), .gap = draw(0, 9)};
        std::vector<std::size_t> blocks;
        for (int b = draw(0, 12); b > 0; --b) blocks.push_back(static_cast<std::size_t>(draw(0, 40)));

        const auto columns = flow_into_columns(blocks, heights);

        std::vector<std::size_t> set(blocks.size(), 0);
        std::size_t last_block = 0;
        for (const FlowColumn& column : columns) {
            REQUIRE_FALSE(column.empty());
            int y = 0;
            for (const FlowPart& part : column) {
                REQUIRE(part.block < blocks.size());
                CHECK(part.block >= last_block);
                last_block = part.block;
                CHECK(part.first == set[part.block]);
                CHECK(part.goes_on == (part.first > 0));
                CHECK(part.lines >= std::min<std::size_t>(2, blocks[part.block] - part.first));
                CHECK(part.y == (y == 0 ? 0 : y + heights.gap));
                set[part.block] += part.lines;
                y = part.y + heights.heading + static_cast<int>(part.lines) * heights.line;
            }
            CHECK(y <= heights.column);
        }
        CHECK(set == blocks);
    }
}

TEST_CASE("A column that is too low for a heading and two lines holds them all the same") {
    const auto columns = flow_into_columns({5}, {.column = 10, .heading = 20, .line = 10, .gap = 0});

    REQUIRE(columns.size() == 3);
    CHECK(columns[2][0].lines == 1);
}
