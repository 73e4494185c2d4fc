#include "engine/race_day/change.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/base/digest.h"
#include "engine/base/limits.h"
#include "engine/heats/lanes.h"
#include "engine/race_day/asked.h"

namespace heatline::race_day {
namespace {

Error<Refusal> refuse(std::string sentence) { return Error{Refusal{std::move(sentence)}}; }

std::string digest_of(const HeatsReplanned& fact, const std::optional<NewHeat>& added) {
    Digest digest;
    digest.number(fact.heats.size());
    for (const HeatArranged& heat : fact.heats) {
        digest.number(heat.heat.value);
        digest.number(static_cast<std::uint64_t>(heat.start.us));
        digest.number(heat.cancelled ? 1 : 0);
        digest.number(heat.placements.size());
        for (const Placement& placement : heat.placements) {
            digest.number(placement.runner.value);
            digest.number(static_cast<std::uint64_t>(placement.lane));
        }
    }
    digest.number(fact.statuses.size());
    for (const StatusGiven& given : fact.statuses) {
        digest.number(given.runner.value);
        digest.number(given.heat.value);
        digest.number(static_cast<std::uint64_t>(given.status));
    }
    digest.number(fact.coaches.size());
    for (const CoachesCounted& counted : fact.coaches) {
        digest.number(counted.team.value);
        digest.number(static_cast<std::uint64_t>(counted.coaches));
    }
    digest.text(added ? added->name : "");
    digest.number(added ? added->band.value : 0);
    return digest.hex();
}

// From the answer of heats::replan, if it was asked, to the change.
class Maker {
public:
    Maker(const Day& day, const Asked& asked, const heats::Replan* answer)
        : day_(day), asked_(asked), answer_(answer) {}

    Change make() {
        if (answer_ != nullptr) {
            add_heat();
            for (const HeatId heat : asked_.order()) heats_.emplace(heat, as_it_is(heat));
            take_moves();
            take_starts();
            change_.fewest = answer_->fewest;
            for (const heats::Offer& offer : answer_->offers) take(offer);
        }
        if (const HeatId cancelled = asked_.cancels()) {
            change_.cancels = cancelled;
            heats_.at(cancelled).cancelled = true;
        }
        change_.stuck = asked_.stuck();
        change_.coaches = asked_.coaches();
        take_statuses();
        if (answer_ != nullptr) {
            change_.walk_before = walk(false);
            change_.walk_after = walk(true);
        }
        write_facts();
        return std::move(change_);
    }

private:
    HeatArranged as_it_is(HeatId heat) const {
        const DayHeat& now = day_.heats[heat.index()];
        return {heat, now.planned, now.cancelled, *now.placements};
    }

    void add_heat() {
        if (!answer_->new_heat) return;
        std::size_t number = 0;
        for (const DayHeat& heat : day_.heats) {
            const bool digits =
                !heat.name.empty() && heat.name.size() <= 6 &&
                std::all_of(heat.name.begin(), heat.name.end(), [](char c) { return c >= '0' && c <= '9'; });
            if (digits) number = std::max(number, static_cast<std::size_t>(std::stoul(heat.name)));
        }
        const heats::PlannedHeatOut& heat = answer_->heats[answer_->added];
        change_.added = NewHeat{std::to_string(number + 1), heat.band, heat.start};
        added_ = HeatId{day_.heats.size()};
        heats_.emplace(added_, HeatArranged{added_, heat.start, false, {}});
    }

    HeatId heat_of(std::size_t index) const {
        if (!answer_->new_heat) return asked_.order()[index];
        if (index == answer_->added) return added_;
        return asked_.order()[index > answer_->added ? index - 1 : index];
    }

    const BandRules& band_of(HeatId heat) const {
        const BandId band = heat == added_ ? change_.added->band : day_.heats[heat.index()].band;
        return day_.rules->heats.bands[band.index()];
    }

    std::int32_t lane_of(const heats::MovedChild& moved) const {
        const heats::PlannedHeatOut& heat = answer_->heats[moved.to];
        const auto found = std::find(heat.children.begin(), heat.children.end(), moved.child);
        const auto at = static_cast<std::size_t>(found - heat.children.begin());
        return at < heat.lanes.size() ? heat.lanes[at] : 0;
    }

    void take_moves() {
        std::map<std::tuple<bool, std::size_t, std::int64_t, TeamId, HeatId>, Move> moves;
        for (const heats::MovedChild& moved : answer_->moves) {
            const RunnerId runner = asked_.runner_of(moved.child);
            const HeatId to = heat_of(moved.to);
            const HeatId from = moved.from ? heat_of(*moved.from) : asked_.cancelled_home(runner);
            if (from) std::erase_if(heats_.at(from).placements, [&](const Placement& p) { return p.runner == runner; });
            heats_.at(to).placements.push_back({runner, lane_of(moved)});
            const TeamId team = day_.roster->runner(runner).team;
            const bool asked = asked_.is_asked(runner);
            Move& move = moves[{!asked, moved.to, asked_.position(team), team, from}];
            move.team = team;
            move.from = from;
            move.to = to;
            move.asked = asked;
            move.children.push_back(runner);
            change_.others_moved += asked ? 0 : 1;
        }
        for (auto& [key, move] : moves) {
            const bool was_run = move.from && move.from != asked_.cancels() && !day_.heats[move.from.index()].cancelled;
            if (was_run) move.left = asked_.leaves(move.team, day_.heats[move.from.index()].planned);
            move.leaves = asked_.leaves(move.team, answer_->heats[std::get<1>(key)].start);
            change_.moves.push_back(std::move(move));
        }
        for (auto& [id, heat] : heats_) {
            if (id == added_ || comes_again(id) || !(heat == as_it_is(id))) settle_lanes(heat);
        }
    }

