#include "engine/heats/cost_of_move.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/heats/order.h"
#include "engine/heats/tent.h"
#include "engine/heats/units.h"
#include "engine/roster.h"

namespace heatline::heats {

namespace {

constexpr std::int64_t kMinuteUs = 60 * 1'000'000;

bool flagged(const std::vector<bool>& flags, std::size_t i) { return i < flags.size() && flags[i]; }

class Count {
public:
    Count(const RaceDay& day, const TeamMove& move)
        : day_(day), rules_(day.input.rules), move_(move), positions_(tent_positions(rules_, day.input.teams)) {}

    TeamMoveCost count() {
        find_movers();
        if (cost_.cannot != CannotMove::no) return std::move(cost_);
        cost_.joined = changed(move_.to);
        for (const std::size_t h : leaving_) cost_.left.push_back(changed(h));
        count_places();
        count_times();
        count_coaches();
        count_unit();
        find_broken();
        return std::move(cost_);
    }

private:
    const PlanChild& child(ChildIndex c) const { return day_.input.children[c]; }
    const BandRules& band() const { return rules_.bands[move_.band.index()]; }
    bool comes(ChildIndex c) const { return !flagged(day_.absent, c); }
    std::int64_t seats(ChildIndex c) const { return child(c).assisted ? rules_.assist_seats : 1; }
    bool moves(std::size_t heat, ChildIndex c) const {
        return heat != move_.to && (!move_.from || heat == *move_.from) && child(c).team == move_.team &&
               day_.heats[heat].band == move_.band;
    }

    void find_movers() {
        cost_.cannot = CannotMove::nobody;
        const bool known = move_.to < day_.heats.size() && move_.band && move_.band.index() < rules_.bands.size() &&
                           move_.team < day_.input.teams.size();
        if (!known) return;
        for (std::size_t h = 0; h < day_.heats.size(); ++h) {
            for (const ChildIndex c : day_.heats[h].children) {
                if (!of_team(c)) continue;
                ours_.push_back({h, c});
                if (!moves(h, c)) continue;
                cost_.children.push_back(c);
                leaving_.insert(h);
            }
        }
        if (cost_.children.empty()) return;
        cost_.cannot = CannotMove::no;
        if (day_.heats[move_.to].band != move_.band) cost_.cannot = CannotMove::other_band;
        if (flagged(day_.cancelled, move_.to)) cost_.cannot = CannotMove::cancelled;
    }

    // The children of a heat afterwards who come.
    template <class Take>
    void afterwards(std::size_t heat, Take take) const {
        for (const ChildIndex c : day_.heats[heat].children) {
            if (comes(c) && !moves(heat, c)) take(c);
        }
        if (heat != move_.to) return;
        for (const ChildIndex c : cost_.children) {
            if (comes(c)) take(c);
        }
    }

    HeatChange changed(std::size_t heat) const {
        struct Side {
            std::int64_t seats = 0, first = 0, last = 0;
            bool any = false;
        };
        const auto add = [&](Side& side, ChildIndex c) {
            const std::int64_t tent = positions_[child(c).team];
            side.seats += seats(c);
            side.first = side.any ? std::min(side.first, tent) : tent;
            side.last = side.any ? std::max(side.last, tent) : tent;
            side.any = true;
        };
        Side before, after;
        for (const ChildIndex c : day_.heats[heat].children) {
            if (comes(c)) add(before, c);
        }
        afterwards(heat, [&](ChildIndex c) { add(after, c); });
        return {heat, before.seats, after.seats, before.last - before.first, after.last - after.first};
    }

    void count_places() {
        cost_.places = band().lanes > 0 ? band().lanes : band().capacity;
        cost_.reserve = band().reserve;
        afterwards(move_.to, [&](ChildIndex c) { cost_.assisted += child(c).assisted ? 1 : 0; });
    }

    void count_times() {
        const std::int64_t position = positions_[move_.team];
        Instant first = day_.heats[*leaving_.begin()].start;
        for (const std::size_t h : leaving_) first = std::min(first, day_.heats[h].start);
        const Instant start = day_.heats[move_.to].start;
        cost_.call_before = call_time(rules_, position, first);
        cost_.call_after = call_time(rules_, position, start);
        cost_.arrive_before = first - minutes(rules_.arrive_before_min);
        cost_.arrive_after = start - minutes(rules_.arrive_before_min);
        cost_.called = flagged(day_.called, move_.to) ||
                       std::any_of(leaving_.begin(), leaving_.end(), [&](auto h) { return flagged(day_.called, h); });
        cost_.before_team_comes =
            move_.team < day_.not_before.size() && day_.not_before[move_.team] && start < *day_.not_before[move_.team];
    }

