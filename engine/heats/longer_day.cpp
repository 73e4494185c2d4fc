#include "engine/heats/longer_day.h"

#include <algorithm>

namespace heatline::heats {

namespace {

// Gives the last heat one free item of the fullest heat of its band, whose heats begin at `first`; false: there is
// none.
bool fill_last(std::vector<DayHeat>& day, std::size_t first) {
    const auto free = [](const Item& item) { return item.pin == 0; };
    DayHeat* fullest = nullptr;
    for (std::size_t h = first; h + 1 < day.size(); ++h) {
        const std::vector<Item>& items = day[h].group.items;
        if (items.size() < 2 || std::none_of(items.begin(), items.end(), free)) continue;
        if (!fullest || items.size() > fullest->group.items.size()) fullest = &day[h];
    }
    if (!fullest) return false;
    std::vector<Item>& items = fullest->group.items;
    const auto given = std::find_if(items.rbegin(), items.rend(), free);
    day.back().group.items.push_back(*given);
    items.erase(std::next(given).base());
    return true;
}

}  // namespace

std::optional<LongerDay> longer_day(const HeatRules& rules, const std::vector<DayHeat>& base,
                                    const std::map<std::size_t, std::int64_t>& more) {
    LongerDay longer;
    std::size_t first = 0;
    for (std::size_t h = 0; h < base.size(); ++h) {
        if (h > 0 && base[h - 1].band != base[h].band) first = longer.day.size();
        longer.day.push_back(base[h]);
        if (h + 1 < base.size() && base[h + 1].band == base[h].band) continue;
        const auto asked = more.find(base[h].band);
        for (std::int64_t left = asked == more.end() ? 0 : asked->second; left > 0; --left) {
            longer.day.push_back({base[h].band, {}});
            longer.filled = fill_last(longer.day, first) && longer.filled;
        }
    }
    std::vector<std::size_t> bands;
    for (const DayHeat& heat : longer.day) bands.push_back(heat.band);
    longer.starts = start_times(rules, bands);
    if (!longer.starts.empty() && longer.starts.back() > rules.latest_start) return std::nullopt;
    return longer;
}

}  // namespace heatline::heats
