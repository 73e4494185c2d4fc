#include "engine/heats/plan.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "engine/base/limits.h"
#include "engine/heats/apart.h"
#include "engine/heats/band_reason.h"
#include "engine/heats/canonical.h"
#include "engine/heats/coach_reason.h"
#include "engine/heats/coach_search.h"
#include "engine/heats/late_reason.h"
#include "engine/heats/least_reason.h"
#include "engine/heats/longer_day.h"
#include "engine/heats/made_bands.h"
#include "engine/heats/measures.h"
#include "engine/heats/one_more.h"
#include "engine/heats/order.h"
#include "engine/heats/plan_writing.h"
#include "engine/heats/settings.h"
#include "engine/heats/team_reason.h"
#include "engine/heats/tent.h"

namespace heatline::heats {

namespace {

// Days a little longer that are tried when coaches do not suffice: so many heats more in all, and so many days, fewer
// where there are more items than this by the number of days.
constexpr std::int64_t kLongerBy = 3, kLongerTries = 40, kLongerItems = 2'000;
// When nothing else is left: so many heats more. And so many longer days are looked at, most of them only to see that
// they are too long or that some team has no way in them.
constexpr std::int64_t kLongestBy = 6, kLongerLooks = 500;

class Planner {
public:
    Planner(const PlanInput& input, const PlanOptions& options)
        : input_(input),
          options_(options),
          calling_(options.calling.value_or(input.rules.calling)),
          effort_(options.effort),
          positions_(tent_positions(input.rules, input.teams)),
          made_(input.rules.bands.size()) {
        std::vector<ChildIndex> all(input.children.size());
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<ChildIndex>(i);
        entries_ = sort_into_bands(input, all);
    }

    Result<Plan, Infeasible> plan() {
        if (std::optional<Infeasible> bad = settings_problem(input_.rules)) return Error{*bad};
        measures_ = measure(input_, positions_, entries_);
        if (std::optional<Infeasible> why = team_reason(all_)) return Error{*why};
        if (calling_ == Calling::tent_order) return in_tent_order();
        std::optional<Infeasible> why = settle(Packing::fewest);
        if (!why) return finished();
        if (why->rule != "H7") return Error{least_reason(all_, std::move(*why))};
        // Teams may have to run with others so that coaches come back in time.
        if (!run_with_others(Packing::fewest)) return finished();
        // A longer day is better than none: a heat more here or there, then heats that take neighbours together.
        effort_.work = 0;
        if (run_longer(1, kLongerBy)) return finished();
        least_heats_.clear();
        if (!settle(Packing::contiguous) || !run_with_others(Packing::contiguous)) return finished();
        // Last come still longer days, with needless cuts of the teams that are too large for one heat.
        apart_ = !measures_.all_uncut();
        if (apart_ && !run_with_others(Packing::fewest)) return finished_apart();
        if (run_longer(apart_ ? 1 : kLongerBy + 1, kLongestBy)) return apart_ ? finished_apart() : finished();
        apart_ = false;
        least_heats_.clear();
        effort_ = options_.effort;
        why = lay_out(Packing::fewest, false);
        return Error{why ? least_reason(all_, std::move(*why)) : coach_reason(all_, day_, starts_, lacking_)};
    }

private:
    // Lays the day out and looks for other heats, as many, in which coaches suffice; why not, or none.
    std::optional<Infeasible> run_with_others(Packing packing) {
        for (const bool whole_ratios : {false, true}) {
            std::optional<Infeasible> why = lay_out(packing, whole_ratios);
            if (!why) why = late_reason(all_, day_, starts_);
            if (why) return why;
            if (apart_) cut_apart(input_, day_);
            const std::vector<bool> all(input_.teams.size(), true);
            if (!team_without_way(input_, day_, starts_, all) && search_coaches()) return std::nullopt;
            if (apart_ || measures_.all_uncut()) break;
        }
        return no_coaches();
    }

    bool search_coaches() {
        if (options_.on_coach_search) options_.on_coach_search();
        return coach_search(input_, day_, starts_, coach_effort()) == CoachAnswer::found;
    }

    // As much of it as of the search of the bands.
    CoachEffort coach_effort() const {
        const std::int64_t moves = std::min(options_.effort.moves, Effort::kMoves);
        CoachEffort effort;
        for (std::int64_t* bound : {&effort.moves, &effort.moves_max, &effort.looks})
            *bound = *bound * moves / Effort::kMoves;
        return effort;
    }

