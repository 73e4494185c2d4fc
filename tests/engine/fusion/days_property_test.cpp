// What holds of generated days as a whole: more evidence helps, and nothing is worse than counting. Small days, many
// seeds, so that chance evens out; the long form is tools/bench/run fusion.

#include <cstdint>

#include "tests/support/day_line.h"
#include "tools/fusion_days/baselines.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using fusion_days::Family;
using fusion_days::Rates;
using heatline::test::DayLine;

namespace {

constexpr std::uint64_t kSeeds = 200;

// One heat, dense enough that there is something to sort out.
const fusion_days::Layout kSmall{"60", fusion_days::Group::up_to_400, {{60, 0}}};

std::int64_t right_of(const fusion_days::Day& day) {
    DayLine line(day);
    const auto right = line.right(line.fuse());
    return std::count(right.begin(), right.end(), true);
}

// Right finishes of kSeeds days with these rates.
std::int64_t right_with(const Rates& rates) {
    std::int64_t right = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) right += right_of(fusion_days::make_day(kSmall, rates, seed));
    return right;
}

}  // namespace

TEST_CASE("More notes at the line make more finishes right", "[engine][fusion][days][property]") {
    for (const Family family : {Family::typical, Family::batch, Family::no_taps}) {
        Rates few = fusion_days::rates_of(family), many = few;
        few.notes.every_ms = 120'000;
        many.notes.every_ms = 8'000;
        INFO("family " << fusion_days::name_of(family) << ", seeds 1 to " << kSeeds);
        CHECK(right_with(many) > right_with(few));
    }
}

TEST_CASE("More chips make more finishes right", "[engine][fusion][days][property]") {
    Rates none = fusion_days::rates_of(Family::typical), few = none, most = none;
    few.has_chips = most.has_chips = true;
    few.chips.unread_low_permille = few.chips.unread_high_permille = 500;
    INFO("seeds 1 to " << kSeeds);
    const std::int64_t with_few = right_with(few);
    CHECK(with_few > right_with(none));
    CHECK(right_with(most) > with_few);
}

TEST_CASE("No family of days is worse than pairing tap k with number k", "[engine][fusion][days][property]") {
    for (const Family family : fusion_days::kFamilies) {
        std::int64_t fused = 0, paired = 0, finishers = 0;
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
            const fusion_days::Day day = fusion_days::make_day(family, kSmall, seed);
            fused += right_of(day);
            paired += fusion_days::score(day, fusion_days::index_pairing(day)).right;
            finishers += static_cast<std::int64_t>(day.truth.size());
        }
        INFO("family " << fusion_days::name_of(family) << ", seeds 1 to " << kSeeds << ": " << fused << " against "
                       << paired << " of " << finishers);
        CHECK(fused >= paired);
    }
}
