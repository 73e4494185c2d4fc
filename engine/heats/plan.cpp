#include "engine/heats/plan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "engine/base/limits.h"
#include "engine/heats/bounds.h"
#include "engine/heats/lanes.h"
#include "engine/heats/locks.h"
#include "engine/heats/order.h"
#include "engine/heats/settings.h"
#include "engine/heats/tent.h"

namespace heatline::heats {

namespace {

// The input in canonical order, so that nothing below can see the order of the rows, and the way back.
struct Canonical {
    PlanInput input;
    std::vector<ChildIndex> original;  // Of each child.
};

Canonical canonical_input(const PlanInput& given) {
    std::vector<TeamIndex> teams(given.teams.size());
    for (std::size_t t = 0; t < teams.size(); ++t) teams[t] = static_cast<TeamIndex>(t);
    std::stable_sort(teams.begin(), teams.end(), [&](TeamIndex a, TeamIndex b) {
        const PlanTeam& x = given.teams[a];
        const PlanTeam& y = given.teams[b];
        return std::tie(x.name, x.tent_row, x.tent_col) < std::tie(y.name, y.tent_row, y.tent_col);
    });
    Canonical made{.input = {.rules = given.rules, .teams = {}, .children = {}}, .original = {}};
    std::vector<TeamIndex> number(teams.size());
    for (const TeamIndex t : teams) {
        number[t] = static_cast<TeamIndex>(made.input.teams.size());
        made.input.teams.push_back(given.teams[t]);
    }
    made.original = canonical_order(given, tent_positions(given.rules, given.teams));
    for (const ChildIndex c : made.original) {
        made.input.children.push_back(given.children[c]);
        made.input.children.back().team = number[given.children[c].team];
    }
    return made;
}

// Searches with another seed when no order of the heats has coaches enough.
constexpr int kOtherHeatsTries = 2;

class Planner {
public:
    Planner(const PlanInput& input, const PlanOptions& options)
        : input_(input),
          options_(options),
          calling_(options.calling.value_or(input.rules.calling)),
          effort_(options.effort),
          positions_(tent_positions(input.rules, input.teams)) {
        std::vector<ChildIndex> all(input.children.size());
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<ChildIndex>(i);
        entries_ = sort_into_bands(input, all);
    }

    Result<Plan, Infeasible> plan() {
        if (std::optional<Infeasible> bad = settings_problem(input_.rules)) return Error{*bad};
        measure();
        if (calling_ == Calling::tent_order) return in_tent_order();
        const std::optional<Infeasible> why = settle(Packing::fewest);
        if (!why) return finished();
        if (why->rule != "H7") return Error{*why};
        // Other heats of the same length, quickly found, may let coaches come back in time.
        effort_.work = 0;
        for (int tries = 0; tries < kOtherHeatsTries; ++tries) {
            ++effort_.seed;
            if (!settle(Packing::fewest)) return finished();
        }
        // Heats that take neighbours together are easier on coaches: a longer day is better than none.
        if (settle(Packing::contiguous)) return Error{*why};
        return finished();
    }

private:
    Result<Plan, Infeasible> in_tent_order() {
        std::optional<Infeasible> why = settle(Packing::contiguous);
        if (why && why->rule == "H6" && !settle(Packing::dense)) why.reset();
        if (why) return Error{*why};
        return finished();
    }

    // Lays the day out and finds an order of its heats; why not, or none.
    std::optional<Infeasible> settle(Packing packing) {
        std::optional<Infeasible> why = lay_out(packing, false);
        if (!why) why = team_without_coaches();
        if (!why) why = too_late();
        if (why) return why;
        const std::vector<TeamIndex> lacking = settle_coaches(input_, day_, starts_);
        if (lacking.empty()) return std::nullopt;
        why = lay_out(packing, true);  // Pieces of oversize units waste coaches unless they are cut at whole groups.
        if (!why) why = too_late();
        if (why || !settle_coaches(input_, day_, starts_).empty()) return no_order(lacking);
        return std::nullopt;
    }

