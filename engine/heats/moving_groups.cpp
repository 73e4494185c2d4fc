#include "engine/heats/moving_groups.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "engine/heats/locks.h"
#include "engine/roster.h"

namespace heatline::heats {

namespace {

class Finder {
public:
    explicit Finder(const RaceDay& day) : day_(day) {}

    MovingGroups run() {
        look_at_children();
        for (std::size_t h = 0; h < day_.heats.size(); ++h) find_in(h);
        keep_locked();
        find_late();
        return std::move(found_);
    }

private:
    // What of a child the groups are made of.
    struct Facts {
        TeamIndex team = 0;
        bool assisted = false;
        bool asks = false;    // The roster asks for a heat.
        bool wishes = false;  // The change does.
    };

    // Children of one group who stand together in the list of a heat.
    struct Run {
        TeamIndex team = 0;
        ChildIndex alone = 0;  // In a band of lanes the child, as nobody is kept together there.
        std::size_t wish = kNoHeat;
        std::size_t first = 0, count = 0;  // In here_.
    };

    static std::tuple<TeamIndex, ChildIndex, std::size_t> name_of(const Run& run) {
        return {run.team, run.alone, run.wish};
    }

    std::size_t band_of(std::size_t heat) const { return day_.heats[heat].band.index(); }
    bool lanes(std::size_t band) const { return day_.input.rules.bands[band].lanes > 0; }

    // The children of a large day do not fit a processor's cache, so each is read once, as they lie in memory.
    void look_at_children() {
        const std::vector<PlanChild>& children = day_.input.children;
        placed_.assign(children.size(), 0);
        std::size_t placements = 0;
        for (const PlannedHeatOut& heat : day_.heats) {
            for (const ChildIndex c : heat.children) ++placed_[c];
            placements += heat.children.size();
        }
        facts_.reserve(children.size());
        for (ChildIndex c = 0; c < children.size(); ++c) {
            const PlanChild& child = children[c];
            facts_.push_back({child.team, child.assisted, !child.heat_lock.empty(), false});
            if (!day_.late && misses_heat(c)) late_.push_back(c);
        }
        if (day_.late) {
            std::copy_if(day_.late->begin(), day_.late->end(), std::back_inserter(late_),
                         [&](ChildIndex c) { return misses_heat(c); });
        }
        for (const Wish& wish : day_.wishes) facts_[wish.child].wishes = true;
        found_.children.reserve(placements + late_.size());
    }

    bool misses_heat(ChildIndex c) const {
        return placed_[c] < std::max(std::size_t{1}, day_.input.children[c].races.size()) && !flag(day_.absent, c);
    }

    std::size_t wish_of(ChildIndex child, std::size_t band) const {
        if (!facts_[child].wishes) return kNoHeat;
        for (const Wish& wish : day_.wishes) {
            if (wish.child == child && band_of(wish.heat) == band) return wish.heat;
        }
        return kNoHeat;
    }

    void take(MovingGroup& group, ChildIndex c) {
        const Facts& child = facts_[c];
        found_.children.push_back(c);
        ++group.children;
        group.seats += child.assisted ? day_.input.rules.assist_seats : 1;
        group.assisted += child.assisted ? 1 : 0;
        group.locked =
            group.locked || (child.asks && lock_holds_in(day_.input.rules, day_.input.children[c], group.band));
    }

    void add(MovingGroup group) {
        group.walked = static_cast<std::int64_t>(group.children);
        found_.groups.push_back(group);
    }

    // Who comes to the heat, as runs of the same group.
    void list_runs(std::size_t h) {
        const bool called = flag(day_.called, h);
        here_.clear();
        runs_.clear();
        for (const ChildIndex c : day_.heats[h].children) {
            if (flag(day_.absent, c)) continue;
            const std::size_t wish = called ? kNoHeat : wish_of(c, band_of(h));
            const Run run{facts_[c].team, lanes(band_of(h)) ? c : 0, wish == h ? kNoHeat : wish, here_.size(), 0};
            // Heats list their children by team, so there are few runs.
            if (runs_.empty() || name_of(runs_.back()) != name_of(run)) runs_.push_back(run);
            ++runs_.back().count;
            here_.push_back(c);
        }
        std::stable_sort(runs_.begin(), runs_.end(),
                         [](const Run& a, const Run& b) { return name_of(a) < name_of(b); });
    }

