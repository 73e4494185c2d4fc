// The list that is chosen against every list there could be.

#include "engine/fusion/decode.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace heatline::fusion;

namespace {

// The most right answers that a rising list can be expected to have, by trying them all.
double best_of_all(const std::vector<std::vector<double>>& chance, std::size_t i, std::size_t j) {
    if (i == chance.size() || j == chance[0].size()) return 0;
    const double skip_slot = best_of_all(chance, i + 1, j), skip_arrival = best_of_all(chance, i, j + 1);
    return std::max({skip_slot, skip_arrival, chance[i][j] + best_of_all(chance, i + 1, j + 1)});
}

}  // namespace

TEST_CASE("No rising list has more right answers to be expected", "[engine][fusion][alignment]") {
    for (std::uint32_t seed = 1; seed <= 100; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const std::size_t n = 1 + random() % 6, m = 1 + random() % 6;
        std::vector<Slot> slots;  // Ten seconds apart: no time is right by accident.
        for (std::uint32_t i = 0; i < n; ++i) slots.push_back({i, i * 10'000'000, 1, false});
        std::vector<std::vector<double>> chance(n, std::vector<double>(m));
        Posterior posterior;
        posterior.missed.assign(m, 0);
        posterior.away.assign(m, 0);
        for (std::uint32_t i = 0; i < n; ++i) {
            for (std::uint32_t j = 0; j < m; ++j) {
                chance[i][j] = static_cast<double>(random() % 1'000 + 1) / 6'000;
                posterior.pairs.push_back({i, j, chance[i][j]});
            }
        }

        const auto chosen = decode(slots, m, posterior);

        double sum = 0;
        std::vector<bool> used(n, false);
        for (std::size_t j = 0; j < m; ++j) {
            if (chosen[j].slot == kNoSlot) continue;
            REQUIRE(chosen[j].slot < n);
            REQUIRE_FALSE(used[chosen[j].slot]);
            used[chosen[j].slot] = true;
            CHECK(chosen[j].right == Approx(chance[chosen[j].slot][j]));
            sum += chosen[j].right;
        }
        // Exchanging neighbours may only add.
        CHECK(sum >= best_of_all(chance, 0, 0) - 1e-9);
    }
}

TEST_CASE("Neighbours change places only when both are clearly likelier", "[engine][fusion][alignment]") {
    const std::vector<Slot> slots{{0, 0, 1, false}, {1, 10'000'000, 1, false}};
    Posterior posterior;
    posterior.missed = posterior.away = {0, 0};
    SECTION("clearly") {
        posterior.pairs = {{0, 0, 0.1}, {0, 1, 0.9}, {1, 0, 0.9}, {1, 1, 0.1}};
        const auto chosen = decode(slots, 2, posterior);
        CHECK(chosen[0].slot == 1);
        CHECK(chosen[1].slot == 0);
    }
    SECTION("hardly") {
        posterior.pairs = {{0, 0, 0.45}, {0, 1, 0.55}, {1, 0, 0.55}, {1, 1, 0.45}};
        const auto chosen = decode(slots, 2, posterior);
        CHECK(chosen[0].slot == 0);
        CHECK(chosen[1].slot == 1);
    }
}
