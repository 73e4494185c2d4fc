#include "engine/race_day/asked.h"

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/heats/tent.h"
#include "engine/heats/units.h"

namespace heatline::race_day {
namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

}  // namespace

Asked::Asked(const Day& day, Instant now)
    : DayLookup(day, now),
      asked_(day.roster->runners().size(), false),
      race_day_{
          .input = meet_.input, .heats = {}, .called = {}, .cancelled = {}, .absent = {}, .not_before = not_before_} {
    race_day_.late.emplace();
    race_day_.about.emplace();
    take_heats();
}

// A heat that is cancelled has nobody in it, and who is gone has no place.
void Asked::take_heats() {
    for (const HeatId id : order_) {
        const DayHeat& heat = at(id);
        heats::PlannedHeatOut out{
            .band = heat.band, .race = {}, .line = {}, .start = heat.planned, .children = {}, .lanes = {}};
        const bool lanes = day_.rules->heats.bands[heat.band.index()].lanes > 0;
        for (const Placement& placement : *heat.placements) {
            const std::size_t child = child_of_[placement.runner.index()];
            if (child == kNotHere || heat.cancelled) continue;
            if (!called_[id.index()] && is_gone(id, placement.runner)) continue;
            out.children.push_back(static_cast<heats::ChildIndex>(child));
            if (lanes) out.lanes.push_back(placement.lane);
        }
        race_day_.heats.push_back(std::move(out));
        race_day_.called.push_back(called_[id.index()]);
        race_day_.cancelled.push_back(heat.cancelled);
    }
}

HeatId Asked::cancelled_home(RunnerId runner) const {
    for (const auto& [child, heat] : cancelled_homes_) {
        if (child == runner) return heat;
    }
    return HeatId::none();
}

std::string Asked::put(const Question& question) {
    return std::visit([&](const auto& q) { return ask(q); }, question);
}

void Asked::comes_again(HeatId heat, RunnerId runner) {
    statuses_.push_back({runner, heat, Status::none});
    asked_[runner.index()] = true;
    if (at(heat).cancelled) return;
    heats::PlannedHeatOut& out = race_day_.heats[place_[heat.index()]];
    out.children.push_back(static_cast<heats::ChildIndex>(child_of_[runner.index()]));
    race_day_.back.resize(meet_.runners.size(), false);
    race_day_.back[child_of_[runner.index()]] = true;
    if (day_.rules->heats.bands[at(heat).band.index()].lanes == 0) return;
    for (const Placement& placement : *at(heat).placements) {
        if (placement.runner == runner) out.lanes.push_back(placement.lane);
    }
}

std::string Asked::bring(RunnerId runner, const std::string& bib) {
    const auto child = static_cast<heats::ChildIndex>(child_of_[runner.index()]);
    const bool lacks = lacks_a_heat(child);
    bool comes = false, has = false;
    std::string called;
    for (const HeatId heat : heats_of(runner)) {
        has = true;
        if (at(heat).cancelled) {
            if (lacks && in_scope(heat)) cancelled_homes_.emplace_back(runner, heat);
        } else if (called_[heat.index()]) {
            called = at(heat).name;
        } else if (in_scope(heat) && is_gone(heat, runner)) {
            comes_again(heat, runner);
            comes = true;
        }
    }
    if (lacks) {
        asked_[runner.index()] = true;
        race_day_.late->push_back(child);
    }
    if (lacks || comes) return {};
    if (!called.empty())
        return "bib " + bib + " was in heat " + called + ", which was called; put the child into another with move";
    if (has) return "bib " + bib + " has a heat already; name the heat that it shall run in instead";
    return "no band of meet.toml takes bib " + bib + "; check its grade, age and gender";
}

std::string Asked::ask(const Late& q) {
    if (q.bibs.empty()) return "name the children who are late by their bibs";
    if (q.bibs.size() > kLateMax) return "name at most 500 late children at once";
    for (const std::string& bib : q.bibs) {
        RunnerId runner;
        if (std::string why = find_child(bib, runner); !why.empty()) return why;
        if (asked_[runner.index()]) continue;  // Named twice.
        if (std::string why = bring(runner, bib); !why.empty()) return why;
    }
    return {};
}