    // The bounds of each band, before anything is decided.
    void measure() {
        made_.resize(input_.rules.bands.size());
        for (std::size_t b = 0; b < input_.rules.bands.size(); ++b) {
            const HeatSize size = heat_size(input_.rules, input_.rules.bands[b]);
            std::vector<UnitSize> units;
            for (const std::vector<ChildIndex>& unit : units_of(input_, entries_.by_band[b])) {
                UnitSize measured;
                measured.team = input_.children[unit.front()].team;
                measured.position = positions_[measured.team];
                for (const ChildIndex c : unit) {
                    measured.seats += input_.children[c].assisted ? size.seats_of_assisted : 1;
                    measured.assisted += input_.children[c].assisted ? 1 : 0;
                }
                units.push_back(measured);
            }
            bounds_.push_back(0);
            units_.push_back(std::move(units));
            if (units_.back().empty() || size.places < 1) continue;
            bounds_.back() = heats_bound(units_.back(), size);
            if (input_.rules.bands[b].lanes > 0) {  // Units do not stay together there.
                UnitSize all;
                for (const UnitSize& unit : units_.back()) {
                    all.seats += unit.seats;
                    all.assisted += unit.assisted;
                }
                bounds_.back() = heats_needed(all.seats, all.assisted, size);
            }
        }
    }

    // Makes the heats of every band and their starts.
    std::optional<Infeasible> lay_out(Packing packing, bool whole_ratios) {
        day_.clear();
        std::vector<std::size_t> bands;
        for (std::size_t b = 0; b < input_.rules.bands.size(); ++b) {
            if (entries_.by_band[b].empty()) continue;
            Result<std::vector<Group>, Infeasible> groups = groups_of(b, packing, whole_ratios);
            if (!groups) return groups.error();
            for (Group& group : *groups) {
                day_.push_back({b, std::move(group)});
                bands.push_back(b);
            }
        }
        if (day_.size() > limits::kHeatsMax) {
            return Infeasible{"settings",
                              "the plan would have " + std::to_string(day_.size()) + " heats, and a meet holds " +
                                  std::to_string(limits::kHeatsMax) + "; raise the capacities",
                              {}};
        }
        starts_ = start_times(input_.rules, bands);
        return std::nullopt;
    }

    BandTask task_of(std::size_t band, Packing packing, bool whole_ratios) const {
        return {.input = input_,
                .positions = positions_,
                .band = band,
                .children = entries_.by_band[band],
                .heats_before = static_cast<std::int64_t>(day_.size()),
                .packing = packing,
                .whole_ratios = whole_ratios,
                .units = &units_[band],
                .effort = effort_};
    }

    Result<std::vector<Group>, Infeasible> groups_of(std::size_t band, Packing packing, bool whole_ratios) {
        const BandTask task = task_of(band, packing, whole_ratios);
        if (input_.rules.bands[band].lanes > 0) return make_lane_band(task);
        const HeatSize size = heat_size(input_.rules, input_.rules.bands[band]);
        const bool uncut = std::all_of(units_[band].begin(), units_[band].end(), [&](const UnitSize& u) {
            return size.places >= 1 && heats_needed(u.seats, u.assisted, size) == 1;
        });
        std::optional<Made>& made = made_[band];
        if (!made || made->packing != packing || made->effort != effort_ ||
            (made->whole_ratios != whole_ratios && !uncut) || made->heats_before != task.heats_before) {
            Result<BandHeats, Infeasible> heats = make_band(task);
            if (!heats) return Error{heats.error()};
            made = Made{packing, effort_, whole_ratios, task.heats_before, std::move(*heats)};
        }
        return made->heats.groups;
    }

    // H7 within one heat: nothing but more coaches, or smaller groups of children, would help.
    std::optional<Infeasible> team_without_coaches() const {
        if (input_.rules.turnaround_min == 0) return std::nullopt;  // No start looks back, not even at itself.
        for (const DayHeat& heat : day_) {
            if (!heat.group.seeded.empty()) continue;
            const HeatSize size = heat_size(input_.rules, input_.rules.bands[heat.band]);
            for (const Item& item : heat.group.items) {
                const std::optional<std::int32_t> coaches = input_.teams[item.team].coaches;
                const auto children = static_cast<std::int64_t>(item.children.size());
                if (!coaches || coaches_for(input_.rules, children) <= *coaches) continue;
                const UnitSize& unit = unit_size(heat.band, item.team);
                if (*coaches > 0 && heats_needed(unit.seats, unit.assisted, size) > 1)
                    continue;  // Could be cut smaller.
                const std::string& name = input_.teams[item.team].name;
                return Infeasible{"H7",
                                  "'" + name + "' has " + std::to_string(children) + " children in one heat of '" +
                                      input_.rules.bands[heat.band].name + "', who need " +
                                      std::to_string(coaches_for(input_.rules, children)) + " coaches, and has " +
                                      std::to_string(*coaches) +
                                      "; find more coaches or raise chaperone_ratio (no other plan can help)",
                                  {name}};
            }
        }
        return std::nullopt;
    }

