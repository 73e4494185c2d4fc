// Bounds against the true optimum of small bands, found by trying everything.

#include "engine/heats/bounds.h"
#include "tests/engine/heats/world.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <random>

using namespace heatline::heats;
using heatline::heats::test::draw;

namespace {

struct Best {
    std::int64_t heats = 1'000;
    std::vector<std::int64_t> span_with;  // With at most so many heats.
};

// Every way to group whole units.
Best try_everything(const std::vector<UnitSize>& units, const HeatSize& size) {
    Best best;
    best.span_with.assign(units.size() + 1, 1'000'000);
    std::vector<std::vector<UnitSize>> heats;
    const std::function<void(std::size_t)> place = [&](std::size_t next) {
        if (next == units.size()) {
            std::int64_t span = 0;
            for (const auto& heat : heats) {
                std::int64_t seats = 0, assisted = 0, low = heat.front().position, high = low;
                for (const UnitSize& unit : heat) {
                    seats += unit.seats;
                    assisted += unit.assisted;
                    low = std::min(low, unit.position);
                    high = std::max(high, unit.position);
                }
                if (seats > size.places || assisted > size.assisted) return;
                span += high - low;
            }
            best.heats = std::min(best.heats, static_cast<std::int64_t>(heats.size()));
            for (std::size_t h = heats.size(); h < best.span_with.size(); ++h)
                best.span_with[h] = std::min(best.span_with[h], span);
            return;
        }
        for (std::size_t h = 0; h < heats.size(); ++h) {
            heats[h].push_back(units[next]);
            place(next + 1);
            heats[h].pop_back();
        }
        heats.push_back({units[next]});
        place(next + 1);
        heats.pop_back();
    };
    place(0);
    return best;
}

std::vector<UnitSize> random_units(std::mt19937_64& random, int count, int seats_max) {
    std::vector<UnitSize> units;
    for (int i = 0; i < count; ++i) {
        units.push_back({static_cast<TeamIndex>(i), draw(random, 0, 40), draw(random, 1, seats_max),
                         draw(random, 0, 4) == 0 ? 1 : 0});
    }
    return units;
}

}  // namespace

TEST_CASE("No grouping of whole units beats the bounds on heats and on span", "[engine][heats][property]") {
    const auto seed = GENERATE(take(150, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const HeatSize size{draw(random, 8, 20), draw(random, 1, 3), 2};
    const std::vector<UnitSize> units = random_units(random, draw(random, 1, 7), 8);

    const Best best = try_everything(units, size);

    CHECK(heats_bound(units, size) <= best.heats);
    CHECK(heats_bound(units, size) >= 1);
    CHECK(heats_fewest(units, size) == best.heats);
    for (std::size_t h = static_cast<std::size_t>(best.heats); h < best.span_with.size(); ++h) {
        CHECK(span_bound(units, size, static_cast<std::int64_t>(h)) <= best.span_with[h]);
    }
}

TEST_CASE("An oversize unit that fills the last places of many heats does not break the bound",
          "[engine][heats][property]") {
    const auto seed = GENERATE(take(150, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const HeatSize size{draw(random, 8, 14), 100, 2};
    std::vector<UnitSize> units = random_units(random, draw(random, 1, 7), 8);
    std::int64_t seats = 0;
    const std::int64_t whole = try_everything(units, size).heats;
    units.push_back({99, 3, size.places + draw(random, 1, 30), 0});
    for (const UnitSize& unit : units) seats += unit.seats;

    // Its children may be spread at will: the whole units need their heats, and all places must be there.
    const std::int64_t fewest = std::max(whole, (seats + size.places - 1) / size.places);

    CHECK(heats_bound(units, size) <= fewest);
}

TEST_CASE("Three units just above half a heat need three heats", "[engine][heats]") {
    CHECK(heats_bound({{0, 0, 6, 0}, {1, 1, 6, 0}, {2, 2, 6, 0}}, {10, 8, 2}) == 3);
}

TEST_CASE("Two heats walk every gap but the largest", "[engine][heats]") {
    CHECK(span_bound({{0, 0, 2, 0}, {1, 3, 2, 0}, {2, 10, 2, 0}, {3, 14, 2, 0}}, {4, 8, 2}, 2) == 14 - 7);
}
