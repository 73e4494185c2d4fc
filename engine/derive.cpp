#include "engine/derive.h"

#include <algorithm>
#include <tuple>

#include "engine/fusion/fuse.h"
#include "engine/grants.h"
#include "engine/ledger.h"
#include "engine/results.h"
#include "engine/sightings.h"

namespace heatline {
namespace {

// One derivation, in steps; each uses what those before it left.
class Derivation {
public:
    Derivation(const State& state, const Snapshot* last) : state_(state), last_(last), roster_(*state.roster) {}

    void find_finishes(std::vector<std::unique_ptr<LineItems>>& lines) {
        finishes_.resize(state_.heats.size());
        while (lines.size() < state_.lines.size()) lines.push_back(std::make_unique<LineItems>());
        for (std::size_t line = 0; line < lines.size(); ++line) {
            for (const Finish& finish : fusion::fuse(lines[line]->input(state_, LineId{line}))) {
                if (finish.heat) finishes_[finish.heat.index()].push_back(finish);
            }
        }
        ran_elsewhere_.assign(roster_.runners().size(), false);
        for (const auto& heat : finishes_) {
            for (const Finish& finish : heat) {
                if (finish.runner && !is_entered(finish.runner, finish.heat))
                    ran_elsewhere_[finish.runner.index()] = true;
            }
        }
    }

    void gather() {
        seen_ = gather_sightings(state_);
        auto bibs = std::make_shared<std::vector<std::string>>(roster_.runners().size());
        for (std::size_t i = 0; i < bibs->size(); ++i) (*bibs)[i] = state_.symbols.text(roster_.bib_of(RunnerId{i}));
        if (last_ && *last_->bibs == *bibs) {
            bibs_ = last_->bibs;
        } else {
            bibs_ = std::move(bibs);
        }
    }

    void rank_heats() {
        for (std::size_t i = 0; i < state_.heats.size(); ++i) pictures_.push_back(picture_of(HeatId{i}));
    }

    void account_for_children() {
        auto rows = std::make_shared<std::vector<LedgerRow>>();
        rows->reserve(roster_.runners().size());
        collect_finishes();
        for (std::size_t i = 0; i < roster_.runners().size(); ++i) rows->push_back(ledger_row(day_of(RunnerId{i})));
        ledger_ = last_ && *last_->ledger == *rows ? last_->ledger : std::move(rows);
    }

    void count_heats() {
        std::vector<HeatCounts> counts(state_.heats.size());
        for (std::size_t i = 0; i < counts.size(); ++i) count_entries(HeatId{i}, counts[i]);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const HeatPicture* before = last_ && i < last_->heats.size() ? last_->heats[i].get() : nullptr;
            if (before && same_picture(*before, *pictures_[i]) && before->counts == counts[i]) {
                heats_.push_back(last_->heats[i]);
                continue;
            }
            pictures_[i]->counts = counts[i];
            compare_with_official(*pictures_[i]);
            heats_.push_back(std::move(pictures_[i]));
        }
    }

    std::shared_ptr<const Snapshot> finish() {
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->seq = state_.seq;
        snapshot->rules = state_.rules;
        snapshot->roster = state_.roster;
        snapshot->bibs = bibs_;
        snapshot->ledger = ledger_;
        auto grants =
            std::make_shared<Grants>(grant_statements(*state_.rules, roster_, count_teams(roster_, *ledger_)));
        snapshot->grants = last_ && *last_->grants == *grants ? last_->grants : std::move(grants);
        snapshot->heats = std::move(heats_);
        count_totals(*snapshot);
        return snapshot;
    }

private:
    struct ChildFinish {
        const Finish* finish = nullptr;
        std::optional<Instant> gun;
        bool dq = false;
        bool after_status = false;
    };

    bool is_entered(RunnerId runner, HeatId heat) const {
        const auto& heats = state_.heats_of[runner.index()];
        return std::find(heats.begin(), heats.end(), heat) != heats.end();
    }

