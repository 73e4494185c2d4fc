// A number and what it counts.

#include "engine/base/counted.h"

#include <catch2/catch.hpp>

using namespace heatline;

TEST_CASE("One is one, and none and many are many") {
    CHECK(counted(0, "child", "children") == "0 children");
    CHECK(counted(1, "child", "children") == "1 child");
    CHECK(counted(2, "child", "children") == "2 children");
    CHECK(counted(1, "tent") == "1 tent");
    CHECK(counted(12'000, "tent") == "12000 tents");
}
