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

// The latest thing known about where the child is, and whether a finish is what says so.
struct Latest {
    Observation observation;
    bool by_finish = false;
};

std::optional<Latest> latest(const ChildDay& day) {
    std::optional<Latest> held;
    const auto consider = [&](Observation observation, bool by_finish) {
        if (!held || held->observation < observation) held = Latest{observation, by_finish};
    };
    for (const StartedHeat& heat : day.started) {
        if (heat.went) consider({heat.gun, SeenAt::course}, false);
    }
    const auto& sighting = day.seen->last_sighting;
    if (day.finished && !day.finish_at && (!sighting || !is_return(sighting->where))) {
        // Without a time, a finish is still later than anything but a return.
        const Instant at = std::max(sighting ? sighting->at : Instant{}, held ? held->observation.at : Instant{});
        return Latest{{at, SeenAt::finish}, true};
    }
    if (sighting) consider(*sighting, false);
    if (day.finished && day.finish_at) consider({*day.finish_at, SeenAt::finish}, true);
    return held;
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

    const Status status = day.started.empty() ? day.status_before_gun : day.started.back().status;
    bool dnf_or_dq = status == Status::dnf || status == Status::dq;
    bool marked = status != Status::none && status != Status::dns;
    bool official = false;
    Seq news = std::max(day.seen->news, day.finish_seq);
    for (const StartedHeat& heat : day.started) {
        official = official || heat.official;
        dnf_or_dq = dnf_or_dq || heat.status == Status::dnf || heat.status == Status::dq;
        marked = marked || (heat.status != Status::none && heat.status != Status::dns);
        if (heat.went) news = std::max(news, heat.gun_seq);
    }
    const bool observed = day.seen->first || day.seen->untimed || day.finished || day.crossed_and_dq;
    row.seen = observed || marked;
    row.started = day.seen->on_course || day.finished || day.crossed_and_dq || dnf_or_dq;
    row.finished = day.finished || day.crossed_and_dq;

    const std::optional<Latest> last = latest(day);
    if (last) row.state = state_after(last->observation.where);
    if (row.state == ChildState::finished && !day.finished && !day.crossed_and_dq) row.flagged = true;
    if (day.finish_beats_status) row.flagged = true;

    const bool back_or_cared_for = row.state == ChildState::returned || row.state == ChildState::medical;
    if (!back_or_cared_for && !day.finish_beats_status) {
        if (status == Status::dnf) row.state = ChildState::dnf;
        if (status == Status::dns) row.state = ChildState::dns;
        if (status == Status::withdrawn) row.state = ChildState::withdrawn;
    }
    if (official && !observed && status == Status::none) row.state = ChildState::dns;

    const bool closed_by_person = day.accounted != 0 && news <= day.accounted;
    row.accounted = row.state == ChildState::returned || row.state == ChildState::withdrawn ||
                    (row.state == ChildState::dns && !observed) || closed_by_person;
    return row;
}

}  // namespace heatline
