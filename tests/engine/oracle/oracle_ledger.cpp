// The oracle's ledger: where each child is, from everything that was said of it.

#include <algorithm>

#include "tests/engine/oracle/each_fact.h"
#include "tests/engine/oracle/oracle.h"

namespace heatline::test {
namespace {

bool returned(Where where) { return where == Where::tent_return || where == Where::guardian; }

// Whether this reading tells where the child is, and not only that somebody read its number.
bool is_sighting(const Reading& reading) {
    return reading.kind == ReadingKind::sighting || reading.kind == ReadingKind::bib;
}

SeenAt place_of(const Reading& reading) {
    if (reading.kind == ReadingKind::bib) return SeenAt::chute;
    if (reading.kind != ReadingKind::sighting) return SeenAt::finish;
    switch (reading.where) {
        case Where::none:
            return SeenAt::nowhere;
        case Where::tent:
            return SeenAt::tent;
        case Where::staging:
            return SeenAt::staging;
        case Where::start:
            return SeenAt::start;
        case Where::course:
            return SeenAt::course;
        case Where::chute:
            return SeenAt::chute;
        case Where::medical:
            return SeenAt::medical;
        case Where::tent_return:
            return SeenAt::tent_return;
        case Where::guardian:
            return SeenAt::guardian;
    }
    return SeenAt::nowhere;
}

ChildState state_when_seen(SeenAt where) {
    if (where == SeenAt::tent) return ChildState::checked_in;
    if (where == SeenAt::staging) return ChildState::staged;
    if (where == SeenAt::start || where == SeenAt::course) return ChildState::on_course;
    if (where == SeenAt::chute || where == SeenAt::finish) return ChildState::finished;
    if (where == SeenAt::medical) return ChildState::medical;
    if (where == SeenAt::tent_return || where == SeenAt::guardian) return ChildState::returned;
    return ChildState::registered;
}

// Whether the second of two signs of a child is the later one; at one instant, the one further along its way.
bool later(Instant at_a, SeenAt a, Instant at_b, SeenAt b) { return at_a < at_b || (at_a == at_b && a < b); }

}  // namespace

// The last in the journal that says where the child is, and is not that it came back.
Seq Oracle::last_sign_of(RunnerId runner) const {
    Seq last = 0;
    for (const Said& said : readings_) {
        const bool back = said.reading.kind == ReadingKind::sighting && returned(said.reading.where);
        if (names(said, runner) && !back) last = said.seq;
    }
    return last;
}

// Marked as not there, and not seen since.
bool Oracle::away(RunnerId runner, HeatId heat) const {
    const Mark m = mark(runner, heat);
    return (m.status == Status::dns || m.status == Status::withdrawn) && last_sign_of(runner) <= m.seq;
}

// The finish that stands for this child: of the heat started last, and there the latest.
Oracle::Standing Oracle::standing(RunnerId runner) const {
    Standing best;
    for (std::size_t h = 0; h < heats_.size(); ++h) {
        for (const OracleRow& row : results(HeatId{h})) {
            if (row.runner != runner || !row.counts_as_finish) continue;
            for (const Finish& finish : finishes_[h]) {
                if (finish.runner != runner) continue;
                const auto started = gun(HeatId{h});
                if (best.finish && (best.gun > started || (best.gun == started && best.finish->at > finish.at)))
                    continue;
                best = {&finish, started, row.status == "dq", row.doubt == Doubt::after_status};
            }
        }
    }
    return best;
}

LedgerRow Oracle::ledger(RunnerId runner) const {
    LedgerRow row;
    row.runner = runner;
    const auto placed_in = heats_of(runner);
    const auto started = started_heats_of(runner);
    if (!placed_in.empty()) row.heat = started.empty() ? placed_in.front() : started.back();

    // Last seen: by any reading with an instant, or at the finish.
    const Standing stands = standing(runner);
    for (const Said& said : readings_) {
        if (!names(said, runner) || !said.reading.at) continue;
        const SeenAt where = place_of(said.reading);
        if (row.last_seen_at && !later(*row.last_seen_at, row.last_seen_where, *said.reading.at, where)) continue;
        row.last_seen_at = said.reading.at;
        row.last_seen_where = where;
    }
    if (stands.finish && stands.finish->at && (!row.last_seen_at || *row.last_seen_at < *stands.finish->at)) {
        row.last_seen_at = stands.finish->at;
        row.last_seen_where = SeenAt::finish;
    }
    if (runners_[runner.index()].attendance == Attendance::virtually) {
        row.state = ChildState::virtually;
        row.accounted = true;
        return row;
    }

    row.finished = stands.finish != nullptr;
    row.seen = read_of(runner) || marked(runner) || row.finished;
    row.started = row.finished || has_mark(runner, Status::dnf) || has_mark(runner, Status::dq);
    for (const Said& said : readings_) {
        const bool there = said.reading.where == Where::start || said.reading.where == Where::course;
        if (names(said, runner) && said.reading.kind == ReadingKind::sighting && there && said.reading.at)
            row.started = true;
    }

    // The latest sign by instant.
    std::optional<Instant> at;
    SeenAt where = SeenAt::nowhere;
    const auto consider = [&](Instant sign, SeenAt sign_where) {
        if (at && !later(*at, where, sign, sign_where)) return;
        at = sign;
        where = sign_where;
    };
    std::optional<Instant> last_gun;  // That sent the child on the course.
    Seq news = std::max(last_sign_of(runner), stands.finish ? told(*stands.finish) : 0);
    for (const HeatId heat : started) {
        if (away(runner, heat) || !on_course_at_gun(runner, *gun(heat))) continue;
        consider(*gun(heat), SeenAt::course);
        last_gun = gun(heat);
        news = std::max(news, gun_heard(heat));
    }
    for (const Said& said : readings_) {
        if (names(said, runner) && is_sighting(said.reading) && said.reading.at)
            consider(*said.reading.at, place_of(said.reading));
    }
    if (stands.finish && stands.finish->at) consider(*stands.finish->at, SeenAt::finish);
    if (stands.finish && !stands.finish->at) {
        // Later than its gun and any sighting but a return; a later gun is later.
        const bool ran_again = last_gun && stands.gun && *last_gun > *stands.gun;
        const bool back = where == SeenAt::tent_return || where == SeenAt::guardian;
        if (!ran_again && !(back && *at > *stands.gun)) where = SeenAt::finish;
    }
    row.state = state_when_seen(where);

    Mark m;
    if (!placed_in.empty()) m = mark(runner, row.heat);
    const bool is_away = m.status == Status::dns || m.status == Status::withdrawn;
    bool beaten = is_away && last_sign_of(runner) > m.seq;
    if ((is_away || m.status == Status::dnf) && stands.finish && !stands.dq) {
        const bool of_earlier_heat = placed(runner, stands.finish->heat) && stands.finish->heat != row.heat;
        if (!of_earlier_heat && finish_beats(*stands.finish, m)) beaten = true;
    }
    row.flagged = beaten || stands.after_status || (row.state == ChildState::finished && !row.finished);
    if (!beaten && row.state != ChildState::returned && row.state != ChildState::medical) {
        if (m.status == Status::dnf) row.state = ChildState::dnf;
        if (m.status == Status::dns) row.state = ChildState::dns;
        if (m.status == Status::withdrawn) row.state = ChildState::withdrawn;
    }
    bool will_run = placed_in.empty();  // Or may still be placed.
    for (const HeatId heat : placed_in) will_run = will_run || !cancelled(heat);
    if (!started.empty() ? official_since(row.heat) != 0 : !will_run) {
        if (!row.seen) row.state = ChildState::dns;
    }

    Seq closed = 0;
    each<ChildAccounted>(facts_, [&](const auto& f, Seq seq) { closed = f.runner == runner ? seq : closed; });
    each<AccountTakenBack>(facts_, [&](const auto& f, Seq seq) {
        if (f.runner == runner && seq > closed) closed = 0;
    });
    row.accounted = row.state == ChildState::returned || row.state == ChildState::withdrawn ||
                    (row.state == ChildState::dns && !row.seen) || (closed != 0 && closed >= news);
    return row;
}

}  // namespace heatline::test
