#include "engine/heats/settings.h"

namespace heatline::heats {

namespace {

std::optional<Infeasible> outside(const std::string& key, std::int64_t value, std::int64_t least, std::int64_t most) {
    if (value >= least && value <= most) return std::nullopt;
    return Infeasible{"settings",
                      key + " is " + std::to_string(value) + ", which is no use to a plan; give " +
                          std::to_string(least) + " to " + std::to_string(most),
                      {}};
}

}  // namespace

std::optional<Infeasible> settings_problem(const HeatRules& rules) {
    if (auto bad = outside("turnaround_min", rules.turnaround_min, 0, kMinutesMax)) return bad;
    if (auto bad = outside("chaperone_ratio", rules.chaperone_ratio, 1, kCapacityMax)) return bad;
    if (auto bad = outside("band_gap_min", rules.band_gap_min, 0, kMinutesMax)) return bad;
    if (auto bad = outside("assist_seats", rules.assist_seats, 1, kCapacityMax)) return bad;
    if (auto bad = outside("max_assisted", rules.max_assisted, 0, kCapacityMax)) return bad;
    if (auto bad = outside("tent_cols", rules.tent_cols, 1, kTentPlaceMax)) return bad;
    for (const BandRules& band : rules.bands) {
        const std::string of = " of the band '" + band.name + "'";
        if (auto bad = outside("capacity" + of, band.capacity, 0, kCapacityMax)) return bad;
        if (auto bad = outside("reserve" + of, band.reserve, 0, kCapacityMax)) return bad;
        if (auto bad = outside("interval_min" + of, band.interval_min, 0, kMinutesMax)) return bad;
        if (auto bad = outside("lanes" + of, band.lanes, 0, kCapacityMax)) return bad;
        if (auto bad = outside("more_heats" + of, band.more_heats.count, 0, kCapacityMax)) return bad;
    }
    return std::nullopt;
}

}  // namespace heatline::heats
