#include "engine/derive.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "engine/fusion/fuser.h"
#include "engine/grants.h"
#include "engine/ledger.h"
#include "engine/line_items.h"
#include "engine/results.h"
#include "engine/sightings.h"
#include "engine/trail.h"

namespace heatline {
namespace {

// The finish that stands for a child.
struct ChildFinish {
    bool there = false;
    bool dq = false;
    bool after_status = false;
    HeatId heat;
    std::optional<Instant> gun;
    std::optional<Instant> at;
    Seq told = 0;
};

// All that a derivation worked out, for the next to compare with.
struct Worked {
    std::shared_ptr<const Snapshot> snapshot;
    SeenToday seen;
    std::vector<bool> ran_elsewhere;  // By RunnerId.
    std::map<std::pair<RunnerId, HeatId>, StatusMark> statuses;
    std::unordered_map<RunnerId, Seq> accounted;
    Seq roster_edited = 0;
    Seq naming_changed = 0;
    Seq words_changed = 0;
    Seq awards_changed = 0;
};

// One finish line, and what is remembered of it.
struct Line {
    LineItems items;
    fusion::Fuser fuser;
};

// One derivation, in steps; each uses what those before it left.
class Derivation {
public:
    Derivation(const State& state, const Worked* last) : state_(state), last_(last), roster_(*state.roster) {
        // Rules and roster stand behind every row: when they change, all is worked out again.
        all_changed_ = !last || last->roster_edited != state.roster_edited || last->snapshot->rules != state.rules;
    }

    void gather(Sightings& sightings) {
        now_.seen = sightings.update(state_);
        now_.roster_edited = state_.roster_edited;
        now_.naming_changed = state_.naming_changed;
        now_.words_changed = state_.words_changed;
        now_.awards_changed = state_.awards_changed;
        now_.statuses = state_.statuses;
        now_.accounted = state_.accounted;
        if (!all_changed_ && last_->naming_changed == state_.naming_changed) {
            bibs_ = last_->snapshot->bibs;
            return;
        }
        auto bibs = std::make_shared<std::vector<std::string>>(roster_.runners().size());
        for (std::size_t i = 0; i < bibs->size(); ++i) (*bibs)[i] = state_.symbols.text(roster_.bib_of(RunnerId{i}));
        if (last_ && *last_->snapshot->bibs == *bibs) {
            bibs_ = last_->snapshot->bibs;
        } else {
            bibs_ = std::move(bibs);
        }
    }

    void find_finishes(std::vector<std::unique_ptr<Line>>& lines) {
        finishes_.resize(state_.heats.size());
        while (lines.size() < state_.lines.size()) lines.push_back(std::make_unique<Line>());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            for (const Finish& finish : lines[i]->fuser.fuse(lines[i]->items.input(state_, LineId{i}))) {
                if (finish.heat) finishes_[finish.heat.index()].push_back(finish);
            }
        }
        now_.ran_elsewhere.assign(roster_.runners().size(), false);
        for (const auto& heat : finishes_) {
            for (const Finish& finish : heat) {
                if (finish.runner && !is_entered(finish.runner, finish.heat)) {
                    now_.ran_elsewhere[finish.runner.index()] = true;
                }
            }
        }
    }

    // Which children something new is known of that their rows rest on, but for their heats.
    void compare_children() {
        changed_.assign(roster_.runners().size(), all_changed_);
        if (all_changed_) return;
        const SeenToday& before = last_->seen;
        for (std::size_t i = 0; i < changed_.size(); ++i) {
            const TeamId team = roster_.brief(RunnerId{i}).team;
            changed_[i] = !(before.children[i] == now_.seen.children[i]) ||
                          before.teams_first[team.index()] != now_.seen.teams_first[team.index()] ||
                          last_->ran_elsewhere[i] != now_.ran_elsewhere[i];
        }
        if (bibs_ != last_->snapshot->bibs) {
            const auto& bibs_before = *last_->snapshot->bibs;
            for (std::size_t i = 0; i < changed_.size(); ++i)
                changed_[i] = changed_[i] || bibs_before[i] != (*bibs_)[i];
        }
    }

    void rank_heats() {
        note_marked_heats();
        for (std::size_t i = 0; i < state_.heats.size(); ++i) {
            pictures_.push_back(picture_of(HeatId{i}));
            if (!pictures_.back().has_new_rows) continue;
            // Whoever stands in the heat, or stood in it, is somewhere else by now, perhaps.
            note_children(*pictures_.back().now);
            if (last_ && i < last_->snapshot->heats.size()) note_children(*last_->snapshot->heats[i]);
        }
        for (std::size_t i = state_.heats.size(); last_ && i < last_->snapshot->heats.size(); ++i) {
            note_children(*last_->snapshot->heats[i]);
        }
    }