std::string Asked::ask(const TeamLate& q) {
    TeamId team;
    if (std::string why = find_team(q.team, team); !why.empty()) return why;
    if (q.at.has_value() == q.minutes.has_value())
        return "say when the team is there: at a time, or in so many minutes";
    if (q.minutes && (*q.minutes < 0 || *q.minutes > limits::kDelayMinutesMax))
        return "a team is late by 0 to 1,440 minutes; say at which time it is there";
    const Instant at_tent = *std::get<TeamLate>(counted_from(q, clock_)).at;
    // Planned starts do not know yet how long a hold will last: at the least as long as it has.
    const Instant as_planned{at_tent.us - micros_between(now_, clock_)};
    const Instant soonest = at_start(team, as_planned);
    std::optional<Instant>& not_before = race_day_.not_before[team.index()];
    not_before = not_before ? std::max(*not_before, soonest) : soonest;
    for (std::size_t h = 0; h < day_.heats.size(); ++h) {
        const HeatId heat{h};
        if (at(heat).cancelled || !in_scope(heat)) continue;
        std::size_t stuck = 0;
        for (const Placement& placement : *at(heat).placements) {
            if (day_.roster->runner(placement.runner).team != team || child_of_[placement.runner.index()] == kNotHere)
                continue;
            if (called_[h]) {
                ++stuck;
                continue;
            }
            asked_[placement.runner.index()] = true;
            const auto& gone = at(heat).gone;
            const std::pair counted{placement.runner, Status::dns};
            if (std::binary_search(gone.begin(), gone.end(), counted)) comes_again(heat, placement.runner);
        }
        if (stuck > 0 && at(heat).planned < soonest && !at(heat).started) stuck_.push_back({heat, stuck});
    }
    return {};
}

std::string Asked::ask(const TeamAbsent& q) {
    TeamId team;
    if (std::string why = find_team(q.team, team); !why.empty()) return why;
    may_move_ = false;
    for (std::size_t h = 0; h < day_.heats.size(); ++h) {
        if (at(HeatId{h}).cancelled || at(HeatId{h}).started) continue;
        std::size_t stuck = 0;
        for (const Placement& placement : *at(HeatId{h}).placements) {
            if (day_.roster->runner(placement.runner).team != team || is_gone(HeatId{h}, placement.runner)) continue;
            if (called_[h]) {
                ++stuck;
            } else {
                statuses_.push_back({placement.runner, HeatId{h}, Status::dns});
            }
        }
        if (stuck > 0) stuck_.push_back({HeatId{h}, stuck});
    }
    if (statuses_.empty()) return "team " + q.team + " has no child in a heat that is still to be called";
    return {};
}

