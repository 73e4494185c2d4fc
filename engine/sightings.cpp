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

void keep_earlier(std::optional<Instant>& held, const std::optional<Instant>& at) {
    if (at && (!held || *at < *held)) held = at;
}

// Adds one reading to what is known under a name.
void add(ChildSeen& seen, const StoredReading& reading) {
    const bool sighting = reading.kind == ReadingKind::sighting;
    const bool in_chute = reading.kind == ReadingKind::bib;
    const SeenAt where = sighting ? seen_at(reading.where) : in_chute ? SeenAt::chute : SeenAt::finish;
    if (where != SeenAt::tent_return && where != SeenAt::guardian) seen.news = std::max<Seq>(seen.news, reading.seq);
    if (!reading.has_at) {
        seen.untimed = true;
        return;
    }
    const Observation observation{reading.at, where};
    keep_earlier(seen.first, reading.at);
    keep_later(seen.last, observation);
    if (sighting || in_chute) keep_later(seen.last_sighting, observation);
    seen.on_course = seen.on_course || where == SeenAt::start || where == SeenAt::course;
}

// Adds all that is known under a name to the child who has the name now.
void add(ChildSeen& child, const ChildSeen& named) {
    keep_earlier(child.first, named.first);
    if (named.last) keep_later(child.last, *named.last);
    if (named.last_sighting) keep_later(child.last_sighting, *named.last_sighting);
    child.untimed = child.untimed || named.untimed;
    child.on_course = child.on_course || named.on_course;
    child.news = std::max(child.news, named.news);
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
    if (naming_voided_ != state.naming_voided) begin_anew(state);
    taken_.resize(1 + kStreamsALine * state.lines.size());
    take_new(state, state.sightings, taken_[0]);
    for (std::size_t i = 0; i < state.lines.size(); ++i) {
        const LineStreams& line = state.lines[i];
        std::size_t stream = 1 + kStreamsALine * i;
        for (const auto* readings : {&line.bibs, &line.selects, &line.tokens, &line.chips}) {
            take_new(state, *readings, taken_[stream++]);
        }
    }

    const Roster& roster = *state.roster;
    SeenToday seen;
    seen.children.resize(roster.runners().size());
    seen.teams_first.resize(roster.teams().size());
    const auto hand_over = [&](RunnerId runner, const Named& named) {
        if (named.readings == 0) return;
        if (runner) {
            add(seen.children[runner.index()], named.seen);
        } else {
            seen.unclaimed += named.readings;
        }
    };
    for (std::size_t i = 0; i < by_bib_.size(); ++i) hand_over(roster.owner_of_bib(Symbol{i}), by_bib_[i]);
    for (std::size_t i = 0; i < by_tag_.size(); ++i) hand_over(roster.owner_of_tag(Symbol{i}), by_tag_[i]);
    for (const ReadingIndex index : with_bib_and_tag_) {
        const StoredReading& reading = state.readings[index.index()];
        Named named;
        named.readings = 1;
        add(named.seen, reading);
        const RunnerId owner = roster.owner_of_bib(reading.bib);
        hand_over(owner ? owner : roster.owner_of_tag(reading.tag), named);
    }
    for (std::size_t i = 0; i < seen.children.size(); ++i) {
        keep_earlier(seen.teams_first[roster.brief(RunnerId{i}).team.index()], seen.children[i].first);
    }
    take_words(state, seen);
    return seen;
}

void Sightings::begin_anew(const State& state) {
    by_bib_.clear();
    by_tag_.clear();
    with_bib_and_tag_.clear();
    taken_.assign(taken_.size(), 0);
    naming_voided_ = state.naming_voided;
}

void Sightings::take_new(const State& state, const std::vector<ReadingIndex>& readings, std::size_t& taken) {
    for (; taken < readings.size(); ++taken) {
        const StoredReading& reading = state.readings[readings[taken].index()];
        if (reading.voided) continue;
        if (reading.bib && reading.tag) {
            with_bib_and_tag_.push_back(readings[taken]);
            continue;
        }
        const Symbol name = reading.bib ? reading.bib : reading.tag;
        std::vector<Named>& by_name = reading.bib ? by_bib_ : by_tag_;
        if (by_name.size() <= name.index()) by_name.resize(name.index() + 1);
        Named& named = by_name[name.index()];
        ++named.readings;
        add(named.seen, reading);
    }
}

bool went_on_course(const SeenToday& seen, RunnerId runner, TeamId team, Instant gun) {
    const auto& child_first = seen.children[runner.index()].first;
    if (child_first && *child_first <= gun) return true;
    const auto& team_first = seen.teams_first[team.index()];
    return !team_first || *team_first > gun;
}

}  // namespace heatline