    std::unique_ptr<HeatPicture> picture_of(HeatId id) {
        const Heat& heat = state_.heats[id.index()];
        auto picture = std::make_unique<HeatPicture>();
        picture->heat = id;
        picture->name = heat.name;
        picture->race = heat.race;
        picture->band = heat.band;
        picture->planned = heat.planned;
        picture->start = gun_of(state_, heat.symbol);
        picture->placements = heat.placements;
        picture->state = heat.official ? HeatState::official : picture->start ? HeatState::running : HeatState::planned;
        picture->rows =
            result_rows(state_, {id, picture->start, finishes_[id.index()], &seen_, &ran_elsewhere_, bibs_.get()});
        picture->finishes = std::move(finishes_[id.index()]);
        return picture;
    }

    // The finish that stands for each child: of the heat started last, the latest that its result still shows as one.
    void collect_finishes() {
        child_finishes_.assign(roster_.runners().size(), {});
        for (const auto& picture : pictures_) {
            std::vector<std::pair<RunnerId, const Finish*>> by_runner;
            by_runner.reserve(picture->finishes.size());
            for (const Finish& finish : picture->finishes) {
                if (finish.runner) by_runner.emplace_back(finish.runner, &finish);
            }
            std::sort(by_runner.begin(), by_runner.end());
            for (const ResultRow& row : picture->rows) {
                if (!row.runner || !has_finish(row.outcome)) continue;
                const auto found = std::lower_bound(by_runner.begin(), by_runner.end(),
                                                    std::pair<RunnerId, const Finish*>{row.runner, nullptr});
                if (found == by_runner.end() || found->first != row.runner) continue;
                ChildFinish& held = child_finishes_[row.runner.index()];
                if (held.finish && std::tie(held.gun, held.finish->at) > std::tie(picture->start, found->second->at))
                    continue;
                held = {found->second, picture->start, std::holds_alternative<outcome::Dq>(row.outcome),
                        row.doubt == Doubt::after_status};
            }
        }
    }

    ChildDay day_of(RunnerId id) {
        ChildDay day;
        day.runner = id;
        day.virtually = roster_.runner(id).attendance == Attendance::virtually;
        day.seen = &seen_.children[id.index()];
        started_.clear();
        for (const HeatId heat : state_.heats_of[id.index()]) {
            const HeatPicture& picture = *pictures_[heat.index()];
            const auto mark = state_.statuses.empty() ? state_.statuses.end() : state_.statuses.find({id, heat});
            const StatusMark set = mark == state_.statuses.end() ? StatusMark{} : mark->second;
            if (!day.first_heat) {
                day.first_heat = heat;
                day.status_before_gun = set.status;
                day.status_before_gun_seq = set.seq;
            }
            if (!picture.start) continue;
            const bool stayed =
                (set.status == Status::dns || set.status == Status::withdrawn) && day.seen->news <= set.seq;
            const bool went = !stayed && went_on_course(seen_, id, roster_.runner(id).team, *picture.start);
            const auto gun = state_.guns.find(state_.heats[heat.index()].symbol);
            started_.push_back({heat, *picture.start, gun->second.first_seq, picture.state == HeatState::official, went,
                                set.status, set.seq});
        }
        std::sort(started_.begin(), started_.end(), [](const auto& a, const auto& b) { return a.gun < b.gun; });
        day.started = started_;
        if (const ChildFinish& held = child_finishes_[id.index()]; held.finish) {
            day.finished = !held.dq;
            day.crossed_and_dq = held.dq;
            day.finish_heat = held.finish->heat;
            day.finish_gun = held.gun;
            day.finish_at = held.finish->at;
            day.finish_seq = told_at(state_, *held.finish);
            day.finish_after_status = held.after_status;
        }
        const auto accounted = state_.accounted.find(id);
        if (accounted != state_.accounted.end()) day.accounted = accounted->second;
        return day;
    }

