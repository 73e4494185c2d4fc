#include "engine/heats/plan.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "engine/base/limits.h"
#include "engine/heats/bounds.h"
#include "engine/heats/canonical.h"
#include "engine/heats/coach_search.h"
#include "engine/heats/lanes.h"
#include "engine/heats/locks.h"
#include "engine/heats/order.h"
#include "engine/heats/plan_writing.h"
#include "engine/heats/reasons.h"
#include "engine/heats/settings.h"
#include "engine/heats/tent.h"

namespace heatline::heats {

namespace {

// Days a little longer that are tried when coaches do not suffice: so many heats more in all, and so many days, fewer
// where there are more items than this by the number of days.
constexpr std::int64_t kLongerBy = 3, kLongerTries = 40, kLongerItems = 2'000;

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
        if (std::optional<Infeasible> why = reasons_.team_by_itself()) return Error{*why};
        if (calling_ == Calling::tent_order) return in_tent_order();
        std::optional<Infeasible> why = settle(Packing::fewest);
        if (!why) return finished();
        if (why->rule != "H7") return Error{*why};
        // Teams may have to run with others so that coaches come back in time.
        if (!run_with_others(Packing::fewest)) return finished();
        // A longer day is better than none: a heat more here or there, then heats that take neighbours together.
        effort_.work = 0;
        if (run_longer()) return finished();
        least_heats_.clear();
        if (!settle(Packing::contiguous) || !run_with_others(Packing::contiguous)) return finished();
        effort_ = options_.effort;
        why = lay_out(Packing::fewest, false);
        return Error{why ? *why : reasons_.no_order(day_, starts_, lacking_)};
    }

private:
    // Lays the day out and looks for other heats, as many, in which coaches suffice; why not, or none.
    std::optional<Infeasible> run_with_others(Packing packing) {
        for (const bool whole_ratios : {false, true}) {
            std::optional<Infeasible> why = lay_out(packing, whole_ratios);
            if (!why) why = reasons_.too_late(day_, starts_);
            if (why) return why;
            if (coach_search(input_, day_, starts_, coach_effort()) == CoachAnswer::found) return std::nullopt;
            if (std::all_of(uncut_.begin(), uncut_.end(), [](bool uncut) { return uncut; })) break;
        }
        return no_coaches();
    }

    // As much of it as of the search of the bands.
    CoachEffort coach_effort() const {
        const std::int64_t moves = std::min(options_.effort.moves, Effort::kMoves);
        CoachEffort effort;
        for (std::int64_t* bound : {&effort.moves, &effort.moves_max, &effort.looks})
            *bound = *bound * moves / Effort::kMoves;
        return effort;
    }

    // The same with one heat more in one band, then with two more in all, and so on. True: day_ holds.
    bool run_longer() {
        std::vector<std::size_t> bands;
        for (std::size_t b = 0; b < input_.rules.bands.size(); ++b) {
            if (!entries_.by_band[b].empty() && input_.rules.bands[b].lanes == 0) bands.push_back(b);
        }
        least_heats_.clear();
        if (bands.empty() || lay_out(Packing::fewest, false)) return false;
        std::vector<std::int64_t> fewest(input_.rules.bands.size(), 0);
        std::int64_t items = 0;
        for (const DayHeat& heat : day_) {
            ++fewest[heat.band];
            items += static_cast<std::int64_t>(heat.group.items.size());
        }
        // A search of a large day takes a second.
        const std::int64_t tries_max = std::clamp(kLongerItems / items, std::int64_t{2}, kLongerTries);
        std::int64_t tries = 0;
        const auto lengthen = [&](std::size_t band, std::int64_t by) {
            if (by == 0) {
                least_heats_.erase(band);
            } else {
                least_heats_[band] = fewest[band] + by;
            }
        };
        const std::function<bool(std::size_t, std::int64_t)> add = [&](std::size_t next, std::int64_t more) {
            if (next + 1 == bands.size()) {
                lengthen(bands[next], more);
                return ++tries <= tries_max && !run_with_others(Packing::fewest);
            }
            for (std::int64_t here = more; here >= 0; --here) {
                lengthen(bands[next], here);
                if (add(next + 1, more - here)) return true;
            }
            return false;
        };
        for (std::int64_t more = 1; more <= kLongerBy; ++more) {
            if (add(0, more)) return true;
        }
        return false;
    }

    Result<Plan, Infeasible> in_tent_order() {
        std::optional<Infeasible> why = settle(Packing::contiguous);
        if (why && why->rule == "H6" && !settle(Packing::dense)) why.reset();
        if (why) return Error{why->rule == "H7" ? reasons_.no_order(day_, starts_, lacking_) : *why};
        return finished();
    }

