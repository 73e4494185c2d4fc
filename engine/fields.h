#pragma once
// fields: the one list of the fields of every struct that stands in a fact.
//
// `fields(v, s)` calls `v("name", s.member)` for each member in the order of the journal; it serves const and
// non-const structs alike. The codec, the JSON of the journal and the comparing of states all follow it, so a member
// is added in one place. The bindings below name every member, so one that is missing here does not compile. Names
// are the contract's; where it has none, snake_case words.
//
// The order is part of the journal's bytes: a new field goes to the END of its struct's list, under a new format of
// timing/journal/codec.h. Pure; any thread.

#include <concepts>
#include <type_traits>

#include "engine/fact.h"

namespace heatline {

template <class S, class T>
concept MaybeConst = std::same_as<std::remove_const_t<S>, T>;

// ---- values that facts share

template <class V, MaybeConst<Date> S>
void fields(V& v, S& s) {
    auto& [year, month, day] = s;
    v("year", year);
    v("month", month);
    v("day", day);
}

template <class V, MaybeConst<Grade> S>
void fields(V& v, S& s) {
    auto& [number] = s;
    v("number", number);
}

template <class V, MaybeConst<ReadingRef> S>
void fields(V& v, S& s) {
    auto& [device, epoch, seq] = s;
    v("device", device);
    v("epoch", epoch);
    v("seq", seq);
}

template <class V, MaybeConst<DeviceTime> S>
void fields(V& v, S& s) {
    auto& [boot, us, wall_us, bound_us] = s;
    v("boot", boot);
    v("us", us);
    v("wall_us", wall_us);
    v("bound_us", bound_us);
}

template <class V, MaybeConst<Reading> S>
void fields(V& v, S& s) {
    auto& [epoch, seq, kind, at, bib, tag, heat, line, where, mode, position, has_free_text, sent, sent_text,
           device_time] = s;
    v("epoch", epoch);
    v("seq", seq);
    v("kind", kind);
    v("at", at);
    v("bib", bib);
    v("tag", tag);
    v("heat", heat);
    v("line", line);
    v("where", where);
    v("mode", mode);
    v("position", position);
    v("has_free_text", has_free_text);
    v("sent", sent);
    v("sent_text", sent_text);
    v("device_time", device_time);
}

template <class V, MaybeConst<Team> S>
void fields(V& v, S& s) {
    auto& [name, kind, tent, tent_row, tent_col, coaches, enrolment, registered_coach, background_check, event_training,
           charges_fee, fee_exception] = s;
    v("team", name);
    v("kind", kind);
    v("tent", tent);
    v("tent_row", tent_row);
    v("tent_col", tent_col);
    v("coaches", coaches);
    v("enrolment", enrolment);
    v("registered_coach", registered_coach);
    v("background_check", background_check);
    v("event_training", event_training);
    v("charges_fee", charges_fee);
    v("fee_exception", fee_exception);
}

template <class V, MaybeConst<Runner> S>
void fields(V& v, S& s) {
    auto& [team, first, last, birth_date, say_it, sibling_group, claim_stub, extra, grade, gender, age, races,
           heat_lock, seed_time_ms, public_name, registered, attendance, assisted] = s;
    v("team", team);
    v("first", first);
    v("last", last);
    v("birth_date", birth_date);
    v("say_it", say_it);
    v("sibling_group", sibling_group);
    v("claim_stub", claim_stub);
    v("extra", extra);
    v("grade", grade);
    v("gender", gender);
    v("age", age);
    v("race", races);
    v("heat", heat_lock);
    v("seed_time_ms", seed_time_ms);
    v("public_name", public_name);
    v("registered", registered);
    v("attendance", attendance);
    v("assisted", assisted);
}

template <class V, MaybeConst<Placement> S>
void fields(V& v, S& s) {
    auto& [runner, lane] = s;
    v("runner", runner);
    v("lane", lane);
}

template <class V, MaybeConst<PlannedHeat> S>
void fields(V& v, S& s) {
    auto& [name, band, race, line, start, placements] = s;
    v("heat", name);
    v("band", band);
    v("race", race);
    v("line", line);
    v("start_time", start);
    v("placements", placements);
}

// Symbols and reading indices are numbers of the fold, not what people write: hence their names.
template <class V, MaybeConst<OfficialRow> S>
void fields(V& v, S& s) {
    auto& [runner, bib, at, evidence, confidence_milli, review, doubt, tap, identity] = s;
    v("runner", runner);
    v("bib", bib);
    v("at", at);
    v("evidence", evidence);
    v("confidence_milli", confidence_milli);
    v("review", review);
    v("doubt", doubt);
    v("tap_reading", tap);
    v("identity_reading", identity);
}

template <class V, MaybeConst<PlannedStart> S>
void fields(V& v, S& s) {
    auto& [heat, start] = s;
    v("heat", heat);
    v("start", start);
}

// ---- the rules, key by key as in meet.toml

template <class V, MaybeConst<LaneOrder> S>
void fields(V& v, S& s) {
    auto& [lanes] = s;
    v("lanes", lanes);
}

template <class V, MaybeConst<MoreHeats> S>
void fields(V& v, S& s) {
    auto& [count] = s;
    v("count", count);
}

template <class V, MaybeConst<BandRules> S>
void fields(V& v, S& s) {
    auto& [name, race, grades, ages, gender, distance_m, capacity, reserve, interval_min, earliest, line,
           minimum_finish_s, read_gate_s, lanes, no_time_beyond_years, lane_order, more_heats] = s;
    v("name", name);
    v("race", race);
    v("grades", grades);
    v("ages", ages);
    v("gender", gender);
    v("distance_m", distance_m);
    v("capacity", capacity);
    v("reserve", reserve);
    v("interval_min", interval_min);
    v("earliest", earliest);
    v("line", line);
    v("minimum_finish_s", minimum_finish_s);
    v("read_gate_s", read_gate_s);
    v("lanes", lanes);
    v("no_time_beyond_years", no_time_beyond_years);
    v("lane_order", lane_order);
    v("more_heats", more_heats);
}

template <class V, MaybeConst<LockRules> S>
void fields(V& v, S& s) {
    auto& [team, band, heat_in_band] = s;
    v("team", team);
    v("band", band);
    v("heat_in_band", heat_in_band);
}

template <class V, MaybeConst<TimingRules> S>
void fields(V& v, S& s) {
    auto& [rounding, minimum_finish_s, read_gate_s] = s;
    v("rounding", rounding);
    v("minimum_finish_s", minimum_finish_s);
    v("read_gate_s", read_gate_s);
}

template <class V, MaybeConst<HeatRules> S>
void fields(V& v, S& s) {
    auto& [first_start, latest_start, turnaround_min, chaperone_ratio, band_gap_min, assist_seats, max_assisted,
           tent_cols, tent_pitch_m, walk_m_per_min, staging_min, arrive_before_min, bands, locks, calling] = s;
    v("first_start", first_start);
    v("latest_start", latest_start);
    v("turnaround_min", turnaround_min);
    v("chaperone_ratio", chaperone_ratio);
    v("band_gap_min", band_gap_min);
    v("assist_seats", assist_seats);
    v("max_assisted", max_assisted);
    v("tent_cols", tent_cols);
    v("tent_pitch_m", tent_pitch_m);
    v("walk_m_per_min", walk_m_per_min);
    v("staging_min", staging_min);
    v("arrive_before_min", arrive_before_min);
    v("band", bands);
    v("lock", locks);
    v("calling", calling);
}

template <class V, MaybeConst<GrantRules> S>
void fields(V& v, S& s) {
    auto& [id, kind, amount, minimum, minimum_basis, include_virtual, prizes, basis, tie, not_with] = s;
    v("id", id);
    v("kind", kind);
    v("amount_usd", amount);
    v("minimum", minimum);
    v("minimum_basis", minimum_basis);
    v("include_virtual", include_virtual);
    v("prizes_usd", prizes);
    v("basis", basis);
    v("tie", tie);
    v("not_with", not_with);
}

template <class V, MaybeConst<EligibilityRules> S>
void fields(V& v, S& s) {
    auto& [no_fee_unless_exception, registered_coach, background_check, event_training] = s;
    v("no_fee_unless_exception", no_fee_unless_exception);
    v("registered_coach", registered_coach);
    v("background_check", background_check);
    v("event_training", event_training);
}

template <class V, MaybeConst<ReaderRules> S>
void fields(V& v, S& s) {
    auto& [name, type, connect, listen, line, time_zone] = s;
    v("name", name);
    v("type", type);
    v("connect", connect);
    v("listen", listen);
    v("line", line);
    v("time_zone", time_zone);
}

template <class V, MaybeConst<PrivacyRules> S>
void fields(V& v, S& s) {
    auto& [public_name, retention_days] = s;
    v("public_name", public_name);
    v("retention_days", retention_days);
}

template <class V, MaybeConst<MeetRules> S>
void fields(V& v, S& s) {
    auto& [name, date, time_zone, zone_offset_min, timing, heats, grants, eligibility, readers, privacy] = s;
    v("name", name);
    v("date", date);
    v("time_zone", time_zone);
    v("zone_offset_min", zone_offset_min);
    v("timing", timing);
    v("heats", heats);
    v("grants", grants);
    v("eligibility", eligibility);
    v("readers", readers);
    v("privacy", privacy);
}

// ---- the kinds of facts, in the order of FactBody

template <class V, MaybeConst<RulesSet> S>
void fields(V& v, S& s) {
    auto& [toml, rules] = s;
    v("toml", toml);
    v("rules", rules);
}

template <class V, MaybeConst<TeamSaved> S>
void fields(V& v, S& s) {
    auto& [team, value] = s;
    v("team", team);
    v("value", value);
}

template <class V, MaybeConst<RunnerSaved> S>
void fields(V& v, S& s) {
    auto& [runner, value] = s;
    v("runner", runner);
    v("value", value);
}

template <class V, MaybeConst<BibBound> S>
void fields(V& v, S& s) {
    auto& [bib, runner, reason] = s;
    v("bib", bib);
    v("runner", runner);
    v("reason", reason);
}

template <class V, MaybeConst<TagBound> S>
void fields(V& v, S& s) {
    auto& [tag, bib, runner, reason] = s;
    v("tag", tag);
    v("bib", bib);
    v("runner", runner);
    v("reason", reason);
}

template <class V, MaybeConst<PlanSaved> S>
void fields(V& v, S& s) {
    auto& [heats] = s;
    v("heats", heats);
}

template <class V, MaybeConst<DeviceAdded> S>
void fields(V& v, S& s) {
    auto& [device, name, role, line, team, token_hash] = s;
    v("device", device);
    v("name", name);
    v("role", role);
    v("line", line);
    v("team", team);
    v("token_hash", token_hash);
}

template <class V, MaybeConst<DeviceRevoked> S>
void fields(V& v, S& s) {
    auto& [device] = s;
    v("device", device);
}

template <class V, MaybeConst<ReadingTaken> S>
void fields(V& v, S& s) {
    auto& [device, reading] = s;
    v("device", device);
    v("reading", reading);
}

template <class V, MaybeConst<ReadingQuarantined> S>
void fields(V& v, S& s) {
    auto& [device, epoch, seq, code, bytes] = s;
    v("device", device);
    v("epoch", epoch);
    v("seq", seq);
    v("code", code);
    v("bytes", bytes);
}

template <class V, MaybeConst<ReadingConflicted> S>
void fields(V& v, S& s) {
    auto& [device, epoch, seq, bytes] = s;
    v("device", device);
    v("epoch", epoch);
    v("seq", seq);
    v("bytes", bytes);
}

template <class V, MaybeConst<ReadingVoided> S>
void fields(V& v, S& s) {
    auto& [reading, reason] = s;
    v("reading", reading);
    v("reason", reason);
}

template <class V, MaybeConst<ReadingRestored> S>
void fields(V& v, S& s) {
    auto& [reading, reason] = s;
    v("reading", reading);
    v("reason", reason);
}

template <class V, MaybeConst<TapAssigned> S>
void fields(V& v, S& s) {
    auto& [tap, bib, reason] = s;
    v("tap", tap);
    v("bib", bib);
    v("reason", reason);
}

template <class V, MaybeConst<FinishInserted> S>
void fields(V& v, S& s) {
    auto& [heat, runner, at, reason] = s;
    v("heat", heat);
    v("runner", runner);
    v("at", at);
    v("reason", reason);
}

template <class V, MaybeConst<FinishRemoved> S>
void fields(V& v, S& s) {
    auto& [heat, runner, reason] = s;
    v("heat", heat);
    v("runner", runner);
    v("reason", reason);
}

template <class V, MaybeConst<RunnerMoved> S>
void fields(V& v, S& s) {
    auto& [runner, from, to, reason] = s;
    v("runner", runner);
    v("from", from);
    v("to", to);
    v("reason", reason);
}

template <class V, MaybeConst<StatusSet> S>
void fields(V& v, S& s) {
    auto& [runner, heat, status, reason] = s;
    v("runner", runner);
    v("heat", heat);
    v("status", status);
    v("reason", reason);
}

template <class V, MaybeConst<StartSet> S>
void fields(V& v, S& s) {
    auto& [heat, at, reason] = s;
    v("heat", heat);
    v("at", at);
    v("reason", reason);
}

template <class V, MaybeConst<ChildAccounted> S>
void fields(V& v, S& s) {
    auto& [runner, reason] = s;
    v("runner", runner);
    v("reason", reason);
}

template <class V, MaybeConst<HeatMadeOfficial> S>
void fields(V& v, S& s) {
    auto& [heat, rows, digest, reason] = s;
    v("heat", heat);
    v("rows", rows);
    v("digest", digest);
    v("reason", reason);
}

template <class V, MaybeConst<HeatReopened> S>
void fields(V& v, S& s) {
    auto& [heat, reason] = s;
    v("heat", heat);
    v("reason", reason);
}

template <class V, MaybeConst<LinksKeyed> S>
void fields(V& v, S& s) {
    auto& [secret] = s;
    v("secret", secret);
}

template <class V, MaybeConst<StartsMoved> S>
void fields(V& v, S& s) {
    auto& [heats, reason] = s;
    v("heats", heats);
    v("reason", reason);
}

template <class V, MaybeConst<HeatsHeld> S>
void fields(V& v, S& s) {
    auto& [reason] = s;
    v("reason", reason);
}

template <class V, MaybeConst<HeatsResumed> S>
void fields(V& v, S& s) {
    auto& [reason] = s;
    v("reason", reason);
}

template <class V, MaybeConst<HeatCancelled> S>
void fields(V& v, S& s) {
    auto& [heat, reason] = s;
    v("heat", heat);
    v("reason", reason);
}

template <class V, MaybeConst<HeatReinstated> S>
void fields(V& v, S& s) {
    auto& [heat, reason] = s;
    v("heat", heat);
    v("reason", reason);
}

template <class V, MaybeConst<HeatAdded> S>
void fields(V& v, S& s) {
    auto& [heat, value, reason] = s;
    v("heat", heat);
    v("value", value);
    v("reason", reason);
}

template <class V, MaybeConst<HeatArranged> S>
void fields(V& v, S& s) {
    auto& [heat, start, cancelled, placements] = s;
    v("heat", heat);
    v("start", start);
    v("cancelled", cancelled);
    v("placements", placements);
}

template <class V, MaybeConst<StatusGiven> S>
void fields(V& v, S& s) {
    auto& [runner, heat, status] = s;
    v("runner", runner);
    v("heat", heat);
    v("status", status);
}

template <class V, MaybeConst<CoachesCounted> S>
void fields(V& v, S& s) {
    auto& [team, coaches] = s;
    v("team", team);
    v("coaches", coaches);
}

template <class V, MaybeConst<HeatsReplanned> S>
void fields(V& v, S& s) {
    auto& [heats, added, statuses, coaches, digest, takes_back, reason] = s;
    v("heats", heats);
    v("added", added);
    v("statuses", statuses);
    v("coaches", coaches);
    v("digest", digest);
    v("takes_back", takes_back);
    v("reason", reason);
}

template <class V, MaybeConst<CourseCleared> S>
void fields(V& v, S& s) {
    auto& [heat, reason] = s;
    v("heat", heat);
    v("reason", reason);
}

template <class V, MaybeConst<CourseReopened> S>
void fields(V& v, S& s) {
    auto& [heat, reason] = s;
    v("heat", heat);
    v("reason", reason);
}

template <class V, MaybeConst<AccountTakenBack> S>
void fields(V& v, S& s) {
    auto& [runner, reason] = s;
    v("runner", runner);
    v("reason", reason);
}

template <class V, MaybeConst<FinishWordTakenBack> S>
void fields(V& v, S& s) {
    auto& [heat, runner, reason] = s;
    v("heat", heat);
    v("runner", runner);
    v("reason", reason);
}

template <class V, MaybeConst<StartTakenBack> S>
void fields(V& v, S& s) {
    auto& [heat, reason] = s;
    v("heat", heat);
    v("reason", reason);
}

template <class V, MaybeConst<TeamAwarded> S>
void fields(V& v, S& s) {
    auto& [team, grant, amount, reason] = s;
    v("team", team);
    v("grant", grant);
    v("amount", amount);
    v("reason", reason);
}

template <class V, MaybeConst<GrantsApproved> S>
void fields(V& v, S& s) {
    auto& [by, digest, total, reason] = s;
    v("by", by);
    v("digest", digest);
    v("total", total);
    v("reason", reason);
}

template <class V, MaybeConst<ApprovalTakenBack> S>
void fields(V& v, S& s) {
    auto& [approval, reason] = s;
    v("approval", approval);
    v("reason", reason);
}

template <class V, MaybeConst<MeetClosed> S>
void fields(V& v, S& s) {
    auto& [digest, reason] = s;
    v("digest", digest);
    v("reason", reason);
}

template <class V, MaybeConst<MeetReopened> S>
void fields(V& v, S& s) {
    auto& [reason] = s;
    v("reason", reason);
}

}  // namespace heatline
