#pragma once
// Generate: a finish-line day of a family, by seed, with its truth. The same seed gives the same day on every machine.
//
// The days are like those of tests/data/fusion-cases, and every number behind them stands in rates.h. Pure; any
// thread.

#include "tools/fusion_days/day.h"
#include "tools/fusion_days/family.h"
#include "tools/fusion_days/rates.h"

namespace heatline::fusion_days {

KnownDay make_known_day(const Layout& layout, const Rates& rates, std::uint64_t seed);
KnownDay make_known_day(Family family, const Layout& layout, std::uint64_t seed);
Day make_day(const Layout& layout, const Rates& rates, std::uint64_t seed);
Day make_day(Family family, const Layout& layout, std::uint64_t seed);

}  // namespace heatline::fusion_days