    // A child that is counted as coming again may find its lane taken.
    void settle_lanes(HeatArranged& heat) const {
        if (band_of(heat.heat).lanes == 0) return;
        std::vector<std::int32_t> free = heats::lanes_by_preference(band_of(heat.heat));
        std::vector<Placement*> without;
        for (Placement& placement : heat.placements) {
            if (runs(heat.heat, placement.runner) && std::erase(free, placement.lane) == 0)
                without.push_back(&placement);
        }
        for (Placement* placement : without) {
            if (asked_.is_called(heat.heat) || free.empty()) return;
            placement->lane = free.front();
            free.erase(free.begin());
        }
    }

    void take_starts() {
        for (std::size_t i = 0; i < answer_->heats.size(); ++i) {
            const HeatId heat = heat_of(i);
            if (heat == added_ && added_) continue;
            const Instant before = day_.heats[heat.index()].planned;
            if (answer_->heats[i].start == before) continue;
            heats_.at(heat).start = answer_->heats[i].start;
            change_.later.push_back({heat, before, answer_->heats[i].start});
        }
    }

    void take(const heats::Offer& offer) {
        const RunnerId runner = asked_.runner_of(offer.child);
        const HeatId heat = asked_.order()[offer.heat];
        const TeamId team = day_.roster->runner(runner).team;
        change_.offers.push_back({runner, heat, offer.walk, asked_.leaves(team, day_.heats[heat.index()].planned)});
    }

    void take_statuses() {
        for (const StatusGiven& given : asked_.statuses()) {
            if (given.status != Status::none) {
                change_.gone.push_back(given.runner);
                continue;
            }
            const auto& in = heats_.at(given.heat).placements;
            const bool still =
                std::any_of(in.begin(), in.end(), [&](const Placement& p) { return p.runner == given.runner; });
            if (still) change_.stays.push_back(given.runner);
        }
    }

    bool comes_again(HeatId heat) const {
        const auto& given = asked_.statuses();
        return std::any_of(given.begin(), given.end(), [&](const StatusGiven& s) { return s.heat == heat; });
    }

    bool runs(HeatId heat, RunnerId runner) const {
        if (heat == added_ || !asked_.is_gone(heat, runner)) return true;
        const auto& given = asked_.statuses();
        return std::any_of(given.begin(), given.end(),
                           [&](const StatusGiven& s) { return s.runner == runner && s.heat == heat; });
    }

    std::int64_t walk(bool after) const {
        std::int64_t total = 0;
        for (const auto& [id, heat] : heats_) {
            if (id == added_ && !after) continue;
            const bool cancelled = after ? heat.cancelled : day_.heats[id.index()].cancelled;
            if (cancelled || band_of(id).lanes > 0 || (id != added_ && asked_.is_called(id))) continue;
            std::int64_t low = 0, high = -1;
            for (const Placement& placement : after ? heat.placements : *day_.heats[id.index()].placements) {
                if (after ? !runs(id, placement.runner) : asked_.is_gone(id, placement.runner)) continue;
                const std::int64_t at = asked_.position(day_.roster->runner(placement.runner).team);
                low = high < 0 ? at : std::min(low, at);
                high = std::max(high, at);
            }
            total += high < 0 ? 0 : high - low;
        }
        return total;
    }

    void write_facts() {
        HeatsReplanned fact;
        for (auto& [id, heat] : heats_) {
            if (id == added_ || !(heat == as_it_is(id))) fact.heats.push_back(std::move(heat));
        }
        fact.added = added_;
        fact.statuses = asked_.statuses();
        if (change_.coaches) fact.coaches.push_back(*change_.coaches);
        if (fact.heats.empty() && fact.statuses.empty() && fact.coaches.empty()) return;
        fact.digest = digest_of(fact, change_.added);
        change_.digest = fact.digest;
        if (change_.added) {
            const BandRules& band = day_.rules->heats.bands[change_.added->band.index()];
            PlannedHeat heat{change_.added->name, change_.added->band, band.race, band.line, change_.added->start, {}};
            change_.facts.push_back(HeatAdded{added_, std::move(heat), {}});
        }
        change_.facts.push_back(std::move(fact));
    }

    const Day& day_;
    const Asked& asked_;
    const heats::Replan* answer_;
    Change change_;
    HeatId added_;
    std::map<HeatId, HeatArranged> heats_;  // As they will be.
};

}  // namespace

Result<Change, Refusal> change_of(const Day& day, const Question& question, Instant now) {
    if (day.closed) return refuse("the meet is closed; take that back with close-meet and undo");
    if (day.heats.empty()) return refuse("there are no heats yet; write the plan first");
    Asked asked(day, now);
    if (std::string why = asked.put(question); !why.empty()) return refuse(std::move(why));
    if (!asked.may_move()) return Maker{day, asked, nullptr}.make();
    const Result<heats::Replan, heats::Infeasible> answer = heats::replan(asked.race_day());
    if (!answer) {
        std::string teams;
        for (const std::string& team : answer.error().teams) teams += (teams.empty() ? "" : ", ") + team;
        return refuse(answer.error().sentence + (teams.empty() ? "" : "; it concerns " + teams));
    }
    if (answer->new_heat && day.heats.size() >= limits::kHeatsMax)
        return refuse("a heat more would be needed, and the meet holds 5,000 heats already");
    return Maker{day, asked, &*answer}.make();
}

bool is_called(const Day& day, HeatId heat, Instant now) { return DayLookup{day, now}.is_called(heat); }

std::vector<bool> called_heats(const Day& day, Instant now) { return DayLookup{day, now}.called(); }

}  // namespace heatline::race_day