    void find_in(std::size_t h) {
        list_runs(h);
        const bool called = flag(day_.called, h);
        for (std::size_t r = 0; r < runs_.size();) {
            const Run name = runs_[r];
            MovingGroup group;
            group.band = band_of(h);
            group.team = name.team;
            group.home = h;
            group.first = found_.children.size();
            for (; r < runs_.size() && name_of(runs_[r]) == name_of(name); ++r) {
                for (std::size_t i = 0; i < runs_[r].count; ++i) take(group, here_[runs_[r].first + i]);
            }
            group.fixed = called || name.wish != kNoHeat;
            const std::optional<Instant> there = there_from(day_, group.team);
            const bool must_leave =
                !group.fixed && (flag(day_.cancelled, h) || (there && *there > day_.heats[h].start));
            group.heat = name.wish != kNoHeat ? name.wish : must_leave ? kNoHeat : h;
            group.cost = group.heat != h ? 0 : static_cast<std::int64_t>(group.children);
            add(group);
        }
    }

    // A group that keeps a lock stays where it is.
    void keep_locked() {
        std::map<std::size_t, std::size_t> first_of_band;
        for (std::size_t h = 0; h < day_.heats.size(); ++h) first_of_band.try_emplace(band_of(h), h);
        for (const LockRules& lock : day_.input.rules.locks) {
            const std::string band = team_key(lock.band), team = team_key(lock.team);
            std::vector<bool> bands, teams;
            for (const BandRules& rules : day_.input.rules.bands) bands.push_back(team_key(rules.name) == band);
            for (const PlanTeam& known : day_.input.teams) teams.push_back(team_key(known.name) == team);
            for (MovingGroup& group : found_.groups) {
                if (group.heat == kNoHeat || group.fixed || !bands[group.band] || !teams[group.team]) continue;
                const std::size_t asked =
                    first_of_band[group.band] + static_cast<std::size_t>(std::max(1, lock.heat_in_band)) - 1;
                group.fixed = asked == group.heat;
            }
        }
        for (MovingGroup& group : found_.groups) {
            if (group.heat != kNoHeat) group.fixed = group.fixed || group.locked;
        }
    }

    bool placed_in(ChildIndex c, std::size_t band) const {
        if (placed_[c] == 0) return false;
        for (std::size_t h = 0; h < day_.heats.size(); ++h) {
            const std::vector<ChildIndex>& in = day_.heats[h].children;
            if (band_of(h) == band && std::find(in.begin(), in.end(), c) != in.end()) return true;
        }
        return false;
    }

    void find_late() {
        std::map<std::tuple<std::size_t, TeamIndex, ChildIndex, std::size_t>, std::vector<ChildIndex>> late;
        for (const ChildIndex c : late_) {
            const PlanChild& child = day_.input.children[c];
            std::vector<std::string> races = child.races;
            if (races.empty()) races.emplace_back();
            std::vector<std::size_t> seen;
            for (const std::string& race : races) {
                const std::optional<std::size_t> band = band_for(day_.input.rules, child, race);
                if (!band || std::find(seen.begin(), seen.end(), *band) != seen.end()) continue;
                seen.push_back(*band);
                if (placed_in(c, *band)) continue;
                late[{*band, child.team, lanes(*band) ? c : 0, wish_of(c, *band)}].push_back(c);
            }
        }
        for (const auto& [name, children] : late) {
            MovingGroup group;
            group.band = std::get<0>(name);
            group.team = std::get<1>(name);
            group.heat = std::get<3>(name);
            group.fixed = group.heat != kNoHeat;
            group.first = found_.children.size();
            for (const ChildIndex c : children) take(group, c);
            add(group);
        }
    }

    const RaceDay& day_;
    MovingGroups found_;
    std::vector<Facts> facts_;         // By child.
    std::vector<std::size_t> placed_;  // By child: in how many heats.
    std::vector<ChildIndex> late_;     // Who may miss a heat.
    std::vector<ChildIndex> here_;     // Of the heat that is looked at.
    std::vector<Run> runs_;
};

}  // namespace

MovingGroups moving_groups(const RaceDay& day) { return Finder(day).run(); }

}  // namespace heatline::heats