    void account_for_children() {
        note_accounted();
        collect_finishes();
        std::shared_ptr<std::vector<LedgerRow>> rows;
        for (std::size_t i = 0; i < changed_.size(); ++i) {
            if (!changed_[i]) continue;
            if (!rows)
                rows = last_ ? std::make_shared<std::vector<LedgerRow>>(*last_->snapshot->ledger)
                             : std::make_shared<std::vector<LedgerRow>>();
            rows->resize(changed_.size());
            (*rows)[i] = ledger_row(day_of(RunnerId{i}));
        }
        if (!rows && !last_) rows = std::make_shared<std::vector<LedgerRow>>();
        ledger_ = !rows || (last_ && *last_->snapshot->ledger == *rows) ? last_->snapshot->ledger : std::move(rows);
    }

    void count_heats() {
        for (std::size_t i = 0; i < pictures_.size(); ++i) {
            HeatCounts counts;
            count_entries(HeatId{i}, counts);
            Picture& picture = pictures_[i];
            if (!picture.fresh && picture.now->counts == counts) {
                heats_.push_back(std::move(picture.now));
                continue;
            }
            if (!picture.fresh) picture.fresh = std::make_shared<HeatPicture>(*picture.now);
            picture.fresh->counts = counts;
            // Worked out again and found as it was: viewers need not look at it.
            const bool known = last_ && i < last_->snapshot->heats.size();
            if (known && *last_->snapshot->heats[i] == *picture.fresh) {
                heats_.push_back(last_->snapshot->heats[i]);
                continue;
            }
            heats_.push_back(std::move(picture.fresh));
        }
    }

    Worked finish() {
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->seq = state_.seq;
        snapshot->rules = state_.rules;
        snapshot->roster = state_.roster;
        snapshot->bibs = bibs_;
        snapshot->devices = device_names();
        snapshot->ledger = ledger_;
        if (!all_changed_ && ledger_ == last_->snapshot->ledger && last_->awards_changed == state_.awards_changed) {
            snapshot->grants = last_->snapshot->grants;
        } else {
            auto grants = std::make_shared<Grants>(
                grant_statements(*state_.rules, roster_, count_teams(roster_, *ledger_), state_.awards));
            const bool same = last_ && *last_->snapshot->grants == *grants;
            snapshot->grants = same ? last_->snapshot->grants : std::move(grants);
        }
        snapshot->heats = std::move(heats_);
        snapshot->held_since = state_.held_since;
        snapshot->closed = state_.closed;
        snapshot->approvals = state_.approvals;
        count_totals(*snapshot);
        now_.snapshot = std::move(snapshot);
        return std::move(now_);
    }

private:
    // A heat's picture: the last one, or a fresh one where something it rests on changed.
    struct Picture {
        std::shared_ptr<const HeatPicture> now;
        std::shared_ptr<HeatPicture> fresh;
        bool has_new_rows = false;  // Else only its heading is new: when it is planned for, say.
    };

    std::shared_ptr<const std::vector<std::string>> device_names() const {
        // A device keeps its name for ever.
        if (last_ && last_->snapshot->devices->size() == state_.devices.size()) return last_->snapshot->devices;
        auto names = std::make_shared<std::vector<std::string>>();
        for (const DeviceLog& device : state_.devices) names->push_back(device.name);
        return names;
    }

    bool is_entered(RunnerId runner, HeatId heat) const {
        const auto& heats = state_.heats_of[runner.index()];
        return std::find(heats.begin(), heats.end(), heat) != heats.end();
    }

    // Heats in which a status was set or taken back; and when a person said something of a finish, those that rest on
    // such words: they may be others, or have come before or after a status.
    void note_marked_heats() {
        marked_.assign(state_.heats.size(), all_changed_);
        if (all_changed_) return;
        const bool words_changed = last_->words_changed != state_.words_changed;
        const auto rests_on_words = [&](HeatId heat) {
            return std::any_of(
                finishes_[heat.index()].begin(), finishes_[heat.index()].end(), [](const Finish& finish) {
                    return finish.evidence.has(Evidence::assigned) || finish.evidence.has(Evidence::inserted);
                });
        };
        const auto note = [&](HeatId heat) {
            if (heat.index() < marked_.size()) marked_[heat.index()] = true;
        };
        for (std::size_t i = 0; words_changed && i < marked_.size(); ++i) {
            if (rests_on_words(HeatId{i})) note(HeatId{i});
        }
        for (const auto& [key, mark] : state_.statuses) {
            const auto before = last_->statuses.find(key);
            if (before == last_->statuses.end() || before->second.seq != mark.seq) note(key.second);
        }
        for (const auto& [key, mark] : last_->statuses) {
            if (!state_.statuses.contains(key)) note(key.second);
        }
    }