std::string Asked::ask(const TeamCoaches& q) {
    TeamId team;
    if (std::string why = find_team(q.team, team); !why.empty()) return why;
    if (q.coaches < 1 || q.coaches > 10'000) return "a team on the field has 1 coach or more; say that it is absent";
    const auto coaches = static_cast<std::int32_t>(q.coaches);
    if (day_.roster->team(team).coaches != coaches) coaches_ = CoachesCounted{team, coaches};
    meet_.input.teams[team.index()].coaches = coaches;
    race_day_.about->push_back(team.value);
    for (std::size_t i = 0; i < asked_.size(); ++i) asked_[i] = day_.roster->runner(RunnerId{i}).team == team;
    return {};
}

// `from` is none, or a heat of the same band as `to`.
std::string Asked::wish(RunnerId runner, HeatId from, HeatId to) {
    const TeamId team = day_.roster->runner(runner).team;
    const std::optional<Instant>& there = race_day_.not_before[team.index()];
    if (there && *there > at(to).planned)
        return "team " + day_.roster->team(team).name + " would have had to leave its tent for heat " + at(to).name +
               " already; choose a later one";
    const auto child = static_cast<heats::ChildIndex>(child_of_[runner.index()]);
    if (from && at(from).cancelled) cancelled_homes_.emplace_back(runner, from);
    if (!from || at(from).cancelled) race_day_.late->push_back(child);
    if (from && is_gone(from, runner)) comes_again(from, runner);
    race_day_.wishes.push_back({child, place_[to.index()]});
    asked_[runner.index()] = true;
    return {};
}

std::string Asked::ask(const ChildTo& q) {
    RunnerId runner;
    if (std::string why = find_child(q.bib, runner); !why.empty()) return why;
    HeatId to, from;
    if (std::string why = find_open(q.heat, to); !why.empty()) return why;
    for (const HeatId heat : heats_of(runner)) {
        if (heat == to && is_gone(heat, runner)) {
            comes_again(heat, runner);
            return {};  // Others make room where its place was taken.
        }
        if (heat == to) return "bib " + q.bib + " is in heat " + q.heat + " already";
        if (!in_scope(heat) || at(heat).band != at(to).band) continue;
        if (called_[heat.index()] && !at(heat).cancelled)
            return "heat " + at(heat).name + " of bib " + q.bib + " was called; move the child by hand, with move";
        from = heat;
    }
    if (from) return wish(runner, from, to);
    const heats::PlanChild& child = meet_.input.children[child_of_[runner.index()]];
    std::vector<std::string> races = child.races;
    if (races.empty()) races.emplace_back();
    const bool takes = std::any_of(races.begin(), races.end(), [&](const std::string& race) {
        const auto band = heats::band_for(meet_.input.rules, child, race);
        return band && *band == at(to).band.index();
    });
    if (!takes)
        return "heat " + q.heat + " is of the band " + quoted(day_.rules->heats.bands[at(to).band.index()].name) +
               ", which does not take bib " + q.bib + "; move does it all the same";
    return wish(runner, HeatId::none(), to);
}

std::string Asked::ask(const TeamTo& q) {
    TeamId team;
    if (std::string why = find_team(q.team, team); !why.empty()) return why;
    HeatId to, from;
    if (std::string why = find_open(q.heat, to); !why.empty()) return why;
    std::vector<std::string> names;
    const auto of_team = [&](HeatId heat, RunnerId runner) {
        return day_.roster->runner(runner).team == team && child_of_[runner.index()] != kNotHere &&
               !is_gone(heat, runner);
    };
    for (std::size_t h = 0; h < day_.heats.size(); ++h) {
        const HeatId heat{h};
        const auto& in = *day_.heats[h].placements;
        const bool here =
            std::any_of(in.begin(), in.end(), [&](const Placement& p) { return of_team(heat, p.runner); });
        if (!here || heat == to || !in_scope(heat) || at(heat).band != at(to).band) continue;
        if (q.from.empty() ? called_[h] : at(heat).name != q.from) continue;
        from = heat;
        names.push_back(at(heat).name);
    }
    if (!from)
        return "team " + q.team + " has nobody in " + (q.from.empty() ? "another heat" : "heat " + q.from) +
               " who could run in heat " + q.heat + "; name a heat of the same band that is still to be called";
    if (names.size() > 1) return "team " + q.team + " is in more than one heat of this band; say from which it goes";
    if (called_[from.index()] && !at(from).cancelled)
        return "heat " + at(from).name + " was called; choose one that is still to be called";
    for (const Placement& placement : *at(from).placements) {
        if (!of_team(from, placement.runner)) continue;
        if (std::string why = wish(placement.runner, from, to); !why.empty()) return why;
    }
    return {};
}

std::string Asked::ask(const Cancel& q) {
    for (std::size_t h = 0; h < day_.heats.size(); ++h) {
        if (day_.heats[h].name == q.heat) cancels_ = HeatId{h};
    }
    if (!cancels_) return "there is no heat " + quoted(q.heat) + "; check the name, or write the plan first";
    const DayHeat& heat = at(cancels_);
    if (!in_scope(cancels_)) return "heat " + q.heat + " is outside the bands of meet.toml; use cancel-heat, and move";
    if (heat.started) return "heat " + q.heat + " has started; it cannot be cancelled any more";
    if (heat.cancelled && heat.placements->empty()) return "heat " + q.heat + " is cancelled already, and empty";
    const std::size_t place = place_[cancels_.index()];
    heats::PlannedHeatOut& out = race_day_.heats[place];
    const bool lanes = day_.rules->heats.bands[heat.band.index()].lanes > 0;
    out.children.clear();
    out.lanes.clear();
    for (const Placement& placement : *heat.placements) {
        const std::size_t child = child_of_[placement.runner.index()];
        if (child == kNotHere || is_gone(cancels_, placement.runner)) continue;
        out.children.push_back(static_cast<heats::ChildIndex>(child));
        if (lanes) out.lanes.push_back(placement.lane);
        asked_[placement.runner.index()] = true;
    }
    race_day_.called[place] = false;
    race_day_.cancelled[place] = true;
    called_[cancels_.index()] = false;
    return {};
}

}  // namespace heatline::race_day