    const UnitSize& unit_size(std::size_t band, TeamIndex team) const {
        return *std::find_if(units_[band].begin(), units_[band].end(),
                             [&](const UnitSize& u) { return u.team == team; });
    }

    std::optional<Infeasible> too_late() const {
        if (starts_.empty() || starts_.back() <= input_.rules.latest_start) return std::nullopt;
        std::vector<std::size_t> fewest;
        for (std::size_t b = 0; b < bounds_.size(); ++b)
            fewest.insert(fewest.end(), static_cast<std::size_t>(bounds_[b]), b);
        const bool proven = start_times(input_.rules, fewest).back() > input_.rules.latest_start;
        std::vector<TeamIndex> teams;
        std::size_t late = 0;
        for (std::size_t h = 0; h < day_.size(); ++h) {
            if (starts_[h] <= input_.rules.latest_start) continue;
            ++late;
            for (const Item& item : day_[h].group.items) teams.push_back(item.team);
        }
        const std::int64_t over = micros_between(input_.rules.latest_start, starts_.back());
        const std::int64_t minute = 60 * 1'000'000;
        return Infeasible{"H6",
                          "the last of " + std::to_string(day_.size()) + " heats would start " +
                              std::to_string((over + minute - 1) / minute) + " minutes after latest_start (" +
                              std::to_string(late) + " heats are too late)" +
                              (proven ? "; no plan is short enough: " : "; no shorter plan was found: ") +
                              "raise the capacities, shorten the intervals or move latest_start",
                          team_names(input_, teams)};
    }

    Infeasible no_order(const std::vector<TeamIndex>& lacking) const {
        return {
            "H7",
            "no order of the heats was found in which these teams have a coach for every " +
                std::to_string(input_.rules.chaperone_ratio) +
                " children at every start, while coaches are back after " +
                std::to_string(input_.rules.turnaround_min) +
                " minutes; find more coaches, raise chaperone_ratio, shorten turnaround_min or lengthen the intervals",
            team_names(input_, lacking)};
    }

    Plan finished() {
        Plan plan;
        std::vector<std::int64_t> heats_of(input_.rules.bands.size(), 0);
        std::map<std::pair<std::size_t, TeamIndex>, std::int64_t> pieces;
        std::map<TeamIndex, std::pair<Instant, Instant>> day_of;
        for (std::size_t h = 0; h < day_.size(); ++h) {
            const DayHeat& heat = day_[h];
            const BandRules& band = input_.rules.bands[heat.band];
            const bool lanes = band.lanes > 0;
            PlannedHeatOut out{.band = BandId{heat.band},
                               .race = band.race,
                               .line = band.line,
                               .start = starts_[h],
                               .children = {},
                               .lanes = {}};
            out.children = heat.group.seeded;
            if (lanes) {
                out.lanes = lanes_by_preference(band);
                out.lanes.resize(out.children.size());
            }
            ++heats_of[heat.band];
            std::set<TeamIndex> here;
            for (const Item& item : heat.group.items) {
                if (!lanes) out.children.insert(out.children.end(), item.children.begin(), item.children.end());
                here.insert(item.team);
            }
            if (!lanes) std::sort(out.children.begin(), out.children.end());  // Indices are in canonical order.
            for (const TeamIndex team : here) {
                ++pieces[{heat.band, team}];
                day_of.try_emplace(team, starts_[h], starts_[h]).first->second.second = starts_[h];
            }
            if (!lanes) {
                const std::int64_t free = heat_size(input_.rules, band).places - heat.group.seats();
                plan.report.span += heat.group.span();
                plan.report.balance += free * free;
            }
            plan.heats.push_back(std::move(out));
        }
        plan.report.heats = static_cast<std::int64_t>(day_.size());
        for (const auto& [team, times] : day_of) {
            const std::int64_t wait = micros_between(times.first, times.second) / (60 * 1'000'000);
            plan.report.wait_sum_min += wait;
            plan.report.wait_max_min = std::max(plan.report.wait_max_min, wait);
        }
        for (std::size_t b = 0; b < heats_of.size(); ++b) {
            const bool made = heats_of[b] > 0 && input_.rules.bands[b].lanes == 0;
            plan.report.heats_lower_bound += made ? std::max(bounds_[b], made_[b]->heats.heats_bound) : bounds_[b];
            if (!made) continue;
            const HeatSize size = heat_size(input_.rules, input_.rules.bands[b]);
            plan.report.span_lower_bound +=
                std::max(span_bound(units_[b], size, heats_of[b]), made_[b]->heats.span_bound);
            for (const UnitSize& unit : units_[b]) {
                plan.report.excess_splits += pieces[{b, unit.team}] - heats_needed(unit.seats, unit.assisted, size);
            }
        }
        plan.report.unplaced = entries_.unplaced;
        if (options_.one_more && calling_ == Calling::fewest_heats) plan.report.one_more = look_at_one_more();
        return plan;
    }

