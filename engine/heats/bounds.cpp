#include "engine/heats/bounds.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

namespace heatline::heats {

namespace {

std::int64_t ceil_div(std::int64_t a, std::int64_t b) { return a <= 0 ? 0 : (a + b - 1) / b; }

std::int64_t volume_bound(std::int64_t seats, std::int64_t assisted, const HeatSize& size) {
    return std::max(ceil_div(seats, size.places), size.assisted > 0 ? ceil_div(assisted, size.assisted) : 0);
}

constexpr std::size_t kFewUnits = 16;
constexpr int kFewestLooks = 20'000;

// Whether the units fit so many heats: the largest first, each into every heat that differs. None: too many ways.
class Fits {
public:
    Fits(std::vector<UnitSize> units, const HeatSize& size, std::int64_t heats)
        : units_(std::move(units)), size_(size), heats_(static_cast<std::size_t>(heats)) {
        std::sort(units_.begin(), units_.end(), [](const UnitSize& a, const UnitSize& b) { return a.seats > b.seats; });
    }

    std::optional<bool> run() {
        const bool fit = place(0);
        return fit || looks_ <= kFewestLooks ? std::optional{fit} : std::nullopt;
    }

private:
    bool place(std::size_t next) {
        if (next == units_.size()) return true;
        for (std::size_t h = 0; h < heats_.size(); ++h) {
            const auto same = [&](const UnitSize& other) {
                return other.seats == heats_[h].seats && other.assisted == heats_[h].assisted;
            };
            if (std::any_of(heats_.begin(), heats_.begin() + static_cast<std::ptrdiff_t>(h), same)) continue;
            if (++looks_ > kFewestLooks) return false;
            if (heats_[h].seats + units_[next].seats > size_.places) continue;
            if (heats_[h].assisted + units_[next].assisted > size_.assisted) continue;
            heats_[h].seats += units_[next].seats;
            heats_[h].assisted += units_[next].assisted;
            if (place(next + 1)) return true;
            heats_[h].seats -= units_[next].seats;
            heats_[h].assisted -= units_[next].assisted;
        }
        return false;
    }

    std::vector<UnitSize> units_;
    const HeatSize& size_;
    std::vector<UnitSize> heats_;  // What they hold.
    int looks_ = 0;
};

}  // namespace

std::int64_t heats_fewest(const std::vector<UnitSize>& units, const HeatSize& size) {
    std::int64_t heats = heats_bound(units, size);
    const bool whole = std::all_of(units.begin(), units.end(), [&](const UnitSize& u) {
        return heats_needed(u.seats, u.assisted, size) == 1 && u.seats <= size.places && u.assisted <= size.assisted;
    });
    if (!whole || units.size() > kFewUnits) return heats;
    while (Fits(units, size, heats).run() == std::optional{false}) ++heats;
    return heats;
}

std::int64_t heats_bound(const std::vector<UnitSize>& units, const HeatSize& size) {
    std::int64_t seats = 0, assisted = 0, best = 0, loose = 0;  // loose: seats of the units that may be cut.
    std::vector<std::int64_t> whole;
    for (const UnitSize& unit : units) {
        const std::int64_t needed = heats_needed(unit.seats, unit.assisted, size);
        seats += unit.seats;
        assisted += unit.assisted;
        best = std::max(best, needed);
        if (needed == 1) {
            whole.push_back(unit.seats);
        } else {
            loose += unit.seats;
        }
    }
    best = std::max(best, volume_bound(seats, assisted, size));

    // For each threshold: units above places - k stand apart, those above half a heat stand apart from each other,
    // and those from k up must find room beside the latter.
    std::set<std::int64_t> thresholds{0};
    for (const std::int64_t s : whole) {
        if (2 * s <= size.places) thresholds.insert(s);
    }
    for (const std::int64_t k : thresholds) {
        std::int64_t large = 0, medium = 0, room_large = 0, room_medium = 0, small = 0;
        for (const std::int64_t s : whole) {
            if (s > size.places - k) {
                ++large;
                room_large += size.places - s;
            } else if (2 * s > size.places) {
                ++medium;
                room_medium += size.places - s;
            } else if (s >= k) {
                small += s;
            }
        }
        const std::int64_t rest = small + std::max(std::int64_t{0}, loose - room_large) - room_medium;
        best = std::max(best, large + medium + ceil_div(rest, size.places));
    }
    return best;
}

std::int64_t band_fewest(const HeatRules& rules, std::size_t band, const std::vector<UnitSize>& units) {
    const HeatSize size = heat_size(rules, rules.bands[band]);
    if (units.empty() || size.places < 1) return 0;
    if (rules.bands[band].lanes == 0) return heats_fewest(units, size);
    UnitSize all;
    for (const UnitSize& unit : units) {
        all.seats += unit.seats;
        all.assisted += unit.assisted;
    }
    return heats_needed(all.seats, all.assisted, size);
}

std::int64_t span_bound(const std::vector<UnitSize>& units, const HeatSize& size, std::int64_t heats) {
    if (units.empty()) return 0;
    std::vector<UnitSize> line = units;
    std::sort(line.begin(), line.end(), [](const UnitSize& a, const UnitSize& b) { return a.position < b.position; });
    UnitSize all;
    for (const UnitSize& unit : line) {
        all.seats += unit.seats;
        all.assisted += unit.assisted;
    }
    UnitSize left;
    std::vector<std::int64_t> gaps;  // Those that need not be walked.
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        left.seats += line[i].seats;
        left.assisted += line[i].assisted;
        const std::int64_t apart = volume_bound(left.seats, left.assisted, size) +
                                   volume_bound(all.seats - left.seats, all.assisted - left.assisted, size);
        if (apart <= heats) gaps.push_back(line[i + 1].position - line[i].position);
    }
    std::sort(gaps.begin(), gaps.end(), std::greater<>());
    std::int64_t bound = line.back().position - line.front().position;
    for (std::size_t i = 0; i < gaps.size() && static_cast<std::int64_t>(i) + 1 < heats; ++i) bound -= gaps[i];
    return bound;
}

}  // namespace heatline::heats