    void note_children(const HeatPicture& picture) {
        for (const Placement& placement : picture.placements) changed_[placement.runner.index()] = true;
        for (const Finish& finish : picture.finishes) {
            if (finish.runner) changed_[finish.runner.index()] = true;
        }
    }

    void note_accounted() {
        if (!last_) return;
        for (const auto& [runner, seq] : state_.accounted) {
            const auto before = last_->accounted.find(runner);
            if (before == last_->accounted.end() || before->second != seq) changed_[runner.index()] = true;
        }
        for (const auto& [runner, seq] : last_->accounted) {
            if (!state_.accounted.contains(runner)) changed_[runner.index()] = true;
        }
    }

    Picture picture_of(HeatId id) {
        const Heat& heat = state_.heats[id.index()];
        const std::optional<Instant> start = gun_of(state_, heat.symbol);
        const auto gun = state_.guns.find(heat.symbol);
        const Seq gun_seq = gun == state_.guns.end() ? 0 : gun->second.first_seq;
        const HeatState heat_state = heat.official    ? HeatState::official
                                     : start          ? HeatState::running
                                     : heat.cancelled ? HeatState::cancelled
                                                      : HeatState::planned;
        if (!all_changed_ && !marked_[id.index()] && id.index() < last_->snapshot->heats.size()) {
            const auto& before = last_->snapshot->heats[id.index()];
            const bool same_rows = before->start == start && before->gun_seq == gun_seq &&
                                   before->state == heat_state && before->band == heat.band &&
                                   before->placements == heat.placements && before->finishes == finishes_[id.index()] &&
                                   nobody_changed(*before);
            if (same_rows && has_heading_of(*before, heat)) return {before, nullptr};
            if (same_rows) {
                auto picture = std::make_shared<HeatPicture>(*before);
                take_heading(*picture, heat);
                return {picture, picture};
            }
        }
        auto picture = std::make_shared<HeatPicture>();
        picture->heat = id;
        take_heading(*picture, heat);
        picture->band = heat.band;
        picture->start = start;
        picture->gun_seq = gun_seq;
        picture->placements = heat.placements;
        picture->state = heat_state;
        picture->rows =
            result_rows(state_, {id, start, finishes_[id.index()], &now_.seen, &now_.ran_elsewhere, bibs_.get()});
        picture->finishes = std::move(finishes_[id.index()]);
        picture->trails.reserve(picture->finishes.size());
        for (const Finish& finish : picture->finishes) picture->trails.push_back(trail_of(state_, finish));
        picture->digest = digest_of(official_rows(state_, picture->finishes));
        return {picture, picture, true};
    }

    // What stands above a heat's rows and changes none of them.
    static bool has_heading_of(const HeatPicture& picture, const Heat& heat) {
        return picture.name == heat.name && picture.race == heat.race && picture.planned == heat.planned &&
               picture.course_clear == heat.course_clear;
    }
    static void take_heading(HeatPicture& picture, const Heat& heat) {
        picture.name = heat.name;
        picture.race = heat.race;
        picture.planned = heat.planned;
        picture.course_clear = heat.course_clear;
    }

    bool nobody_changed(const HeatPicture& picture) const {
        const auto unchanged = [&](RunnerId runner) { return !runner || !changed_[runner.index()]; };
        return std::all_of(picture.placements.begin(), picture.placements.end(),
                           [&](const Placement& placement) { return unchanged(placement.runner); }) &&
               std::all_of(picture.finishes.begin(), picture.finishes.end(),
                           [&](const Finish& finish) { return unchanged(finish.runner); });
    }

    // The finish that stands for each child: of the heat started last, the latest that its result still shows as one.
    void collect_finishes() {
        child_finishes_.assign(roster_.runners().size(), {});
        for (const Picture& picture : pictures_) {
            for (const ResultRow& row : picture.now->rows) {
                if (!row.runner || row.finish == ResultRow::kNoFinish || !has_finish(row.outcome)) continue;
                if (!changed_[row.runner.index()]) continue;  // Its row of the ledger stays.
                const Finish& finish = picture.now->finishes[row.finish];
                ChildFinish& held = child_finishes_[row.runner.index()];
                if (held.there && std::tie(held.gun, held.at) > std::tie(picture.now->start, finish.at)) continue;
                held = {true,
                        std::holds_alternative<outcome::Dq>(row.outcome),
                        row.doubt == Doubt::after_status,
                        finish.heat,
                        picture.now->start,
                        finish.at,
                        told_at(state_, finish)};
            }
        }
    }

