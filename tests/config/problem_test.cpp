#include "config/problem.h"

#include <catch2/catch.hpp>

using namespace heatline::config;

TEST_CASE("A problem is one line of file, row, column and sentence", "[config][problem]") {
    CHECK(to_line({"runners.csv", 12, "bib", "is given twice"}) == "runners.csv:12: bib: is given twice");
    CHECK(to_line({"runners.csv", 0, "", "is empty"}) == "runners.csv: is empty");
}

TEST_CASE("What a problem quotes never breaks its line nor speaks to the terminal", "[config][problem]") {
    CHECK(to_line({"a\nb.csv", 3, "two\nlines", "\"x\r\n\x1b[31my\x7f\" is no grade; r\xc3\xa9sum\xc3\xa9"}) ==
          "a b.csv:3: two lines: \"x   [31my \" is no grade; r\xc3\xa9sum\xc3\xa9");
}

TEST_CASE("Problems come in the order of the rows, and a flood of them ends with a count", "[config][problem]") {
    ProblemList list("a.csv");
    list.add(9, "b", "second");
    list.add(2, "b", "first");
    const auto two = list.take();
    REQUIRE(two.size() == 2);
    CHECK(two[0].text == "first");

    for (std::size_t i = 0; i < kProblemsMax + 7; ++i) list.add(1, "b", "again");
    const auto many = list.take();
    REQUIRE(many.size() == kProblemsMax + 1);
    CHECK(many.back().text.find("7 more problems") != std::string::npos);
}
