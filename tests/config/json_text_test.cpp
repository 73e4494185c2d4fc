#include "config/json_text.h"

#include <catch2/catch.hpp>

using namespace heatline::config;

TEST_CASE("A text in JSON keeps its letters and escapes what JSON must escape", "[config][json]") {
    CHECK(json_string("José \"x\" \\ /") == R"("José \"x\" \\ /")");
    CHECK(json_string("a\tb\r\nc\x01") == R"("a\tb\r\nc\u0001")");
}

TEST_CASE("An object holds its keys in the order they were added", "[config][json]") {
    FlatObject object;
    CHECK(object.text() == "{}");
    object.add("b", "x");
    object.add_number("a", 18'446'744'073'709'551'615u);
    CHECK(object.text() == R"({"b":"x","a":18446744073709551615})");
    CHECK(object.size() == object.text().size());
}