    // Lays the day out and finds an order of its heats; why not, or none.
    std::optional<Infeasible> settle(Packing packing) {
        std::optional<Infeasible> why = lay_out(packing, false);
        if (!why) why = reasons_.too_late(day_, starts_);
        if (why) return why;
        std::vector<TeamIndex> lacking = settle_coaches(input_, day_, starts_);
        if (lacking.empty()) return std::nullopt;
        if (lacking_.empty()) lacking_ = std::move(lacking);
        why = lay_out(packing, true);  // Pieces of oversize units waste coaches unless they are cut at whole groups.
        if (!why) why = reasons_.too_late(day_, starts_);
        if (why || !settle_coaches(input_, day_, starts_).empty()) return no_coaches();
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
            uncut_.push_back(std::all_of(units_.back().begin(), units_.back().end(), [&](const UnitSize& u) {
                return size.places >= 1 && heats_needed(u.seats, u.assisted, size) == 1;
            }));
            if (units_.back().empty() || size.places < 1) continue;
            bounds_.back() = reasons_.fewest_of(b, units_.back());
        }
    }

    // Makes the heats of every band and their starts.
    std::optional<Infeasible> lay_out(Packing packing, bool whole_ratios) {
        day_.clear();
        std::vector<std::size_t> bands;
        for (std::size_t b = 0; b < input_.rules.bands.size(); ++b) {
            if (entries_.by_band[b].empty()) continue;
            Result<std::vector<Group>, Infeasible> groups = groups_of(b, packing, whole_ratios);
            if (!groups) return reasons_.least_of_bands(b, static_cast<std::int64_t>(day_.size()), groups.error());
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
                .effort = effort_,
                .heats_least = least_heats_.contains(band) ? least_heats_.at(band) : 0};
    }

    Result<std::vector<Group>, Infeasible> groups_of(std::size_t band, Packing packing, bool whole_ratios) {
        const BandTask task = task_of(band, packing, whole_ratios);
        if (input_.rules.bands[band].lanes > 0) return make_lane_band(task);
        std::optional<Made>& made = made_[band];
        if (!made || made->packing != packing || made->effort != effort_ ||
            (made->whole_ratios != whole_ratios && !uncut_[band]) || made->heats_before != task.heats_before ||
            made->heats_least != task.heats_least) {
            Result<BandHeats, Infeasible> heats = band_heats(task);
            if (!heats) return Error{heats.error()};
            made = Made{packing, effort_, whole_ratios, task.heats_before, task.heats_least, std::move(*heats)};
        }
        return made->heats.groups;
    }

    // The heats of the band; with as many more as its rules allow, where they save walking.
    Result<BandHeats, Infeasible> band_heats(BandTask task) const {
        Result<BandHeats, Infeasible> fewest = make_band(task);
        const std::int32_t more = input_.rules.bands[task.band].more_heats.count;
        if (!fewest || more == 0 || task.packing != Packing::fewest || task.heats_least > 0) return fewest;
        task.heats_least = static_cast<std::int64_t>(fewest->groups.size()) + more;
        Result<BandHeats, Infeasible> longer = make_band(task);
        if (!longer || span_of(longer->groups) >= span_of(fewest->groups)) return fewest;
        longer->heats_bound = fewest->heats_bound;
        return longer;
    }

    static std::int64_t span_of(const std::vector<Group>& groups) {
        std::int64_t span = 0;
        for (const Group& group : groups) span += group.span();
        return span;
    }

    // What the teams are is worked out when no other way is left: no_order.
    static Infeasible no_coaches() { return {"H7", {}, {}}; }

    Plan finished() {
        std::vector<BandProven> proven;
        for (std::size_t b = 0; b < made_.size(); ++b) {
            const BandHeats* heats = made_[b] ? &made_[b]->heats : nullptr;
            proven.push_back({std::max(bounds_[b], heats ? heats->heats_bound : 0), heats ? heats->span_bound : 0});
        }
        Plan plan = write_plan(input_, entries_, units_, proven, day_, starts_);
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
        std::int64_t heats_least;
        BandHeats heats;
    };

    const PlanInput& input_;
    const PlanOptions& options_;
    const Calling calling_;
    Effort effort_;
    std::vector<std::int64_t> positions_;
    Entries entries_;
    std::vector<std::optional<Made>> made_;            // By band.
    std::vector<std::int64_t> bounds_;                 // Fewest heats, by band.
    std::vector<std::vector<UnitSize>> units_;         // By band, in the order of units_of.
    std::vector<bool> uncut_;                          // By band: every unit fits one heat.
    std::map<std::size_t, std::int64_t> least_heats_;  // Bands that are to have so many heats at the least.
    std::vector<TeamIndex> lacking_;                   // Coaches, in the best order of the heats that were made first.
    Reasons reasons_{input_, positions_, entries_, units_};
    std::vector<DayHeat> day_;
    std::vector<Instant> starts_;
};

}  // namespace

Result<Plan, Infeasible> make_plan(const PlanInput& input, const PlanOptions& options) {
    for (const PlanChild& child : input.children)
        CHECK_THAT(child.team < input.teams.size(), "a child of no team was to be planned");
    const CanonicalInput canonical = canonical_input(input);
    Result<Plan, Infeasible> plan = Planner(canonical.input, options).plan();
    if (plan) name_as_given(canonical, *plan);
    return plan;
}

}  // namespace heatline::heats
