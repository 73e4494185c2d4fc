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

void take(const State& state, const StoredReading& reading, SeenToday& seen) {
    if (reading.voided) return;
    RunnerId runner = state.roster->owner_of_bib(reading.bib);
    if (!runner) runner = state.roster->owner_of_tag(reading.tag);
    if (!runner) {
        ++seen.unclaimed;
        return;
    }
    ChildSeen& child = seen.children[runner.index()];
    const bool sighting = reading.kind == ReadingKind::sighting;
    const bool in_chute = reading.kind == ReadingKind::bib;
    const SeenAt where = sighting ? seen_at(reading.where) : in_chute ? SeenAt::chute : SeenAt::finish;
    if (where != SeenAt::tent_return && where != SeenAt::guardian) child.news = std::max<Seq>(child.news, reading.seq);
    if (!reading.has_at) {
        child.untimed = true;
        return;
    }
    const Observation observation{reading.at, where};
    if (!child.first || reading.at < *child.first) child.first = reading.at;
    auto& team_first = seen.teams_first[state.roster->runner(runner).team.index()];
    if (!team_first || reading.at < *team_first) team_first = reading.at;
    keep_later(child.last, observation);
    if (sighting || in_chute) keep_later(child.last_sighting, observation);
    child.on_course = child.on_course || where == SeenAt::start || where == SeenAt::course;
}

// What people said that is no reading.
void take_words(const State& state, SeenToday& seen) {
    for (const auto& [key, mark] : state.statuses) {
        ChildSeen& child = seen.children[key.first.index()];
        child.marked = child.marked || (mark.status != Status::none && mark.status != Status::dns);
        child.dnf_or_dq = child.dnf_or_dq || mark.status == Status::dnf || mark.status == Status::dq;
    }
    for (const auto& [key, entry] : state.entered) {
        if (!entry.removed) seen.children[key.second.index()].marked = true;
    }
    for (const auto& [tap, bib] : state.assigned_taps) {
        const RunnerId runner = state.roster->owner_of_bib(bib);
        if (runner && !state.readings[tap.index()].voided) seen.children[runner.index()].marked = true;
    }
}

constexpr std::size_t kStreamsALine = 4;

}  // namespace

SeenToday Sightings::update(const State& state) {
    if (roster_edited_ != state.roster_edited || naming_changed_ != state.naming_changed) begin_anew(state);
    taken_.resize(1 + kStreamsALine * state.lines.size());
    take_new(state, state.sightings, taken_[0]);
    for (std::size_t i = 0; i < state.lines.size(); ++i) {
        const LineStreams& line = state.lines[i];
        std::size_t stream = 1 + kStreamsALine * i;
        for (const auto* readings : {&line.bibs, &line.selects, &line.tokens, &line.chips}) {
            take_new(state, *readings, taken_[stream++]);
        }
    }
    SeenToday seen = by_readings_;
    take_words(state, seen);
    return seen;
}

void Sightings::begin_anew(const State& state) {
    by_readings_ = {};
    by_readings_.children.resize(state.roster->runners().size());
    by_readings_.teams_first.resize(state.roster->teams().size());
    taken_.assign(taken_.size(), 0);
    roster_edited_ = state.roster_edited;
    naming_changed_ = state.naming_changed;
}

void Sightings::take_new(const State& state, const std::vector<ReadingIndex>& readings, std::size_t& taken) {
    for (; taken < readings.size(); ++taken) take(state, state.readings[readings[taken].index()], by_readings_);
}

bool went_on_course(const SeenToday& seen, RunnerId runner, TeamId team, Instant gun) {
    const auto& child_first = seen.children[runner.index()].first;
    if (child_first && *child_first <= gun) return true;
    const auto& team_first = seen.teams_first[team.index()];
    return !team_first || *team_first > gun;
}

}  // namespace heatline
