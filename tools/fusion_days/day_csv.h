#pragma once
// The four CSV files of a day, as tests/data/fusion-cases has them: to text and back. Pure; any thread.

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "tools/fusion_days/day.h"
#include "tools/fusion_days/score.h"

namespace heatline::fusion_days {

struct DayFiles {
    std::string runners, starts, events, truth;
};

DayFiles to_csv(const Day& day);
// The error is a sentence with file and line.
Result<Day, std::string> from_csv(const DayFiles& files);

// heat,place,bib,at,confidence,evidence,review
std::string finishes_csv(const std::vector<FinishRow>& rows);

}  // namespace heatline::fusion_days
