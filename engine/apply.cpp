#include "engine/apply.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/limits.h"
#include "engine/base/shared.h"
#include "engine/intake.h"

namespace heatline {
namespace {

// Applies one fact. Each overload is what one kind of fact changes, and nothing else does.
class Applier {
public:
    Applier(State& state, Seq seq, Instant received) : s_(state), seq_(seq), received_(received) {}

    void operator()(const RulesSet& f) {
        s_.rules = std::make_shared<const MeetRules>(f.rules);
        s_.toml = f.toml;
        s_.has_rules = true;
    }
    void operator()(const TeamSaved& f) {
        roster().save_team(f.team, f.value);
        s_.roster_edited = seq_;
    }
    void operator()(const RunnerSaved& f) {
        roster().save_runner(f.runner, f.value);
        s_.roster_edited = seq_;
        if (s_.heats_of.size() < s_.roster->runners().size()) s_.heats_of.resize(s_.roster->runners().size());
    }
    void operator()(const BibBound& f) {
        roster().bind_bib({s_.symbols.intern(f.bib), f.runner, seq_});
        s_.naming_changed = seq_;
    }
    void operator()(const TagBound& f) {
        roster().bind_tag({s_.symbols.intern(f.tag), s_.symbols.intern(f.bib), f.runner, seq_});
        s_.naming_changed = seq_;
    }

    void operator()(const PlanSaved& f) {
        s_.planned = seq_;
        s_.heats_changed = seq_;
        s_.replanned.clear();
        const std::vector<Heat> before = std::move(s_.heats);
        s_.heats.clear();
        s_.heat_by_name.clear();
        for (auto& heats : s_.heats_of) heats.clear();
        for (const PlannedHeat& planned : f.heats) {
            add_heat(HeatId{s_.heats.size()}, planned);
        }
        std::map<std::pair<RunnerId, HeatId>, StatusMark> statuses;
        for (const auto& [key, mark] : s_.statuses) {
            if (const HeatId heat = heat_now(key.first, before[key.second.index()])) statuses[{key.first, heat}] = mark;
        }
        s_.statuses = std::move(statuses);
        std::map<std::pair<HeatId, RunnerId>, FinishEntry> entered;
        for (const auto& [key, entry] : s_.entered) {
            if (const HeatId heat = heat_now(key.second, before[key.first.index()]))
                entered[{heat, key.second}] = entry;
        }
        s_.entered = std::move(entered);
    }

    void operator()(const DeviceAdded& f) {
        CHECK_THAT(f.device.index() == s_.devices.size(), "device ids are given out in order");
        DeviceLog& device = s_.devices.emplace_back();
        device.name = f.name;
        device.role = f.role;
        device.line = line(f.line);
        device.team = f.team;
        device.token_hash = f.token_hash;
        s_.device_by_name[f.name] = f.device;
        if (!f.token_hash.empty()) s_.device_by_token_hash[f.token_hash] = f.device;
    }
    void operator()(const DeviceRevoked& f) {
        DeviceLog& device = s_.devices[f.device.index()];
        device.revoked = true;
        s_.device_by_token_hash.erase(device.token_hash);
        s_.device_by_name.erase(device.name);  // The name is free again; the readings keep their device.
    }

