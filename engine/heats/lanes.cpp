#include "engine/heats/lanes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "engine/heats/locks.h"

namespace heatline::heats {

namespace {

// A band gets at most so many heats more than its places ask for; then its locks count as impossible.
constexpr std::int64_t kTriesMax = 64;

// The children of a band of lanes on their way into heats.
class Seeding {
public:
    Seeding(const BandTask& task, const HeatSize& size) : task_(task), size_(size), order_(task.children) {
        std::stable_sort(order_.begin(), order_.end(), [&](ChildIndex a, ChildIndex b) {
            const PlanChild& x = child(a);
            const PlanChild& y = child(b);
            if (x.seed_time_ms.has_value() != y.seed_time_ms.has_value()) return x.seed_time_ms.has_value();
            if (x.seed_time_ms != y.seed_time_ms) return x.seed_time_ms < y.seed_time_ms;
            return key_before(x.key, y.key);  // Not by team: nobody gets a lane for the place of a tent.
        });
    }

    // Which heat of the band each child runs in, the fastest first; `pins` are kept. At least `heats` heats.
    // None when pins overload a heat or leave one empty.
    std::optional<std::vector<Group>> fill(std::int64_t heats, const std::map<ChildIndex, std::int32_t>& pins) const {
        // One heat more at a time: only assisted children, who take more than a lane, need more than the first try.
        const std::int64_t most = std::min(static_cast<std::int64_t>(order_.size()), heats + kTriesMax);
        for (std::int64_t n = heats; n <= most; ++n) {
            bool overloaded = false;
            std::optional<std::vector<Group>> groups = try_fill(n, pins, overloaded);
            if (groups || overloaded) return groups;
        }
        return std::nullopt;
    }

private:
    const PlanChild& child(ChildIndex c) const { return task_.input.children[c]; }
    std::int64_t seats(ChildIndex c) const { return child(c).assisted ? size_.seats_of_assisted : 1; }

    std::optional<std::vector<Group>> try_fill(std::int64_t heats, const std::map<ChildIndex, std::int32_t>& pins,
                                               bool& overloaded) const {
        struct Load {
            std::int64_t seats = 0, assisted = 0;
        };
        const auto n = static_cast<std::size_t>(heats);
        std::vector<Load> load(n);
        std::vector<Group> groups(n);
        std::map<ChildIndex, std::size_t> heat_of;
        const auto put = [&](ChildIndex c, std::size_t heat) {
            load[heat].seats += seats(c);
            load[heat].assisted += child(c).assisted ? 1 : 0;
            heat_of[c] = heat;
        };
        for (const auto& [c, pin] : pins) {
            if (pin > heats) return std::nullopt;
            put(c, static_cast<std::size_t>(pin - 1));
        }
        for (const Load& l : load) overloaded = overloaded || l.seats > size_.places || l.assisted > size_.assisted;
        if (overloaded) return std::nullopt;

        // Even shares of places, the last heat first. A share counts the locked children who run there anyway.
        std::int64_t rest = 0;
        for (const ChildIndex c : order_) rest += seats(c);
        std::vector<std::int64_t> share(n);
        for (std::size_t h = n; h-- > 0;) {
            share[h] = std::clamp((rest + static_cast<std::int64_t>(h)) / static_cast<std::int64_t>(h + 1),
                                  load[h].seats, size_.places);
            rest = std::max(std::int64_t{0}, rest - share[h]);
        }
        std::vector<ChildIndex> left;
        for (const ChildIndex c : order_) {
            if (!heat_of.contains(c)) left.push_back(c);
        }
        for (const bool to_the_brim : {false, true}) {  // The second time for those whom the even shares left over.
            for (std::size_t h = n; h-- > 0 && !left.empty();) {
                const std::int64_t limit = to_the_brim ? size_.places : share[h];
                std::vector<ChildIndex> later;
                for (const ChildIndex c : left) {
                    const bool room =
                        load[h].seats + seats(c) <= limit && (!child(c).assisted || load[h].assisted < size_.assisted);
                    room ? put(c, h) : later.push_back(c);
                }
                left = std::move(later);
            }
        }
        if (!left.empty()) return std::nullopt;
        for (const ChildIndex c : order_) groups[heat_of[c]].seeded.push_back(c);
        if (std::any_of(groups.begin(), groups.end(), [](const Group& g) { return g.seeded.empty(); }))
            return std::nullopt;
        return groups;
    }

