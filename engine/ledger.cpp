#include "engine/ledger.h"

#include <algorithm>

namespace heatline {
namespace {

ChildState state_after(SeenAt where) {
    switch (where) {
        case SeenAt::nowhere:
            return ChildState::registered;
        case SeenAt::tent:
            return ChildState::checked_in;
        case SeenAt::staging:
            return ChildState::staged;
        case SeenAt::start:
        case SeenAt::course:
            return ChildState::on_course;
        case SeenAt::chute:
        case SeenAt::finish:
            return ChildState::finished;
        case SeenAt::medical:
            return ChildState::medical;
        case SeenAt::tent_return:
        case SeenAt::guardian:
            return ChildState::returned;
    }
    return ChildState::registered;
}

bool is_return(SeenAt where) { return where == SeenAt::tent_return || where == SeenAt::guardian; }

// A finish without a time, as an observation.
Observation untimed_finish(const ChildDay& day) {
    const Instant gun = day.finish_gun.value_or(Instant{});
    const auto& sighting = day.seen->last_sighting;
    const bool ran_again =
        std::any_of(day.started.begin(), day.started.end(), [&](const auto& h) { return h.went && h.gun > gun; });
    const bool sighting_is_no_news = !sighting || sighting->at < gun || is_return(sighting->where);
    return {ran_again || sighting_is_no_news ? gun : sighting->at, SeenAt::finish};
}

// The latest thing known about where the child is.
std::optional<Observation> latest(const ChildDay& day) {
    std::optional<Observation> held;
    const auto consider = [&](Observation observation) {
        if (!held || *held < observation) held = observation;
    };
    for (const StartedHeat& heat : day.started) {
        if (heat.went) consider({heat.gun, SeenAt::course});
    }
    if (day.seen->last_sighting) consider(*day.seen->last_sighting);
    if (day.finished || day.crossed_and_dq) {
        consider(day.finish_at ? Observation{*day.finish_at, SeenAt::finish} : untimed_finish(day));
    }
    return held;
}

// Whether the child's finish came after what somebody set for the heat it started last. A finish of an earlier heat
// of the child's says nothing about that heat; one in a heat it was not entered in does.
bool finish_beats(const ChildDay& day, Seq status_seq) {
    if (!day.finished || day.finish_seq < status_seq) return false;
    return std::none_of(day.started.begin(), day.started.end(), [&](const StartedHeat& heat) {
        return heat.heat == day.finish_heat && heat.heat != day.started.back().heat;
    });
}

}  // namespace

LedgerRow ledger_row(const ChildDay& day) {
    LedgerRow row;
    row.runner = day.runner;
    row.heat = day.started.empty() ? day.first_heat : day.started.back().heat;
    if (day.seen->last) {
        row.last_seen_at = day.seen->last->at;
        row.last_seen_where = day.seen->last->where;
    }
    if (day.finish_at && (!row.last_seen_at || *row.last_seen_at < *day.finish_at)) {
        row.last_seen_at = day.finish_at;
        row.last_seen_where = SeenAt::finish;
    }
    if (day.virtually) {
        row.state = ChildState::virtually;
        row.accounted = true;
        return row;
    }

    Status status = day.started.empty() ? day.status_before_gun : day.started.back().status;
    const Seq status_seq = day.started.empty() ? day.status_before_gun_seq : day.started.back().status_seq;
    const bool over = day.started.empty() ? day.all_cancelled : day.started.back().official;
    Seq news = std::max(day.seen->news, day.finish_seq);
    for (const StartedHeat& heat : day.started) {
        if (heat.went) news = std::max(news, heat.gun_seq);
    }
    row.finished = day.finished || day.crossed_and_dq;
    row.seen = day.seen->first || day.seen->untimed || day.seen->marked || row.finished;
    row.started = day.seen->on_course || row.finished || day.seen->dnf_or_dq;

    const bool said_away = status == Status::dns || status == Status::withdrawn;
    const bool can_be_beaten = said_away || status == Status::dnf;
    const bool beaten = (can_be_beaten && finish_beats(day, status_seq)) || (said_away && day.seen->news > status_seq);
    if (beaten) status = Status::none;

    if (const auto last = latest(day)) row.state = state_after(last->where);
    row.flagged = beaten || day.finish_after_status || (row.state == ChildState::finished && !row.finished);

    const bool back_or_cared_for = row.state == ChildState::returned || row.state == ChildState::medical;
    if (!back_or_cared_for) {
        if (status == Status::dnf) row.state = ChildState::dnf;
        if (status == Status::dns) row.state = ChildState::dns;
        if (status == Status::withdrawn) row.state = ChildState::withdrawn;
    }
    if (over && !row.seen) row.state = ChildState::dns;

    const bool closed_by_person = day.accounted != 0 && news <= day.accounted;
    row.accounted = row.state == ChildState::returned || row.state == ChildState::withdrawn ||
                    (row.state == ChildState::dns && !row.seen) || closed_by_person;
    return row;
}

}  // namespace heatline
