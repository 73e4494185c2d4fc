// Where the small drawings put things.

#include "ui/desk/plot.h"

#include <catch2/catch.hpp>
#include <random>

using namespace heatline;
using namespace heatline::ui;

namespace {

Stretch stretch(std::int64_t from, std::int64_t to) { return {HeatId{0U}, Instant{from}, Instant{to}, "1"}; }

}  // namespace

TEST_CASE("Stretches that overlap stand in lanes of their own", "[ui][plot]") {
    CHECK(lanes_of({}).empty());
    CHECK(lanes_of({stretch(0, 10), stretch(10, 20)}) == std::vector<std::size_t>{0, 0});
    CHECK(lanes_of({stretch(0, 10), stretch(5, 15), stretch(10, 20)}) == std::vector<std::size_t>{0, 1, 0});
    CHECK(lanes_of({stretch(0, 9), stretch(1, 9), stretch(2, 9), stretch(3, 9)}) ==
          std::vector<std::size_t>{0, 1, 2, 2});
}

TEST_CASE("While lanes last, no two stretches of a lane overlap", "[ui][plot]") {
    const auto seed = GENERATE(take(20, random(1U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 dice{seed};
    std::vector<Stretch> stretches;
    std::int64_t from = 0;
    for (int i = 0; i < 40; ++i) {
        from += 5 + static_cast<std::int64_t>(dice() % 10);
        stretches.push_back(stretch(from, from + static_cast<std::int64_t>(dice() % 10)));  // At most two at a time.
    }
    const auto lanes = lanes_of(stretches);
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        for (std::size_t j = i + 1; j < stretches.size(); ++j) {
            if (lanes[i] == lanes[j]) CHECK(stretches[i].to <= stretches[j].from);
        }
    }
}
