#include "engine/heats/made_bands.h"

#include <algorithm>

#include "engine/heats/lanes.h"

namespace heatline::heats {

namespace {

std::int64_t span_of(const std::vector<Group>& groups) {
    std::int64_t span = 0;
    for (const Group& group : groups) span += group.span();
    return span;
}

Result<BandHeats, Infeasible> with_more_heats(BandTask task) {
    Result<BandHeats, Infeasible> fewest = make_band(task);
    const std::int32_t more = task.input.rules.bands[task.band].more_heats.count;
    if (!fewest || more == 0 || task.packing != Packing::fewest || task.heats_least > 0) return fewest;
    task.heats_least = static_cast<std::int64_t>(fewest->groups.size()) + more;
    Result<BandHeats, Infeasible> longer = make_band(task);
    if (!longer || span_of(longer->groups) >= span_of(fewest->groups)) return fewest;
    longer->heats_bound = fewest->heats_bound;
    return longer;
}

}  // namespace

Result<std::vector<Group>, Infeasible> MadeBands::heats_of(const BandTask& task, bool uncut) {
    if (task.input.rules.bands[task.band].lanes > 0) return make_lane_band(task);
    Band& band = bands_[task.band];
    const MadeFor wanted{task.packing, task.effort, task.whole_ratios && !uncut, task.heats_before, task.heats_least};
    if (band.last && band.last->made_for == wanted) return band.last->heats.groups;
    const auto same =
        std::find_if(band.kept.begin(), band.kept.end(), [&](const Made& other) { return other.made_for == wanted; });
    if (same != band.kept.end()) {
        band.last = *same;
        return band.last->heats.groups;
    }
    Result<BandHeats, Infeasible> heats = with_more_heats(task);
    if (!heats) return Error{heats.error()};
    band.last = Made{wanted, std::move(*heats)};
    band.kept.push_back(*band.last);
    if (band.kept.size() > kKept) band.kept.pop_front();
    return band.last->heats.groups;
}

const BandHeats* MadeBands::last(std::size_t band) const {
    return bands_[band].last ? &bands_[band].last->heats : nullptr;
}

std::int64_t MadeBands::heats_before_last(std::size_t band) const {
    return bands_[band].last ? bands_[band].last->made_for.heats_before : 0;
}

void MadeBands::forget_span_bounds() {
    for (Band& band : bands_) {
        if (band.last) band.last->heats.span_bound = 0;
    }
}

}  // namespace heatline::heats