    void count_entries(HeatId heat, HeatCounts& counts) const {
        for (const ResultRow& row : pictures_[heat.index()]->rows) {
            counts.finished += has_finish(row.outcome) ? 1 : 0;
            counts.review += row.review ? 1 : 0;
        }
        for (const Placement& placement : state_.heats[heat.index()].placements) {
            const LedgerRow& row = (*ledger_)[placement.runner.index()];
            if (row.state == ChildState::virtually) continue;
            counts.registered += roster_.runner(placement.runner).registered ? 1 : 0;
            counts.checked_in += row.seen ? 1 : 0;
            if (row.heat != heat) continue;  // The child is in another of its heats by now.
            counts.on_course += row.state == ChildState::on_course ? 1 : 0;
            counts.returned += row.state == ChildState::returned ? 1 : 0;
        }
    }

    bool same_picture(const HeatPicture& before, const HeatPicture& now) const {
        return before.name == now.name && before.race == now.race && before.band == now.band &&
               before.state == now.state && before.planned == now.planned && before.start == now.start &&
               before.finishes == now.finishes && before.placements == now.placements && same_rows(before, now);
    }
    static bool same_rows(const HeatPicture& before, const HeatPicture& now) {
        return before.rows.size() == now.rows.size() &&
               std::equal(before.rows.begin(), before.rows.end(), now.rows.begin(),
                          [](const ResultRow& a, const ResultRow& b) {
                              return a.runner == b.runner && a.outcome.index() == b.outcome.index() && a.bib == b.bib &&
                                     a.doubt == b.doubt && a.review == b.review;
                          });
    }

    void compare_with_official(HeatPicture& picture) const {
        picture.digest = digest_of(official_rows(state_, picture.finishes));
        const auto& official = state_.heats[picture.heat.index()].official;
        picture.differs_from_official = official && official->digest != picture.digest;
    }

    void count_totals(Snapshot& snapshot) const {
        Totals& totals = snapshot.totals;
        totals.teams = static_cast<std::uint32_t>(roster_.teams().size());
        totals.runners = static_cast<std::uint32_t>(roster_.runners().size());
        for (const LedgerRow& row : *ledger_) {
            const Runner& runner = roster_.runner(row.runner);
            if (row.state != ChildState::virtually) totals.registered += runner.registered ? 1 : 0;
            totals.checked_in += row.seen ? 1 : 0;
            totals.on_course += row.state == ChildState::on_course ? 1 : 0;
            totals.finished += row.finished ? 1 : 0;
            totals.returned += row.state == ChildState::returned ? 1 : 0;
            (row.accounted ? totals.accounted : totals.unaccounted) += 1;
            totals.unplaced +=
                state_.heats_of[row.runner.index()].empty() && row.state != ChildState::virtually ? 1 : 0;
        }
        for (const auto& heat : snapshot.heats) totals.review += heat->counts.review;
        totals.readings = state_.readings.size();
        totals.quarantined = state_.quarantined;
        totals.unclaimed = seen_.unclaimed;
        totals.far_off = seen_.far_off;
    }

    const State& state_;
    const Snapshot* last_;
    const Roster& roster_;
    SeenToday seen_;
    std::vector<std::vector<Finish>> finishes_;  // By HeatId, until the pictures take them.
    std::vector<bool> ran_elsewhere_;
    std::vector<std::unique_ptr<HeatPicture>> pictures_;  // By HeatId.
    std::vector<ChildFinish> child_finishes_;             // By RunnerId.
    std::vector<StartedHeat> started_;                    // Of the child at hand.
    std::shared_ptr<const std::vector<std::string>> bibs_;
    std::shared_ptr<const std::vector<LedgerRow>> ledger_;
    std::vector<std::shared_ptr<const HeatPicture>> heats_;
};

}  // namespace

std::shared_ptr<const Snapshot> Deriver::derive(const State& state) {
    if (last_ && last_->seq == state.seq) return last_;
    Derivation derivation{state, last_.get()};
    derivation.gather();
    derivation.find_finishes(lines_);
    derivation.rank_heats();
    derivation.account_for_children();
    derivation.count_heats();
    last_ = derivation.finish();
    return last_;
}

}  // namespace heatline