    ChildDay day_of(RunnerId id) {
        ChildDay day;
        day.runner = id;
        day.virtually = roster_.brief(id).virtually;
        day.seen = &now_.seen.children[id.index()];
        started_.clear();
        day.all_cancelled = !state_.heats_of[id.index()].empty();
        for (const HeatId heat : state_.heats_of[id.index()]) {
            const HeatPicture& picture = *pictures_[heat.index()].now;
            const auto mark = state_.statuses.empty() ? state_.statuses.end() : state_.statuses.find({id, heat});
            const StatusMark set = mark == state_.statuses.end() ? StatusMark{} : mark->second;
            if (!day.first_heat) {
                day.first_heat = heat;
                day.status_before_gun = set.status;
                day.status_before_gun_seq = set.seq;
            }
            day.all_cancelled = day.all_cancelled && picture.state == HeatState::cancelled;
            if (!picture.start) continue;
            const bool stayed =
                (set.status == Status::dns || set.status == Status::withdrawn) && day.seen->news <= set.seq;
            const bool went = !stayed && went_on_course(now_.seen, id, roster_.brief(id).team, *picture.start);
            started_.push_back({heat, *picture.start, picture.gun_seq, picture.state == HeatState::official, went,
                                set.status, set.seq});
        }
        std::sort(started_.begin(), started_.end(), [](const auto& a, const auto& b) { return a.gun < b.gun; });
        day.started = started_;
        if (const ChildFinish& held = child_finishes_[id.index()]; held.there) {
            day.finished = !held.dq;
            day.crossed_and_dq = held.dq;
            day.finish_heat = held.heat;
            day.finish_gun = held.gun;
            day.finish_at = held.at;
            day.finish_seq = held.told;
            day.finish_after_status = held.after_status;
        }
        const auto accounted = state_.accounted.find(id);
        if (accounted != state_.accounted.end()) day.accounted = accounted->second;
        return day;
    }

    void count_entries(HeatId heat, HeatCounts& counts) const {
        for (const ResultRow& row : pictures_[heat.index()].now->rows) {
            counts.finished += has_finish(row.outcome) ? 1 : 0;
            counts.review += row.review ? 1 : 0;
        }
        for (const Placement& placement : state_.heats[heat.index()].placements) {
            const LedgerRow& row = (*ledger_)[placement.runner.index()];
            if (row.state == ChildState::virtually) continue;
            counts.registered += roster_.brief(placement.runner).registered ? 1 : 0;
            counts.checked_in += row.seen ? 1 : 0;
            if (row.heat != heat) continue;  // The child is in another of its heats by now.
            counts.on_course += row.state == ChildState::on_course ? 1 : 0;
            counts.returned += row.state == ChildState::returned ? 1 : 0;
        }
    }

    void count_totals(Snapshot& snapshot) const {
        Totals& totals = snapshot.totals;
        totals.teams = static_cast<std::uint32_t>(roster_.teams().size());
        totals.runners = static_cast<std::uint32_t>(roster_.runners().size());
        for (const LedgerRow& row : *ledger_) {
            if (row.state != ChildState::virtually) totals.registered += roster_.brief(row.runner).registered ? 1 : 0;
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
        totals.unclaimed = now_.seen.unclaimed;
        totals.far_off = state_.far_off;
    }

    const State& state_;
    const Worked* last_;
    const Roster& roster_;
    Worked now_;
    bool all_changed_ = false;
    std::vector<std::vector<Finish>> finishes_;  // By HeatId, until the pictures take them.
    std::vector<bool> changed_;                  // By RunnerId.
    std::vector<bool> marked_;                   // By HeatId.
    std::vector<Picture> pictures_;              // By HeatId.
    std::vector<ChildFinish> child_finishes_;    // By RunnerId; of the changed only.
    std::vector<StartedHeat> started_;           // Of the child at hand.
    std::shared_ptr<const std::vector<std::string>> bibs_;
    std::shared_ptr<const std::vector<LedgerRow>> ledger_;
    std::vector<std::shared_ptr<const HeatPicture>> heats_;
};

}  // namespace

struct Deriver::Memory {
    Sightings sightings;
    std::vector<std::unique_ptr<Line>> lines;  // By LineId.
    std::optional<Worked> last;
};

Deriver::Deriver() : memory_(std::make_unique<Memory>()) {}
Deriver::~Deriver() = default;
Deriver::Deriver(Deriver&&) noexcept = default;
Deriver& Deriver::operator=(Deriver&&) noexcept = default;

std::shared_ptr<const Snapshot> Deriver::derive(const State& state) {
    auto& last = memory_->last;
    if (last && last->snapshot->seq == state.seq) return last->snapshot;
    Derivation derivation{state, last ? &*last : nullptr};
    derivation.gather(memory_->sightings);
    derivation.find_finishes(memory_->lines);
    derivation.compare_children();
    derivation.rank_heats();
    derivation.account_for_children();
    derivation.count_heats();
    Worked worked = derivation.finish();
    last = std::move(worked);
    return last->snapshot;
}

}  // namespace heatline