    void operator()(const ReadingTaken& f) {
        const Reading& said = f.reading;
        StoredReading kept;
        kept.content = content_of(s_.content_key, said);
        kept.has_at = said.at.has_value();
        if (said.at) kept.at = *said.at;
        kept.bib = s_.symbols.intern(said.bib);
        kept.tag = s_.symbols.intern(said.tag);
        kept.heat = s_.symbols.intern(said.heat);
        kept.line = said.line.empty() ? s_.devices[f.device.index()].line : line(said.line);
        kept.kind = said.kind;
        kept.where = said.where;
        kept.mode = said.mode;
        kept.position = said.position;
        kept.far_off = kept.has_at && is_far_off(kept.at);
        s_.far_off += kept.far_off ? 1 : 0;
        const ReadingIndex index = keep(f.device, said.epoch, said.seq, kept);
        LineStreams& streams = s_.lines[kept.line.index()];
        switch (said.kind) {
            case ReadingKind::start:
                gun(kept.heat).readings.push_back(index);
                break;
            case ReadingKind::tap:
                streams.taps.push_back(index);
                break;
            case ReadingKind::bib:
                streams.bibs.push_back(index);
                break;
            case ReadingKind::select:
                streams.selects.push_back(index);
                break;
            case ReadingKind::token:
                streams.tokens.push_back(index);
                break;
            case ReadingKind::chip:
                streams.chips.push_back(index);
                break;
            case ReadingKind::sighting:
                s_.sightings.push_back(index);
                break;
        }
    }
    void operator()(const ReadingQuarantined& f) {
        StoredReading kept;
        kept.content = content_of_bytes(s_.content_key, f.bytes.value);
        kept.line = s_.devices[f.device.index()].line;
        kept.quarantined = true;
        keep(f.device, f.epoch, f.seq, kept);
        ++s_.quarantined;
    }
    void operator()(const ReadingConflicted& f) {
        s_.devices[f.device.index()].conflicts.push_back(content_of_bytes(s_.content_key, f.bytes.value));
    }

    void operator()(const ReadingVoided& f) { set_voided(f.reading, true); }
    void operator()(const ReadingRestored& f) { set_voided(f.reading, false); }
    void operator()(const TapAssigned& f) {
        s_.words_changed = seq_;
        const ReadingIndex tap = find_reading(s_, f.tap);
        if (f.bib.empty()) {
            s_.assigned_taps.erase(tap);
            s_.assigned_at.erase(tap);
        } else {
            s_.assigned_taps[tap] = s_.symbols.intern(f.bib);
            s_.assigned_at[tap] = seq_;
        }
    }
    void operator()(const FinishInserted& f) {
        s_.entered[{f.heat, f.runner}] = {false, f.at, seq_};
        s_.words_changed = seq_;
    }
    void operator()(const FinishRemoved& f) {
        s_.entered[{f.heat, f.runner}] = {true, {}, seq_};
        s_.words_changed = seq_;
    }
    void operator()(const RunnerMoved& f) {
        s_.heats_changed = seq_;
        if (f.from) {
            std::erase_if(s_.heats[f.from.index()].placements,
                          [&](const Placement& p) { return p.runner == f.runner; });
            std::erase(heats_of(f.runner), f.from);
        }
        if (f.to) {
            s_.heats[f.to.index()].placements.push_back({f.runner, 0});
            heats_of(f.runner).push_back(f.to);
            std::sort(heats_of(f.runner).begin(), heats_of(f.runner).end());
        }
    }
    void operator()(const StatusSet& f) {
        if (f.status == Status::none) {
            s_.statuses.erase({f.runner, f.heat});
        } else {
            s_.statuses[{f.runner, f.heat}] = {f.status, seq_};
        }
    }
    void operator()(const StartSet& f) { gun(s_.heats[f.heat.index()].symbol).set = f.at; }
    void operator()(const ChildAccounted& f) { s_.accounted[f.runner] = seq_; }
    void operator()(const HeatMadeOfficial& f) {
        OfficialRows official{seq_, {}, f.digest, gun_of(s_, s_.heats[f.heat.index()].symbol)};
        official.finishes.reserve(f.rows.size());
        for (const OfficialRow& row : f.rows) {
            official.finishes.push_back({f.heat, row.runner, s_.symbols.intern(row.bib), row.at, row.evidence,
                                         row.confidence_milli, row.review, row.doubt, row.tap, row.identity});
        }
        s_.heats[f.heat.index()].official = std::move(official);
    }
    void operator()(const HeatReopened& f) { s_.heats[f.heat.index()].official.reset(); }
    void operator()(const LinksKeyed& f) {
        s_.links_secret = f.secret.value;
        s_.links_purged = f.secret.purged;
    }