    // The coaches that each heat of the team takes, before and after.
    void count_coaches() {
        cost_.coaches.has = day_.input.teams[move_.team].coaches;
        if (band().lanes > 0) return;
        struct Use {
            std::size_t heat;
            std::int64_t before, after;
        };
        std::map<std::size_t, std::pair<std::int64_t, std::int64_t>> children;  // By heat: before, after.
        for (const Ours& one : ours_) {
            if (!comes(one.child)) continue;
            ++children[one.heat].first;
            ++children[moves(one.heat, one.child) ? move_.to : one.heat].second;
        }
        std::vector<Use> uses;
        for (const auto& [heat, count] : children) {
            const BandId band = day_.heats[heat].band;
            const bool lanes = band && rules_.bands[band.index()].lanes > 0;
            if (lanes || flagged(day_.cancelled, heat)) continue;
            uses.push_back({heat, coaches_for(rules_, count.first), coaches_for(rules_, count.second)});
        }
        const std::int64_t away_us = rules_.turnaround_min * kMinuteUs;
        const auto out_at = [&](const Use& use, Instant now) {
            const std::int64_t ago = micros_between(day_.heats[use.heat].start, now);
            return ago >= 0 && ago < away_us;
        };
        cost_.coaches.heat = move_.to;
        bool any = false;
        for (const Use& start : uses) {
            const Instant now = day_.heats[start.heat].start;
            const std::int64_t ago = micros_between(day_.heats[move_.to].start, now);
            if (start.after == 0 || ago < 0 || ago >= away_us) continue;
            std::int64_t before = 0, after = 0;
            for (const Use& use : uses) {
                if (!out_at(use, now)) continue;
                before += use.before;
                after += use.after;
            }
            const bool earlier = after == cost_.coaches.after && now < day_.heats[cost_.coaches.heat].start;
            if (any && after <= cost_.coaches.after && !earlier) continue;
            any = true;
            cost_.coaches.heat = start.heat;
            cost_.coaches.before = before;
            cost_.coaches.after = after;
        }
    }
    bool of_team(ChildIndex c) const { return child(c).team == move_.team; }

    // How the unit is divided over heats, and its siblings.
    void count_unit() {
        std::set<std::size_t> before, after;
        std::map<std::string, std::set<std::size_t>> families_before, families_after;
        std::int64_t taken = 0, helped = 0;
        for (const auto& [h, c] : ours_) {
            if (day_.heats[h].band != move_.band || !comes(c)) continue;
            const std::size_t then = moves(h, c) ? move_.to : h;
            before.insert(h);
            after.insert(then);
            taken += seats(c);
            helped += child(c).assisted ? 1 : 0;
            if (child(c).family.empty()) continue;
            families_before[child(c).family].insert(h);
            families_after[child(c).family].insert(then);
        }
        const auto divided = [](const auto& families) {
            return std::count_if(families.begin(), families.end(), [](const auto& f) { return f.second.size() > 1; });
        };
        cost_.pieces_before = static_cast<std::int64_t>(before.size());
        cost_.pieces_after = static_cast<std::int64_t>(after.size());
        cost_.families_before = divided(families_before);
        cost_.families_after = divided(families_after);
        HeatSize size = heat_size(rules_, band());
        size.places = cost_.places;
        const bool fits_some = size.places >= 1 && (helped == 0 || size.assisted >= 1);
        cost_.pieces_least = fits_some ? heats_needed(taken, helped, size) : cost_.pieces_after;
    }

    void find_broken() {
        const auto broken = [&](const char* rule, bool is) {
            if (is) cost_.broken.emplace_back(rule);
        };
        broken("H4", cost_.places_left() < 0 || cost_.assisted > rules_.max_assisted);
        broken("H5", band().lanes == 0 && cost_.pieces_least == 1 && cost_.pieces_after > 1);
        broken("H7", cost_.coaches.has && cost_.coaches.after > *cost_.coaches.has);
        broken("H8", !team_lock_kept() || !child_locks_kept());
    }

    bool team_lock_kept() const {
        std::vector<std::size_t> heats;
        for (std::size_t h = 0; h < day_.heats.size(); ++h) {
            if (day_.heats[h].band == move_.band) heats.push_back(h);
        }
        return std::all_of(rules_.locks.begin(), rules_.locks.end(), [&](const LockRules& lock) {
            const bool ours = team_key(lock.team) == team_key(day_.input.teams[move_.team].name);
            if (!ours || team_key(lock.band) != team_key(band().name)) return true;
            if (lock.heat_in_band < 1 || static_cast<std::size_t>(lock.heat_in_band) > heats.size()) return false;
            bool kept = false;
            afterwards(heats[static_cast<std::size_t>(lock.heat_in_band) - 1],
                       [&](ChildIndex c) { kept = kept || of_team(c); });
            return kept;
        });
    }

    // Only of those who move: the others stay where they are.
    bool child_locks_kept() const {
        const std::string number = std::to_string(move_.to + 1);
        return std::all_of(cost_.children.begin(), cost_.children.end(), [&](ChildIndex c) {
            if (child(c).heat_lock.empty() || !lock_holds_in(rules_, child(c), move_.band.index())) return true;
            std::string asked = child(c).heat_lock;
            asked.erase(0, std::min(asked.find_first_not_of('0'), asked.size()));
            return asked == number;
        });
    }

    const RaceDay& day_;
    const HeatRules& rules_;
    const TeamMove& move_;
    std::vector<std::int64_t> positions_;
    struct Ours {
        std::size_t heat;
        ChildIndex child;
    };
    std::vector<Ours> ours_;  // The team's children in all heats, in the order of the day.
    std::set<std::size_t> leaving_;
    TeamMoveCost cost_;
};

}  // namespace

std::int64_t TeamMoveCost::reserve_taken() const {
    return std::clamp(joined.seats_after - (places - reserve), std::int64_t{0}, reserve);
}

bool TeamMoveCost::breaks(const char* rule) const {
    return std::find(broken.begin(), broken.end(), rule) != broken.end();
}

TeamMoveCost cost_of_move(const RaceDay& day, const TeamMove& move) { return Count{day, move}.count(); }

}  // namespace heatline::heats
