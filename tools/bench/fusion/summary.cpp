#include "tools/bench/fusion/summary.h"

#include <algorithm>

namespace heatline::bench {
namespace {

using fusion_days::Score;

constexpr double kSureFrom = .95;

std::optional<double> of_one(Measure measure, const FusionScores& scores) {
    const Score& s = scores.fusion;
    switch (measure) {
        case Measure::right:
            return s.percent(s.right);
        case Measure::near:
            return s.percent(s.near);
        case Measure::timed:
            return s.percent(s.timed);
        case Measure::count_error:
            return s.percent(s.count_error_sum());
        case Measure::review:
            return s.percent(s.review);
        case Measure::places:
            return s.percent(s.review_places);
        case Measure::caught:
            return s.caught_percent();
        case Measure::gross_missed:
            return s.per_1000(s.gross - s.gross_marked);
        case Measure::brier:
            if (!s.brier()) return std::nullopt;
            return *s.brier() * 1'000;
        case Measure::ms:
            return scores.ms_per_1000();
        case Measure::wrong_child:
        case Measure::sure_share:
            break;  // Too rare or too few in one case.
    }
    return std::nullopt;
}

}  // namespace

std::optional<double> value_of(Measure measure, const Cases& cases) {
    if (measure == Measure::wrong_child) {
        std::int64_t wrong = 0, finishers = 0;
        for (const FusionScores* one : cases) wrong += one->fusion.wrong_child, finishers += one->fusion.finishers;
        if (finishers == 0) return std::nullopt;
        return 1000.0 * static_cast<double>(wrong) / static_cast<double>(finishers);
    }
    if (measure == Measure::sure_share) {
        std::int64_t right = 0, rows = 0;
        for (const FusionScores* one : cases) {
            for (const auto& bin : one->fusion.bins) {
                if (bin.from < kSureFrom) continue;
                right += bin.right;
                rows += bin.rows;
            }
        }
        if (rows == 0) return std::nullopt;
        return 100.0 * static_cast<double>(right) / static_cast<double>(rows);
    }
    std::vector<double> values;
    for (const FusionScores* one : cases) {
        if (const auto value = of_one(measure, *one)) values.push_back(*value);
    }
    if (values.empty()) return std::nullopt;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace heatline::bench