    // Only where the day is long enough for it.
    std::vector<OneMore> look_at_one_more() {
        std::vector<OneMore> found;
        if (day_.empty()) return found;
        for (std::size_t b = 0; b < input_.rules.bands.size(); ++b) {
            const BandRules& band = input_.rules.bands[b];
            if (band.lanes > 0) continue;
            OneMore more{.band = BandId{b}, .span = 0, .span_now = 0, .minutes = band.interval_min};
            std::int64_t heats = 0;
            for (const DayHeat& heat : day_) {
                if (heat.band != b) continue;
                ++heats;
                more.span_now += heat.group.span();
            }
            if (heats == 0 || more.span_now == 0) continue;
            if (starts_.back() + minutes(band.interval_min) > input_.rules.latest_start) continue;
            BandTask task = task_of(b, Packing::fewest, false);
            task.heats_before = made_[b]->heats_before;
            task.effort = {.moves = options_.effort.moves / 2, .work = 0, .seed = options_.effort.seed};
            task.heats_least = heats + 1;
            const Result<BandHeats, Infeasible> longer = make_band(task);
            if (!longer || static_cast<std::int64_t>(longer->groups.size()) != heats + 1) continue;
            for (const Group& group : longer->groups) more.span += group.span();
            if (more.span < more.span_now) found.push_back(more);
        }
        return found;
    }

    // A band as it was made last, and what for: most bands are the same when the day is laid out again.
    struct Made {
        Packing packing;
        Effort effort;
        bool whole_ratios;
        std::int64_t heats_before;
        BandHeats heats;
    };

    const PlanInput& input_;
    const PlanOptions& options_;
    const Calling calling_;
    Effort effort_;
    std::vector<std::int64_t> positions_;
    Entries entries_;
    std::vector<std::optional<Made>> made_;     // By band.
    std::vector<std::int64_t> bounds_;          // Fewest heats, by band.
    std::vector<std::vector<UnitSize>> units_;  // By band, in the order of units_of.
    std::vector<DayHeat> day_;
    std::vector<Instant> starts_;
};

}  // namespace

Result<Plan, Infeasible> make_plan(const PlanInput& input, const PlanOptions& options) {
    for (const PlanChild& child : input.children)
        CHECK_THAT(child.team < input.teams.size(), "a child of no team was to be planned");
    const Canonical canonical = canonical_input(input);
    Result<Plan, Infeasible> plan = Planner(canonical.input, options).plan();
    if (!plan) return plan;
    for (PlannedHeatOut& heat : plan->heats) {
        for (ChildIndex& c : heat.children) c = canonical.original[c];
    }
    for (Unplaced& unplaced : plan->report.unplaced) unplaced.child = canonical.original[unplaced.child];
    return plan;
}

}  // namespace heatline::heats
