#pragma once
// FusionCase: one finish line with its truth, and what fusion and the baselines make of it. Any thread.

#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "tools/fusion_days/family.h"
#include "tools/fusion_days/score.h"
#include "tools/heatline/plain_line.h"

namespace heatline::bench {

struct FusionCase {
    std::string name;  // "b-120-seed3", "2-typical-150".
    std::optional<fusion_days::Family> family;
    std::optional<fusion_days::Group> group;  // None: a recorded case.
    fusion_days::Day day;
    std::vector<fusion_days::Origin> origins;  // Of a generated day.
};

struct FusionScores {
    std::string name;
    std::optional<fusion_days::Family> family;
    std::optional<fusion_days::Group> group;
    fusion_days::Score fusion, index, resync;
    std::optional<fusion_days::Score> ceiling;  // Of an aligner that knows what belongs together; see known_pairing.
    std::int64_t fuse_us = 0;                   // CPU time of one full alignment, the least of three.
    std::vector<fusion_days::FinishRow> rows;

    double ms_per_1000() const { return fusion.per(fuse_us, 1.0); }
    // Index pairing has more finishes right.
    bool is_lost() const { return fusion.right < index.right; }
};

// The files of the day, fed to `line`. The error names the case.
Result<Done, std::string> feed(tools::PlainLine& line, const FusionCase& of);

// Through the door of `heatline fuse`: the day as texts, and the rows that would have been written. The error names
// the case.
Result<FusionScores, std::string> measure(const FusionCase& of);

// The recorded cases in `folder`, by name.
Result<std::vector<FusionCase>, std::string> recorded_cases(const std::string& folder);

}  // namespace heatline::bench
