#include "engine/sightings.h"

namespace heatline {
namespace {

SeenAt seen_at(Where where) {
    switch (where) {
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
        case Where::none:
            break;
    }
    return SeenAt::nowhere;
}

void keep_later(std::optional<Observation>& held, const Observation& observation) {
    if (!held || *held < observation) held = observation;
}

class Gatherer {
public:
    explicit Gatherer(const State& state) : state_(state) {
        seen_.children.resize(state.roster->runners().size());
        seen_.teams_first.resize(state.roster->teams().size());
    }

    void take(const std::vector<ReadingIndex>& readings) {
        for (const ReadingIndex index : readings) take(state_.readings[index.index()]);
    }
    void take_words() {
        for (const auto& [key, mark] : state_.statuses) {
            ChildSeen& child = seen_.children[key.first.index()];
            child.marked = child.marked || (mark.status != Status::none && mark.status != Status::dns);
            child.dnf_or_dq = child.dnf_or_dq || mark.status == Status::dnf || mark.status == Status::dq;
        }
        for (const auto& [key, entry] : state_.entered) {
            if (!entry.removed) seen_.children[key.second.index()].marked = true;
        }
        for (const auto& [tap, bib] : state_.assigned_taps) {
            const RunnerId runner = state_.roster->owner_of_bib(bib);
            if (runner && !state_.readings[tap.index()].voided) seen_.children[runner.index()].marked = true;
        }
    }
    void count_far_off() {
        for (const StoredReading& reading : state_.readings) seen_.far_off += reading.far_off ? 1 : 0;
    }
    SeenToday done() { return std::move(seen_); }

private:
    void take(const StoredReading& reading) {
        if (reading.voided) return;
        RunnerId runner = state_.roster->owner_of_bib(reading.bib);
        if (!runner) runner = state_.roster->owner_of_tag(reading.tag);
        if (!runner) {
            ++seen_.unclaimed;
            return;
        }
        ChildSeen& child = seen_.children[runner.index()];
        const bool sighting = reading.kind == ReadingKind::sighting;
        const bool in_chute = reading.kind == ReadingKind::bib;
        const SeenAt where = sighting ? seen_at(reading.where) : in_chute ? SeenAt::chute : SeenAt::finish;
        if (where != SeenAt::tent_return && where != SeenAt::guardian)
            child.news = std::max<Seq>(child.news, reading.seq);
        if (!reading.has_at) {
            child.untimed = true;
            return;
        }
        const Observation observation{reading.at, where};
        if (!child.first || reading.at < *child.first) child.first = reading.at;
        auto& team_first = seen_.teams_first[state_.roster->runner(runner).team.index()];
        if (!team_first || reading.at < *team_first) team_first = reading.at;
        keep_later(child.last, observation);
        if (sighting || in_chute) keep_later(child.last_sighting, observation);
        child.on_course = child.on_course || where == SeenAt::start || where == SeenAt::course;
    }

    const State& state_;
    SeenToday seen_;
};

}  // namespace

SeenToday gather_sightings(const State& state) {
    Gatherer gatherer{state};
    gatherer.take(state.sightings);
    for (const LineStreams& line : state.lines) {
        gatherer.take(line.bibs);
        gatherer.take(line.selects);
        gatherer.take(line.tokens);
        gatherer.take(line.chips);
    }
    gatherer.take_words();
    gatherer.count_far_off();
    return gatherer.done();
}

bool went_on_course(const SeenToday& seen, RunnerId runner, TeamId team, Instant gun) {
    const auto& child_first = seen.children[runner.index()].first;
    if (child_first && *child_first <= gun) return true;
    const auto& team_first = seen.teams_first[team.index()];
    return !team_first || *team_first > gun;
}

}  // namespace heatline