    void operator()(const StartsMoved& f) {
        s_.heats_changed = seq_;
        for (const PlannedStart& moved : f.heats) heat(moved.heat).planned = moved.start;
    }
    void operator()(const HeatsHeld&) { s_.held_since = received_; }
    void operator()(const HeatsResumed&) { s_.held_since.reset(); }
    void operator()(const HeatCancelled& f) { set_cancelled(f.heat, true); }
    void operator()(const HeatReinstated& f) { set_cancelled(f.heat, false); }
    void operator()(const HeatAdded& f) {
        add_heat(f.heat, f.value);
        s_.planned = seq_;
        s_.heats_changed = seq_;
    }
    void operator()(const HeatsReplanned& f) {
        s_.heats_changed = seq_;
        Replanned replanned{seq_, f, {}, {}, {}};
        for (const HeatArranged& arranged : f.heats) replanned.heats.push_back(exchange(arranged, f.added));
        for (const StatusGiven& given : f.statuses) replanned.statuses.push_back(exchange(given));
        for (const CoachesCounted& counted : f.coaches) replanned.coaches.push_back(exchange(counted));
        if (f.takes_back != 0) {
            std::erase_if(s_.replanned, [&](const Replanned& r) { return r.seq == f.takes_back; });
            return;
        }
        if (s_.replanned.size() == limits::kReplannedMax) s_.replanned.erase(s_.replanned.begin());
        s_.replanned.push_back(std::move(replanned));
    }
    void operator()(const CourseCleared& f) { heat(f.heat).course_clear = true; }
    void operator()(const CourseReopened& f) { heat(f.heat).course_clear = false; }

    void operator()(const AccountTakenBack& f) { s_.accounted.erase(f.runner); }
    void operator()(const FinishWordTakenBack& f) {
        s_.entered.erase({f.heat, f.runner});
        s_.words_changed = seq_;
    }
    void operator()(const StartTakenBack& f) {
        GunLog& log = s_.guns[heat(f.heat).symbol];
        log.set.reset();
        log.first_seq = log.readings.empty() ? 0 : s_.readings[log.readings.front().index()].seq;
    }

