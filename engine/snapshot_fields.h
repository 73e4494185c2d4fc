#pragma once
// snapshot_fields: the one list of the fields of every struct of a snapshot, as fields.h is for facts.
//
// A snapshot is never kept: it goes from a server to a command of the same version, so the order here may change. The
// bindings name every member, so one that is missing does not compile. Pure; any thread.

#include "engine/fields.h"
#include "engine/snapshot.h"

namespace heatline {

template <class V, MaybeConst<Finish> S>
void fields(V& v, S& s) {
    auto& [heat, runner, bib, at, evidence, confidence_milli, review, doubt, tap, identity] = s;
    v("heat", heat);
    v("runner", runner);
    v("bib", bib);
    v("at", at);
    v("evidence", evidence);
    v("confidence_milli", confidence_milli);
    v("review", review);
    v("doubt", doubt);
    v("tap", tap);
    v("identity", identity);
}

template <class V, MaybeConst<outcome::Finished> S>
void fields(V& v, S& s) {
    auto& [at, elapsed_us, place] = s;
    v("at", at);
    v("elapsed_us", elapsed_us);
    v("place", place);
}

template <class V, MaybeConst<outcome::Dq> S>
void fields(V& v, S& s) {
    auto& [crossed] = s;
    v("crossed", crossed);
}

template <class V, MaybeConst<ResultRow> S>
void fields(V& v, S& s) {
    auto& [runner, bib, outcome, evidence, confidence_milli, review, doubt, tap, identity, finish] = s;
    v("runner", runner);
    v("bib", bib);
    v("outcome", outcome);
    v("evidence", evidence);
    v("confidence_milli", confidence_milli);
    v("review", review);
    v("doubt", doubt);
    v("tap", tap);
    v("identity", identity);
    v("finish", finish);
}

template <class V, MaybeConst<HeatCounts> S>
void fields(V& v, S& s) {
    auto& [registered, checked_in, on_course, finished, returned, review] = s;
    v("registered", registered);
    v("checked_in", checked_in);
    v("on_course", on_course);
    v("finished", finished);
    v("returned", returned);
    v("review", review);
}

template <class V, MaybeConst<ReadingSource> S>
void fields(V& v, S& s) {
    auto& [device, epoch, seq, kind] = s;
    v("device", device);
    v("epoch", epoch);
    v("seq", seq);
    v("kind", kind);
}

template <class V, MaybeConst<FinishTrail> S>
void fields(V& v, S& s) {
    auto& [tap, identity, said] = s;
    v("tap", tap);
    v("identity", identity);
    v("said", said);
}

template <class V, MaybeConst<HeatPicture> S>
void fields(V& v, S& s) {
    auto& [heat, name, race, band, state, planned, start, gun_seq, course_clear, counts, rows, finishes, trails, digest,
           placements] = s;
    v("heat", heat);
    v("name", name);
    v("race", race);
    v("band", band);
    v("state", state);
    v("planned", planned);
    v("start", start);
    v("gun_seq", gun_seq);
    v("course_clear", course_clear);
    v("counts", counts);
    v("rows", rows);
    v("finishes", finishes);
    v("trails", trails);
    v("digest", digest);
    v("placements", placements);
}

template <class V, MaybeConst<LedgerRow> S>
void fields(V& v, S& s) {
    auto& [runner, heat, state, accounted, flagged, seen, started, finished, last_seen_at, last_seen_where] = s;
    v("runner", runner);
    v("heat", heat);
    v("state", state);
    v("accounted", accounted);
    v("flagged", flagged);
    v("seen", seen);
    v("started", started);
    v("finished", finished);
    v("last_seen_at", last_seen_at);
    v("last_seen_where", last_seen_where);
}

template <class V, MaybeConst<TeamCounts> S>
void fields(V& v, S& s) {
    auto& [registered, checked_in, started, finished, virtuals, finished_unregistered] = s;
    v("registered", registered);
    v("checked_in", checked_in);
    v("started", started);
    v("finished", finished);
    v("virtuals", virtuals);
    v("finished_unregistered", finished_unregistered);
}

template <class V, MaybeConst<GrantStatement> S>
void fields(V& v, S& s) {
    auto& [team, grant, counts, eligible, reasons, amount, award_reason, awarded] = s;
    v("team", team);
    v("grant", grant);
    v("counts", counts);
    v("eligible", eligible);
    v("reasons", reasons);
    v("amount", amount);
    v("award_reason", award_reason);
    v("awarded", awarded);
}

template <class V, MaybeConst<Grants> S>
void fields(V& v, S& s) {
    auto& [statements, total, digest] = s;
    v("statements", statements);
    v("total", total);
    v("digest", digest);
}

template <class V, MaybeConst<Closed> S>
void fields(V& v, S& s) {
    auto& [at, digest] = s;
    v("at", at);
    v("digest", digest);
}

template <class V, MaybeConst<Approval> S>
void fields(V& v, S& s) {
    auto& [seq, at, by, digest, total] = s;
    v("seq", seq);
    v("at", at);
    v("by", by);
    v("digest", digest);
    v("total", total);
}

template <class V, MaybeConst<Totals> S>
void fields(V& v, S& s) {
    auto& [teams, runners, registered, checked_in, on_course, finished, returned, accounted, unaccounted, unplaced,
           review, readings, quarantined, unclaimed, far_off] = s;
    v("teams", teams);
    v("runners", runners);
    v("registered", registered);
    v("checked_in", checked_in);
    v("on_course", on_course);
    v("finished", finished);
    v("returned", returned);
    v("accounted", accounted);
    v("unaccounted", unaccounted);
    v("unplaced", unplaced);
    v("review", review);
    v("readings", readings);
    v("quarantined", quarantined);
    v("unclaimed", unclaimed);
    v("far_off", far_off);
}

}  // namespace heatline
