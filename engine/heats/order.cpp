#include "engine/heats/order.h"

#include <algorithm>
#include <map>
#include <random>

namespace heatline::heats {

namespace {

using Slot = std::size_t;    // A place in the day.
using HeatNo = std::size_t;  // A heat, by the place it had at first.

class CoachRepair {
public:
    CoachRepair(const PlanInput& input, const std::vector<DayHeat>& day, const std::vector<Instant>& starts)
        : input_(input),
          starts_(starts),
          teams_of_(day.size()),
          uses_(input.teams.size()),
          lacking_(input.teams.size(), 0) {
        for (HeatNo h = 0; h < day.size(); ++h) {
            heat_at_.push_back(h);
            slot_of_.push_back(h);
            movable_.push_back(day[h].group.pin == 0 && day[h].group.seeded.empty());
            band_of_.push_back(day[h].band);
            if (!day[h].group.seeded.empty()) continue;  // In a band of lanes nobody is walked to the start.
            for (const Item& item : day[h].group.items) add_use(item, h);
        }
        for (Slot s = 0; s < day.size(); ++s) {
            if (movable_[s]) slots_of_band_[band_of_[s]].push_back(s);
        }
        for (TeamIndex t = 0; t < input.teams.size(); ++t) recount(t);
    }

    // Leaves the best order found in heat_at().
    void run() {
        while (lacking_total_ > 0 && best_swap()) {}
        best_total_ = lacking_total_;
        std::vector<HeatNo> best = heat_at_;
        std::mt19937_64 random(1);  // The standard fixes its numbers, so every machine draws the same.
        for (int tries = 0; lacking_total_ > 0 && tries < kCoachTries; ++tries) {
            wander(random);
            if (lacking_total_ < best_total_) {
                best_total_ = lacking_total_;
                best = heat_at_;
            }
        }
        if (lacking_total_ == best_total_) return;
        for (Slot s = 0; s < best.size(); ++s) place(s, best[s]);
        for (TeamIndex t = 0; t < input_.teams.size(); ++t) recount(t);
    }

    const std::vector<HeatNo>& heat_at() const { return heat_at_; }

    std::vector<TeamIndex> lacking() const {
        std::vector<TeamIndex> teams;
        for (TeamIndex t = 0; t < lacking_.size(); ++t) {
            if (lacking_[t] > 0) teams.push_back(t);
        }
        return teams;
    }

private:
    struct Use {
        HeatNo heat;
        std::int64_t children;
    };

    void add_use(const Item& item, HeatNo heat) {
        if (!input_.teams[item.team].coaches) return;
        std::vector<Use>& uses = uses_[item.team];
        if (uses.empty() || uses.back().heat != heat) {
            uses.push_back({heat, 0});
            teams_of_[heat].push_back(item.team);
        }
        uses.back().children += static_cast<std::int64_t>(item.children.size());
    }

    void place(Slot slot, HeatNo heat) {
        heat_at_[slot] = heat;
        slot_of_[heat] = slot;
    }

    // How many coaches the team lacks, summed over its starts.
    void recount(TeamIndex team) {
        std::int64_t lacks = 0;
        const Millis turnaround = minutes(input_.rules.turnaround_min);
        for (const Use& at : uses_[team]) {
            const Instant now = starts_[slot_of_[at.heat]];
            std::int64_t busy = 0;
            for (const Use& use : uses_[team]) {
                const Instant start = starts_[slot_of_[use.heat]];
                if (now - turnaround < start && start <= now) busy += coaches_for(input_.rules, use.children);
            }
            lacks += std::max(std::int64_t{0}, busy - *input_.teams[team].coaches);
        }
        lacking_total_ += lacks - lacking_[team];
        lacking_[team] = lacks;
    }

    void recount_heat(HeatNo heat) {
        for (const TeamIndex t : teams_of_[heat]) recount(t);
    }

    void swap_slots(Slot a, Slot b) {
        const HeatNo x = heat_at_[a], y = heat_at_[b];
        place(a, y);
        place(b, x);
        recount_heat(x);
        recount_heat(y);
    }

    // Moves the heat at the band's movable slot number `from` to number `to`, those between by one.
    void shift(const std::vector<Slot>& slots, std::size_t from, std::size_t to) {
        const HeatNo moved = heat_at_[slots[from]];
        for (std::size_t i = from; i != to;) {
            const std::size_t next = from < to ? i + 1 : i - 1;
            place(slots[i], heat_at_[slots[next]]);
            i = next;
        }
        place(slots[to], moved);
        for (std::size_t i = std::min(from, to); i <= std::max(from, to); ++i) recount_heat(heat_at_[slots[i]]);
    }

