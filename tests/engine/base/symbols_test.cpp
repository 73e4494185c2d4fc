// Each distinct text once.

#include "engine/base/symbols.h"

#include <catch2/catch.hpp>

using namespace heatline;

TEST_CASE("A text has one symbol for ever, and other texts have others", "[engine][symbols]") {
    Symbols symbols;
    const Symbol first = symbols.intern("1044");
    const Symbol second = symbols.intern("1045");
    CHECK(first != second);
    CHECK(symbols.intern("1044") == first);
    CHECK(symbols.text(first) == "1044");
    CHECK(symbols.find("1045") == second);
    CHECK(symbols.size() == 2);
}

TEST_CASE("The empty text and an unknown text have no symbol", "[engine][symbols]") {
    Symbols symbols;
    CHECK_FALSE(symbols.intern(""));
    CHECK_FALSE(symbols.find(""));
    CHECK_FALSE(symbols.find("1044"));
    CHECK(symbols.text(Symbol::none()).empty());
    CHECK(symbols.size() == 0);
}

TEST_CASE("Texts stay where they are while more are added", "[engine][symbols]") {
    Symbols symbols;
    const std::string_view held = symbols.text(symbols.intern("held"));
    for (int i = 0; i < 10'000; ++i) symbols.intern(std::to_string(i));
    CHECK(held == "held");
    CHECK(symbols.text(symbols.find("9999")) == "9999");
}

TEST_CASE("A copy knows the same texts and goes its own way", "[engine][symbols]") {
    Symbols first;
    first.intern("a");
    Symbols copy = first;
    CHECK(copy.intern("b") == first.intern("c"));
    CHECK(copy.text(Symbol{1u}) == "b");
    CHECK(first.text(Symbol{1u}) == "c");
    first = Symbols{};
    CHECK(copy.text(copy.find("a")) == "a");
}