    // The same with `from` heats more in all, then with one more than that, and so on. True: day_ holds.
    bool run_longer(std::int64_t from, std::int64_t to) {
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
        if (apart_) cut_apart(input_, day_);
        const std::vector<DayHeat> base = day_;
        // A search of a large day takes a second.
        const std::int64_t tries_max = std::clamp(kLongerItems / items, std::int64_t{2}, kLongerTries);
        std::int64_t tries = 0, looked_at = 0;
        std::map<std::size_t, std::int64_t> more_of;  // By band.
        const auto lengthen = [&](std::size_t band, std::int64_t by) {
            more_of[band] = by;
            if (by == 0) {
                least_heats_.erase(band);
            } else {
                least_heats_[band] = fewest[band] + by;
            }
        };
        const std::function<bool(std::size_t, std::int64_t)> add = [&](std::size_t next, std::int64_t more) {
            if (next + 1 == bands.size()) {
                lengthen(bands[next], more);
                if (++looked_at > kLongerLooks) return false;
                const std::optional<LongerDay> longer = longer_day(input_.rules, base, more_of);
                if (!longer || !could_hold(*longer) || ++tries > tries_max) return false;
                if (!apart_) return !run_with_others(Packing::fewest);
                day_ = longer->day;
                starts_ = longer->starts;
                return search_coaches();
            }
            for (std::int64_t here = more; here >= 0; --here) {
                lengthen(bands[next], here);
                if (add(next + 1, more - here)) return true;
            }
            return false;
        };
        for (std::int64_t more = from; more <= to; ++more) {
            if (add(0, more)) return true;
        }
        return false;
    }

    // Whether heats can be looked for in this day at all: told before any are.
    bool could_hold(const LongerDay& longer) const {
        if (apart_ && (!longer.filled || measures_.roster_locks)) return false;
        // What the roster asks for is another heat of the band when the bands before have more.
        if (measures_.roster_locks) return true;
        const std::vector<bool> all(input_.teams.size(), true);
        return !team_without_way(input_, longer.day, longer.starts, apart_ ? all : measures_.whole);
    }

    Result<Plan, Infeasible> in_tent_order() {
        std::optional<Infeasible> why = settle(Packing::contiguous);
        if (why && why->rule == "H6" && !settle(Packing::dense)) why.reset();
        if (why)
            return Error{why->rule == "H7" ? coach_reason(all_, day_, starts_, lacking_)
                                           : least_reason(all_, std::move(*why))};
        return finished();
    }

    // Lays the day out and finds an order of its heats; why not, or none.
    std::optional<Infeasible> settle(Packing packing) {
        for (const bool whole_ratios : {false, true}) {
            // Pieces of oversize units waste coaches unless they are cut at whole groups.
            std::optional<Infeasible> why = lay_out(packing, whole_ratios);
            if (!why) why = late_reason(all_, day_, starts_);
            if (why) return whole_ratios ? no_coaches() : why;
            std::vector<TeamIndex> lacking;
            if (const std::optional<TeamIndex> hopeless = team_without_way(input_, day_, starts_, measures_.whole)) {
                lacking = {*hopeless};
            } else {
                lacking = settle_coaches(input_, day_, starts_);
            }
            if (lacking.empty()) return std::nullopt;
            if (lacking_.empty()) lacking_ = std::move(lacking);
            if (measures_.all_uncut()) break;
        }
        return no_coaches();
    }

    // Makes the heats of every band and their starts.
    std::optional<Infeasible> lay_out(Packing packing, bool whole_ratios) {
        day_.clear();
        std::vector<std::size_t> bands;
        for (std::size_t b = 0; b < input_.rules.bands.size(); ++b) {
            if (entries_.by_band[b].empty()) continue;
            Result<std::vector<Group>, Infeasible> groups =
                made_.heats_of(task_of(b, packing, whole_ratios), measures_.uncut[b]);
            if (!groups) return band_reason(all_, b, static_cast<std::int64_t>(day_.size()), groups.error());
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
                .units = &measures_.units[band],
                .effort = effort_,
                .heats_least = least_heats_.contains(band) ? least_heats_.at(band) : 0};
    }

    // What the teams are is worked out when no other way is left: coach_reason.
    static Infeasible no_coaches() { return {"H7", {}, {}}; }

    // Nothing is proven of the walk where teams are cut without need.
    Plan finished_apart() {
        made_.forget_span_bounds();
        return finished();
    }

    Plan finished() {
        std::vector<BandProven> proven;
        for (std::size_t b = 0; b < input_.rules.bands.size(); ++b) {
            const BandHeats* heats = made_.last(b);
            proven.push_back(
                {std::max(measures_.fewest[b], heats ? heats->heats_bound : 0), heats ? heats->span_bound : 0});
        }
        Plan plan = write_plan(input_, entries_, measures_.units, proven, day_, starts_);
        if (options_.one_more && calling_ == Calling::fewest_heats) {
            plan.report.one_more = one_more(input_.rules, day_, starts_, [&](std::size_t band) {
                BandTask task = task_of(band, Packing::fewest, false);
                task.heats_before = made_.heats_before_last(band);
                task.effort = {.moves = options_.effort.moves / 2, .work = 0, .seed = options_.effort.seed};
                return task;
            });
        }
        return plan;
    }

    const PlanInput& input_;
    const PlanOptions& options_;
    const Calling calling_;
    Effort effort_;
    std::vector<std::int64_t> positions_;
    Entries entries_;
    Measures measures_;
    const DayTask all_{input_, positions_, entries_, measures_.units};
    MadeBands made_;
    bool apart_ = false;                               // Oversize units are cut into the smallest pieces.
    std::map<std::size_t, std::int64_t> least_heats_;  // Bands that are to have so many heats at the least.
    std::vector<TeamIndex> lacking_;                   // Coaches, in the best order of the heats that were made first.
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
