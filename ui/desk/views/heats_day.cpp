#include "ui/desk/views/heats_day.h"

#include <algorithm>

#include "engine/heats/tent.h"
#include "engine/race_day/plan_input.h"

namespace heatline::ui {
HeatsDay heats_day(const Snapshot& snapshot) {
    HeatsDay day;
    day.meet = race_day::day_of(snapshot);
    day.input.rules = snapshot.rules->heats;
    for (const Team& team : snapshot.roster->teams()) day.input.teams.push_back(race_day::plan_team(team));
    const auto& runners = snapshot.roster->runners();
    for (std::size_t i = 0; i < runners.size(); ++i) {
        day.input.children.push_back(race_day::plan_child(runners[i], RunnerId{i}, (*snapshot.bibs)[i]));
        const LedgerRow& row = (*snapshot.ledger)[i];
        day.absent.push_back(row.state == ChildState::withdrawn || row.state == ChildState::virtually ||
                             (row.state == ChildState::dns && !row.seen));
    }
    const std::vector<std::int64_t> positions = heats::tent_positions(day.input.rules, day.input.teams);
    for (const auto& heat : snapshot.heats) {
        heats::PlannedHeatOut& planned = day.heats.emplace_back();
        planned.band = heat->band;
        planned.race = heat->race;
        planned.start = heat->planned;
        std::optional<Instant> call;
        for (const Placement& placement : heat->placements) {
            const TeamId team = snapshot.roster->brief(placement.runner).team;
            const Instant leaves = heats::call_time(day.input.rules, positions[team.index()], heat->planned);
            planned.children.push_back(placement.runner.value);
            call = call ? std::min(*call, leaves) : leaves;
        }
        day.call.push_back(call);
        day.cancelled.push_back(heat->state == HeatState::cancelled);
    }
    return day;
}

heats::RaceDay HeatsDay::at(Instant now) const {
    return {input, heats, race_day::called_heats(meet, now), cancelled, absent, {}};
}

}  // namespace heatline::ui
