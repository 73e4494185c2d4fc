#include "ui/desk/memo.h"

#include <catch2/catch.hpp>
#include <string>
#include <tuple>

using namespace heatline::ui;

TEST_CASE("A memo works its value out once for each key", "[ui][memo]") {
    using Key = std::tuple<std::shared_ptr<const int>, std::string>;
    Memo<Key, int> memo;
    int made = 0;
    const auto make = [&] { return ++made; };
    const auto snapshot = std::make_shared<const int>(1);

    CHECK(memo.of({snapshot, "maya"}, make) == 1);
    CHECK(memo.of({snapshot, "maya"}, make) == 1);
    CHECK(memo.of({snapshot, "leo"}, make) == 2);
    // Another object of equal content is another key: identity counts.
    CHECK(memo.of({std::make_shared<const int>(1), "leo"}, make) == 3);
}

TEST_CASE("A window keeps a memo by its type, and a copy of the window begins anew", "[ui][memo]") {
    Memos window;
    window.get<int>() = 7;
    CHECK(window.get<int>() == 7);
    Memos copy = window;
    CHECK(copy.get<int>() == 0);
    CHECK(window.get<int>() == 7);
}
