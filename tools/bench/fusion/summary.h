#pragma once
// Summary: many cases as one row: medians over the cases, sums where the events are rare. Pure.

#include <optional>
#include <string>
#include <vector>

#include "tools/bench/fusion/fusion_case.h"
#include "tools/bench/fusion/targets.h"

namespace heatline::bench {

using Cases = std::vector<const FusionScores*>;

// Nothing where no case has the measure.
std::optional<double> value_of(Measure measure, const Cases& cases);

// The table: a row for each family and group, fusion beside index pairing and resync.
std::string table_text(const std::vector<FusionScores>& all);
// The recorded cases, a row for each.
std::string recorded_text(const std::vector<FusionScores>& all);
// Every target with what was measured: goal, floor or short.
std::string targets_text(const std::vector<FusionScores>& all);
// By family: in bins of confidence, the mean confidence and the share right.
std::string calibration_text(const std::vector<FusionScores>& all);
// Which cases index pairing wins, and wrong children beside pairing's.
std::string losses_text(const std::vector<FusionScores>& all);
// Every case and method as CSV.
std::string cases_csv(const std::vector<FusionScores>& all);

}  // namespace heatline::bench
