#include "engine/race_day/day.h"

#include <algorithm>

namespace heatline::race_day {
namespace {

bool counts(Status status, bool cancelled) { return status != Status::none && !(cancelled && status == Status::dns); }

Status status_of(const Outcome& outcome) {
    if (std::holds_alternative<outcome::Dnf>(outcome)) return Status::dnf;
    if (std::holds_alternative<outcome::Dns>(outcome)) return Status::dns;
    if (std::holds_alternative<outcome::Dq>(outcome)) return Status::dq;
    if (std::holds_alternative<outcome::Withdrawn>(outcome)) return Status::withdrawn;
    return Status::none;
}

}  // namespace

Day day_of(const State& state) {
    Day day;
    day.rules = state.rules;
    day.roster = state.roster;
    auto bibs = std::make_shared<std::vector<std::string>>();
    bibs->reserve(state.roster->runners().size());
    for (std::size_t i = 0; i < state.roster->runners().size(); ++i)
        bibs->emplace_back(state.symbols.text(state.roster->bib_of(RunnerId{i})));
    day.bibs = std::move(bibs);
    for (const Heat& heat : state.heats) {
        const bool started = gun_of(state, heat.symbol).has_value() || heat.official;
        day.heats.push_back(
            {heat.name, heat.band, heat.planned, started, heat.cancelled && !started, &heat.placements, {}});
    }
    for (const auto& [key, mark] : state.statuses) {  // By runner.
        DayHeat& heat = day.heats[key.second.index()];
        const auto& heats = state.heats_of[key.first.index()];
        const bool placed = std::find(heats.begin(), heats.end(), key.second) != heats.end();
        if (!heat.started && placed && counts(mark.status, heat.cancelled))
            heat.gone.emplace_back(key.first, mark.status);
    }
    day.held_since = state.held_since;
    day.closed = state.closed.has_value();
    return day;
}

Day day_of(const Snapshot& snapshot) {
    Day day;
    day.rules = snapshot.rules;
    day.roster = snapshot.roster;
    day.bibs = snapshot.bibs;
    for (const auto& picture : snapshot.heats) {
        const bool started = picture->start.has_value() || picture->state == HeatState::official;
        const bool cancelled = picture->state == HeatState::cancelled;
        day.heats.push_back(
            {picture->name, picture->band, picture->planned, started, cancelled, &picture->placements, {}});
        if (started) continue;
        auto& gone = day.heats.back().gone;
        for (const ResultRow& row : picture->rows) {
            const Status status = status_of(row.outcome);
            if (row.runner && counts(status, cancelled)) gone.emplace_back(row.runner, status);
        }
        std::sort(gone.begin(), gone.end());
    }
    day.held_since = snapshot.held_since;
    day.closed = snapshot.closed.has_value();
    return day;
}

}  // namespace heatline::race_day
