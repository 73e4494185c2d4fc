#include <algorithm>
#include <map>

#include "tools/fusion_days/baselines.h"

namespace heatline::fusion_days {
namespace {

// When each child crossed, as far as the presses tell: their mean, else between the neighbours' by place.
std::vector<std::optional<Instant>> times_by_press(const KnownDay& known) {
    const std::size_t count = known.day.truth.size();
    std::vector<std::int64_t> sum(count), presses(count);
    for (std::size_t i = 0; i < known.origins.size(); ++i) {
        const DayReading& reading = known.day.readings[i];
        if (reading.kind != ReadingKind::tap || known.origins[i] == kNobody) continue;
        // From the first press on, so that a sum of instants fits.
        const auto child = static_cast<std::size_t>(known.origins[i]);
        sum[child] += micros_between(known.day.starts.front().at, *reading.at);
        ++presses[child];
    }
    std::vector<std::optional<Instant>> times(count);
    std::optional<std::size_t> before;
    for (std::size_t i = 0; i < count; ++i) {
        if (presses[i] == 0) continue;
        times[i] = Instant{known.day.starts.front().at.us + sum[i] / presses[i]};
        for (std::size_t gap = before ? *before + 1 : 0; gap < i; ++gap) {
            const std::int64_t from = before ? times[*before]->us : times[i]->us;
            const auto steps = static_cast<std::int64_t>(before ? i - *before : 1);
            const auto step = static_cast<std::int64_t>(before ? gap - *before : 0);
            times[gap] = Instant{from + (times[i]->us - from) * step / steps};
        }
        before = i;
    }
    for (std::size_t gap = before ? *before + 1 : count; gap < count; ++gap) times[gap] = times[*before];
    return times;
}

}  // namespace

std::vector<FinishRow> known_pairing(const KnownDay& known) {
    const auto times = times_by_press(known);
    std::map<std::string, const Crossing*> crossed;
    for (const Crossing& child : known.day.truth) crossed[child.bib] = &child;
    std::map<std::string, FinishRow> rows;
    for (std::size_t i = 0; i < known.origins.size(); ++i) {
        const DayReading& reading = known.day.readings[i];
        if (reading.kind != ReadingKind::bib) continue;
        const auto child = crossed.find(reading.bib);
        const auto place = static_cast<std::size_t>(known.origins[i]);
        const std::string& heat = child != crossed.end() ? child->second->heat : known.day.truth[place].heat;
        const FinishRow row{heat, 0, reading.bib, times[place], std::nullopt, "", false};
        const auto [listed, is_first] = rows.emplace(reading.bib, row);
        if (is_first || child == crossed.end() || !row.at || !listed->second.at) continue;
        // Of a number taken twice the one that is its child's own.
        const auto off = [&](const FinishRow& one) { return std::abs(one.at->us - child->second->at.us); };
        if (off(row) < off(listed->second)) listed->second = row;
    }
    std::vector<FinishRow> made;
    for (auto& [bib, row] : rows) made.push_back(std::move(row));
    return made;
}

}  // namespace heatline::fusion_days
