#pragma once
// Score: a list of finishes beside the truth, by exactly the measures of tests/data/fusion-cases/score.py.
//
// Its README says what each measure means. Times are compared as score.py compares them, in seconds as doubles, so
// that a row on the very edge counts alike in both. Pure; any thread.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/base/time.h"
#include "tools/fusion_days/day.h"

namespace heatline::fusion_days {

inline constexpr double kRightWithinS = 0.5;
inline constexpr double kNearWithinS = 1.5;
inline constexpr double kGrossBeyondS = 5;
inline constexpr double kCoveredWithinS = 3;

// A row of finishes.csv.
struct FinishRow {
    std::string heat;
    int place = 0;  // 0: none.
    std::string bib;
    std::optional<Instant> at;
    std::optional<int> confidence_milli;
    std::string evidence;
    bool review = false;
};

struct CalibrationBin {
    double from = 0;
    std::int64_t rows = 0;
    double confidence_sum = 0;
    std::int64_t right = 0;
};

// Whole counts; the shares that people look at are worked out from them.
struct Score {
    std::int64_t finishers = 0, rows = 0;
    std::int64_t found = 0, right = 0, near = 0, timed = 0;  // True finishers; `near` within 1.5 s.
    std::int64_t nameless = 0, extra = 0;                    // Rows without a number; those where nobody crossed.
    std::int64_t wrong_child = 0, phantom = 0, listed_twice = 0, wrong_heat = 0;
    std::map<std::string, std::int64_t> count_error;  // By heat: rows minus true finishers.
    std::int64_t inversions = 0;
    std::int64_t review = 0, review_places = 0;
    std::int64_t wrong = 0, wrong_marked = 0;
    std::int64_t not_right = 0, not_right_marked = 0;
    std::int64_t gross = 0, gross_marked = 0;
    std::int64_t missing = 0, missing_uncovered = 0;
    double squared_error = 0;  // Of the confidences of rows with a number, summed.
    std::int64_t confidences = 0;
    std::vector<CalibrationBin> bins;  // Those with rows.

    double percent(std::int64_t part) const { return per(part, 100.0); }
    double per_1000(std::int64_t part) const { return per(part, 1000.0); }
    double per(std::int64_t part, double unit) const {
        return finishers == 0 ? 0 : unit * static_cast<double>(part) / static_cast<double>(finishers);
    }
    // Counts the other's finishers and rows too: heats to a day, days to a family.
    void add(const Score& other);
    std::int64_t count_error_sum() const;
    std::optional<double> caught_percent() const;
    std::optional<double> brier() const;
};

// `registered`: bibs of the registered children. A number of nobody's that is credited is a phantom, not a wrong child.
Score score(std::span<const Crossing> truth, std::span<const FinishRow> rows, const std::set<std::string>& registered);
Score score(const Day& day, std::span<const FinishRow> rows);

// Line by line what score.py prints.
std::string to_text(const Score& score);

}  // namespace heatline::fusion_days