    const BandTask& task_;
    HeatSize size_;
    std::vector<ChildIndex> order_;
};

// Pins the child of the team that seeding puts nearest to the heat, and of these the fastest.
void pin_nearest(const BandTask& task, const TeamLock& lock, const std::vector<Group>& seeded,
                 std::map<ChildIndex, std::int32_t>& pins) {
    std::optional<ChildIndex> best;
    std::int64_t best_distance = 0;
    for (std::size_t h = seeded.size(); h-- > 0;) {
        const std::int64_t ahead = static_cast<std::int64_t>(h) + 1 - lock.heat_in_band;
        const std::int64_t distance = ahead < 0 ? -ahead : ahead;
        for (const ChildIndex c : seeded[h].seeded) {
            if (task.input.children[c].team != lock.team || pins.contains(c)) continue;
            if (!best || distance < best_distance) {
                best = c;
                best_distance = distance;
            }
        }
    }
    if (best) pins[*best] = lock.heat_in_band;
}

bool runs_there(const BandTask& task, const TeamLock& lock, const std::map<ChildIndex, std::int32_t>& pins) {
    return std::any_of(pins.begin(), pins.end(), [&](const auto& pin) {
        return task.input.children[pin.first].team == lock.team && pin.second == lock.heat_in_band;
    });
}

}  // namespace

std::vector<std::int32_t> lanes_by_preference(const BandRules& band) {
    std::vector<std::int32_t> order;
    const auto add = [&](std::int32_t lane) {
        const bool new_one = std::find(order.begin(), order.end(), lane) == order.end();
        if (new_one && lane >= 1 && lane <= band.lanes) order.push_back(lane);
    };
    for (const std::int32_t lane : band.lane_order.lanes) add(lane);
    const std::int32_t middle = (band.lanes + 1) / 2;  // Or the left one of the two.
    for (std::int32_t away = 0; away < band.lanes; ++away) {
        add(middle - away);
        add(middle + 1 + away);
    }
    return order;
}

Result<std::vector<Group>, Infeasible> make_lane_band(const BandTask& task) {
    const PlanInput& input = task.input;
    const BandRules& band = input.rules.bands[task.band];
    const HeatSize size = heat_size(input.rules, band);
    if (const std::optional<Infeasible> bad = child_without_room(task)) return Error{*bad};
    Result<std::vector<TeamLock>, Infeasible> locks = team_locks(task);
    if (!locks) return Error{locks.error()};

    std::map<ChildIndex, std::int32_t> pins;
    std::int64_t seats = 0, assisted = 0, heats = 1;
    for (const ChildIndex c : task.children) {
        const Result<std::int32_t, Infeasible> pin = roster_pin(task, c);
        if (!pin) return Error{pin.error()};
        if (*pin > 0) pins[c] = *pin;
        heats = std::max<std::int64_t>(heats, *pin);
        seats += input.children[c].assisted ? size.seats_of_assisted : 1;
        assisted += input.children[c].assisted ? 1 : 0;
    }
    heats = std::max(heats, heats_needed(seats, assisted, size));
    if (assisted > 0) {
        const std::int64_t in_a_heat = std::min(size.assisted, size.places / size.seats_of_assisted);
        heats = std::max(heats, (assisted + in_a_heat - 1) / in_a_heat);
    }
    for (const TeamLock& lock : *locks) heats = std::max<std::int64_t>(heats, lock.heat_in_band);

    const Seeding seeding(task, size);
    std::optional<std::vector<Group>> groups = seeding.fill(heats, pins);
    for (const TeamLock& lock : *locks) {
        if (!groups || runs_there(task, lock, pins)) continue;
        pin_nearest(task, lock, *groups, pins);
        groups = seeding.fill(heats, pins);
    }
    bool kept = groups.has_value();
    for (const TeamLock& lock : *locks) kept = kept && runs_there(task, lock, pins);
    if (!kept) {
        std::vector<TeamIndex> teams;
        for (const auto& [c, pin] : pins) teams.push_back(input.children[c].team);
        for (const TeamLock& lock : *locks) teams.push_back(lock.team);
        return Error{
            Infeasible{"H8",
                       "the locks of '" + band.name + "' cannot all be kept: a heat of " + std::to_string(size.places) +
                           " lanes would hold too many children or none; take a lock away or lock to an earlier heat",
                       team_names(input, teams)}};
    }

    std::unordered_map<ChildIndex, std::size_t> rank;
    for (std::size_t i = 0; i < task.children.size(); ++i) rank[task.children[i]] = i;
    for (Group& group : *groups) {  // Who is in the heat, by team, for everything that counts heats alike.
        std::vector<ChildIndex> members = group.seeded;
        std::sort(members.begin(), members.end(), [&](ChildIndex a, ChildIndex b) { return rank[a] < rank[b]; });
        for (const std::vector<ChildIndex>& unit : units_of(input, members)) {
            Item item;
            item.team = input.children[unit.front()].team;
            item.children = unit;
            item.position = task.positions[item.team];
            item.assisted =
                std::count_if(unit.begin(), unit.end(), [&](ChildIndex c) { return input.children[c].assisted; });
            item.seats = static_cast<std::int64_t>(unit.size()) + item.assisted * (size.seats_of_assisted - 1);
            group.items.push_back(std::move(item));
        }
    }
    return std::move(*groups);
}

}  // namespace heatline::heats