    void operator()(const TeamAwarded& f) {
        s_.awards_changed = seq_;
        if (f.amount.count == 0) {
            s_.awards.erase({f.team, f.grant});
        } else {
            s_.awards[{f.team, f.grant}] = {f.amount, f.reason, seq_};
        }
    }
    void operator()(const GrantsApproved& f) { s_.approvals.push_back({seq_, received_, f.by, f.digest, f.total}); }
    void operator()(const ApprovalTakenBack& f) {
        std::erase_if(s_.approvals, [&](const Approval& approval) { return approval.seq == f.approval; });
    }
    void operator()(const MeetClosed& f) { s_.closed = {received_, f.digest}; }
    void operator()(const MeetReopened&) { s_.closed.reset(); }

private:
    // The roster, for changing: first taken off those who share it.
    Roster& roster() {
        if (!is_alone(s_.roster)) s_.roster = std::make_shared<Roster>(*s_.roster);
        return const_cast<Roster&>(*s_.roster);  // Made non-const by make_shared; ours alone now.
    }
    void set_voided(const ReadingRef& ref, bool voided) {
        StoredReading& named = reading(ref);
        DeviceLog& device = s_.devices[named.device.index()];
        if (voided != named.voided) voided ? ++device.voided : --device.voided;
        device.voiding = seq_;
        named.voided = voided;
        // A voided tap names nobody, but a person may have said whose it is.
        if (named.kind == ReadingKind::tap) s_.taps_voided = seq_;
        if (s_.assigned_taps.contains(find_reading(s_, ref))) s_.words_changed = seq_;
        if (named.bib || named.tag) s_.naming_voided = seq_;
    }
    void add_heat(HeatId id, const PlannedHeat& planned) {
        CHECK_THAT(id.index() == s_.heats.size(), "heat ids are given out in order");
        const Symbol symbol = s_.symbols.intern(planned.name);
        s_.heats.push_back({planned.name, symbol, planned.band, planned.race, line(planned.line), planned.start,
                            planned.placements, std::nullopt, false, false});
        s_.heat_by_name[symbol] = id;
        for (const Placement& placement : planned.placements) heats_of(placement.runner).push_back(id);
    }
    // Each puts what is new in place and gives back what was there.
    HeatArranged exchange(const HeatArranged& arranged, HeatId added) {
        Heat& now = heat(arranged.heat);
        HeatArranged before{arranged.heat, now.planned, now.cancelled || arranged.heat == added, now.placements};
        for (const Placement& placement : now.placements) std::erase(heats_of(placement.runner), arranged.heat);
        now.planned = arranged.start;
        now.cancelled = arranged.cancelled;
        now.placements = arranged.placements;
        for (const Placement& placement : now.placements) {
            auto& its = heats_of(placement.runner);
            its.insert(std::upper_bound(its.begin(), its.end(), arranged.heat), arranged.heat);
        }
        return before;
    }
    StatusGiven exchange(const StatusGiven& given) {
        const auto found = s_.statuses.find({given.runner, given.heat});
        const Status before = found == s_.statuses.end() ? Status::none : found->second.status;
        (*this)(StatusSet{given.runner, given.heat, given.status, {}});
        return {given.runner, given.heat, before};
    }
    CoachesCounted exchange(const CoachesCounted& counted) {
        Team team = s_.roster->team(counted.team);
        const CoachesCounted before{counted.team, team.coaches};
        team.coaches = counted.coaches;
        (*this)(TeamSaved{counted.team, std::move(team)});
        return before;
    }
    void set_cancelled(HeatId id, bool cancelled) {
        heat(id).cancelled = cancelled;
        s_.heats_changed = seq_;
    }
    Heat& heat(HeatId id) { return s_.heats[id.index()]; }
    std::vector<HeatId>& heats_of(RunnerId runner) { return s_.heats_of[runner.index()]; }
    StoredReading& reading(const ReadingRef& ref) {
        const ReadingIndex index = find_reading(s_, ref);
        CHECK_THAT(bool(index), "a correction names a reading that the journal holds");
        return s_.readings[index.index()];
    }
    // Neither about now nor about the meet's day: a clock that is wrong, or a year mistyped.
    bool is_far_off(Instant at) const {
        const auto near = [at](Instant from, Instant to) {
            return at >= from - limits::kFarOff && at <= to + limits::kFarOff;
        };
        const Instant day = midnight_utc(s_.rules->date);
        return !near(received_, received_) && !near(day, day + minutes(24 * 60));
    }
    GunLog& gun(Symbol heat) {
        GunLog& log = s_.guns[heat];
        if (log.first_seq == 0) log.first_seq = seq_;
        return log;
    }
    LineId line(std::string_view name) {
        if (const LineId found = find_line(s_, name)) return found;
        s_.lines.emplace_back().name = name;
        return LineId{s_.lines.size() - 1};
    }
    // Where a word about this child in a heat of the plan before belongs in the new plan: with the child, in its heat
    // of the same race. None where it has none any more.
    HeatId heat_now(RunnerId runner, const Heat& before) const {
        for (const HeatId heat : s_.heats_of[runner.index()]) {
            if (s_.heats[heat.index()].race == before.race) return heat;
        }
        return HeatId::none();
    }
    ReadingIndex keep(DeviceId device, const std::string& epoch, std::uint64_t device_seq, StoredReading kept) {
        auto& epochs = s_.devices[device.index()].epochs;
        auto log = std::find_if(epochs.begin(), epochs.end(), [&](const EpochLog& e) { return e.epoch == epoch; });
        if (log == epochs.end()) log = epochs.insert(epochs.end(), EpochLog{epoch, {}});
        CHECK_THAT(device_seq == log->by_seq.size() + 1, "a device's readings are in the journal without gaps");
        const ReadingIndex index{s_.readings.size()};
        kept.device = device;
        kept.epoch = static_cast<std::uint32_t>(log - epochs.begin());
        kept.device_seq = static_cast<std::uint32_t>(device_seq);
        kept.seq = static_cast<std::uint32_t>(seq_);
        log->by_seq.push_back(index);
        s_.readings.push_back(kept);
        return index;
    }

    State& s_;
    Seq seq_;
    Instant received_;
};

}  // namespace

void apply(State& state, Seq seq, const Fact& fact) {
    CHECK_THAT(seq == state.seq + 1, "facts are applied in the order of the journal");
    std::visit(Applier{state, seq, fact.at}, fact.body);
    if (!fact.command_id.empty()) state.answers[answer_key(fact.author, fact.command_id)] = seq;
    state.seq = seq;
}

}  // namespace heatline
