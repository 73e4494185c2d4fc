#include "engine/heats/one_more.h"

#include <algorithm>

namespace heatline::heats {

std::vector<OneMore> one_more(const HeatRules& rules, const std::vector<DayHeat>& day,
                              const std::vector<Instant>& starts,
                              const std::function<BandTask(std::size_t band)>& task_of) {
    std::vector<OneMore> found;
    for (std::size_t b = 0; b < rules.bands.size() && !day.empty(); ++b) {
        const BandRules& band = rules.bands[b];
        if (band.lanes > 0 || starts.back() + minutes(band.interval_min) > rules.latest_start) continue;
        OneMore more{.band = BandId{b}, .span = 0, .span_now = 0, .minutes = band.interval_min};
        std::int64_t heats = 0;
        for (const DayHeat& heat : day) {
            if (heat.band != b) continue;
            ++heats;
            more.span_now += heat.group.span();
        }
        if (heats == 0 || more.span_now == 0) continue;
        BandTask task = task_of(b);
        task.heats_least = heats + 1;
        const Result<BandHeats, Infeasible> longer = make_band(task);
        if (!longer || static_cast<std::int64_t>(longer->groups.size()) != heats + 1) continue;
        for (const Group& group : longer->groups) more.span += group.span();
        if (more.span < more.span_now) found.push_back(more);
    }
    return found;
}

}  // namespace heatline::heats
