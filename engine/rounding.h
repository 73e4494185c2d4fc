#pragma once
// Official times are lengthened to the next unit, never shortened: 2:09:44.3 by whole seconds is 2:09:45 (the
// rule book's own example). Places are by the exact time; only what is printed is rounded. Integers. Pure.

#include <cstdint>

#include "engine/meet_rules.h"

namespace heatline {

// The least whole number of `unit_us` that is not less than `exact_us`. Neither may be negative.
constexpr std::int64_t round_up(std::int64_t exact_us, std::int64_t unit_us) {
    return (exact_us + unit_us - 1) / unit_us;
}

constexpr std::int64_t unit_us(Rounding rounding) {
    return rounding == Rounding::up_second ? 1'000'000 : rounding == Rounding::up_tenth ? 100'000 : 10'000;
}

// Whole milliseconds, rounded up.
constexpr std::int64_t elapsed_ms(std::int64_t exact_us) { return round_up(exact_us, 1000); }

static_assert(round_up(7'784'300'000, unit_us(Rounding::up_second)) == 2 * 3600 + 9 * 60 + 45);
static_assert(round_up(7'784'300'000, unit_us(Rounding::up_tenth)) == 77'843, "an exact tenth stays");
static_assert(round_up(7'784'300'001, unit_us(Rounding::up_tenth)) == 77'844, "a microsecond more is the next tenth");

}  // namespace heatline