    // The swap that leaves the fewest lacking; of equals the nearest, then the first. False when none helps.
    bool best_swap() {
        const std::int64_t before = lacking_total_;
        std::int64_t best = before;
        Slot best_a = 0, best_b = 0, best_distance = 0;
        for (const TeamIndex team : lacking()) {
            for (const Use& use : uses_[team]) {
                const Slot a = slot_of_[use.heat];
                if (!movable_[a]) continue;
                for (const Slot b : slots_of_band_[band_of_[a]]) {
                    if (a == b || ++swaps_tried_ > kCoachSwaps) continue;
                    const Slot distance = a < b ? b - a : a - b;
                    swap_slots(a, b);
                    if (lacking_total_ < best ||
                        (lacking_total_ == best && best < before && distance < best_distance)) {
                        best = lacking_total_;
                        best_a = a;
                        best_b = b;
                        best_distance = distance;
                    }
                    swap_slots(a, b);
                }
            }
        }
        if (best == before) return false;
        swap_slots(best_a, best_b);
        return true;
    }

    // One drawn move of a heat of a team that lacks coaches; a move for the worse is kept once in a while.
    void wander(std::mt19937_64& random) {
        const std::vector<TeamIndex> teams = lacking();
        const std::vector<Use>& uses = uses_[teams[random() % teams.size()]];
        const Slot a = slot_of_[uses[random() % uses.size()].heat];
        if (!movable_[a]) return;
        const std::vector<Slot>& slots = slots_of_band_[band_of_[a]];
        const auto from = static_cast<std::size_t>(std::find(slots.begin(), slots.end(), a) - slots.begin());
        const auto to = static_cast<std::size_t>(random() % slots.size());
        const bool by_swap = random() % 2 == 0;
        const bool bold = random() % 100 < 8;
        if (from == to) return;
        const std::int64_t before = lacking_total_;
        by_swap ? swap_slots(slots[from], slots[to]) : shift(slots, from, to);
        if (lacking_total_ <= before || bold) return;
        by_swap ? swap_slots(slots[from], slots[to]) : shift(slots, to, from);
    }

    const PlanInput& input_;
    const std::vector<Instant>& starts_;  // By slot: a band's intervals are all alike.
    std::vector<HeatNo> heat_at_;
    std::vector<Slot> slot_of_;
    std::vector<bool> movable_;                               // By slot, and by heat: pinned heats never move.
    std::vector<std::size_t> band_of_;                        // By slot, and by heat.
    std::map<std::size_t, std::vector<Slot>> slots_of_band_;  // The movable ones.
    std::vector<std::vector<TeamIndex>> teams_of_;            // By heat; teams whose coaches are known.
    std::vector<std::vector<Use>> uses_;                      // By team.
    std::vector<std::int64_t> lacking_;                       // By team.
    std::int64_t lacking_total_ = 0;
    std::int64_t best_total_ = 0;
    int swaps_tried_ = 0;
};

}  // namespace

std::vector<Instant> start_times(const HeatRules& rules, const std::vector<std::size_t>& bands) {
    std::vector<Instant> starts;
    Instant at = rules.first_start;
    for (std::size_t h = 0; h < bands.size(); ++h) {
        if (h > 0) {
            at = at + minutes(rules.bands[bands[h - 1]].interval_min);
            if (bands[h] != bands[h - 1]) at = at + minutes(rules.band_gap_min);
        }
        if (rules.bands[bands[h]].earliest) at = std::max(at, *rules.bands[bands[h]].earliest);
        starts.push_back(at);
    }
    return starts;
}

std::int64_t coaches_for(const HeatRules& rules, std::int64_t children) {
    return (children + rules.chaperone_ratio - 1) / rules.chaperone_ratio;
}

std::vector<TeamIndex> settle_coaches(const PlanInput& input, std::vector<DayHeat>& day,
                                      const std::vector<Instant>& starts) {
    CoachRepair repair(input, day, starts);
    repair.run();
    std::vector<DayHeat> ordered;
    for (const HeatNo heat : repair.heat_at()) ordered.push_back(std::move(day[heat]));
    day = std::move(ordered);
    return repair.lacking();
}

}  // namespace heatline::heats
