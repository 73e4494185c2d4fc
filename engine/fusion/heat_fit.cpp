#include "engine/fusion/heat_fit.h"

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/fusion/curves.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

double log_elapsed(std::span<const RunningHeat> heats, const TimedRow& row, std::size_t heat) {
    const std::int64_t us = std::max<std::int64_t>(row.at.us - heats[heat].start.us, tuning::kSecond);
    return ln(static_cast<double>(us) / tuning::kSecond);
}

class Judge {
public:
    Judge(std::span<const RunningHeat> heats, std::span<const TimedRow> rows, const UsualTime& usual)
        : heats_(heats), rows_(rows), usual_(usual) {}

    std::vector<HeatVerdict> run() {
        std::vector<HeatVerdict> verdicts(rows_.size());
        for (std::size_t i = 0; i < rows_.size(); ++i) verdicts[i] = {rows_[i].heat, 1};
        if (heats_.size() < 2 || !usual_.known) return verdicts;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (rows_[i].open) verdicts[i] = judge(i);
        }
        return verdicts;
    }

private:
    bool fits(std::size_t heat, Instant at) const {
        const RunningHeat& h = heats_[heat];
        return !h.official && at >= h.start + h.minimum_finish && at <= h.start + limits::kHeatLongest;
    }

    // Who crosses around row `i`: the share of each heat among the known.
    void count_around(std::size_t i) {
        around_.assign(heats_.size(), 0.5);
        double all = 0.5 * static_cast<double>(heats_.size());
        const std::size_t from = i > tuning::kHeatAround ? i - tuning::kHeatAround : 0;
        const std::size_t to = std::min(rows_.size(), i + tuning::kHeatAround + 1);
        for (std::size_t k = from; k < to; ++k) {
            if (k == i || !rows_[k].known) continue;
            around_[rows_[k].heat] += 1;
            all += 1;
        }
        for (double& share : around_) share /= all;
    }

    HeatVerdict judge(std::size_t i) {
        const TimedRow& row = rows_[i];
        count_around(i);
        double sum = 0, best = 0;
        std::uint32_t heat = row.heat;
        for (std::uint32_t h = 0; h < heats_.size(); ++h) {
            if (!fits(h, row.at)) continue;
            const double z = (log_elapsed(heats_, row, h) - usual_.middle) / usual_.spread;
            const double walks = (z * usual_.spread - tuning::kWalkerSlower) / tuning::kWalkerSpread;
            const double usual = bell(z) + tuning::kWalkers * bell(walks) + tuning::kHeatFloor;
            // Of a child that is entered here the entry says more than who is around it.
            const double before = !row.known      ? around_[h]
                                  : h == row.heat ? 1 - tuning::kWrongHeat
                                                  : tuning::kWrongHeat * around_[h];
            const double chance = usual * before;
            sum += chance;
            if (chance <= best) continue;
            best = chance;
            heat = h;
        }
        return {heat, sum > 0 ? best / sum : 1};
    }

    std::span<const RunningHeat> heats_;
    std::span<const TimedRow> rows_;
    const UsualTime& usual_;
    std::vector<double> around_;
};

}  // namespace

// From quartiles: what is far out does not matter.
UsualTime learn_usual_time(std::span<const RunningHeat> heats, std::span<const TimedRow> rows) {
    std::vector<double> logs;
    for (const TimedRow& row : rows) {
        if (row.known) logs.push_back(log_elapsed(heats, row, row.heat));
    }
    if (logs.size() < tuning::kHeatRowsLeast) return {};
    std::sort(logs.begin(), logs.end());
    const double quartiles = logs[logs.size() * 3 / 4] - logs[logs.size() / 4];
    return {true, logs[logs.size() / 2], std::max(quartiles / 1.349, tuning::kHeatSpreadLeast)};
}

std::vector<HeatVerdict> judge_heats(std::span<const RunningHeat> heats, std::span<const TimedRow> rows,
                                     const UsualTime& usual) {
    return Judge{heats, rows, usual}.run();
}

}  // namespace heatline::fusion
