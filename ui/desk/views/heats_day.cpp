#include "ui/desk/views/heats_day.h"

#include <algorithm>

#include "engine/heats/tent.h"

namespace heatline::ui {
namespace {

heats::PlanChild child_of(const Runner& runner, const std::string& bib, std::size_t index) {
    heats::PlanChild child;
    child.key = bib.empty() ? "#" + std::to_string(index) : bib;
    child.team = runner.team.value;
    child.grade = runner.grade;
    child.age = runner.age;
    child.gender = runner.gender;
    child.races = runner.races;
    child.assisted = runner.assisted;
    child.family = runner.sibling_group.value;
    child.heat_lock = runner.heat_lock;
    child.seed_time_ms = runner.seed_time_ms;
    return child;
}

}  // namespace

HeatsDay heats_day(const Snapshot& snapshot) {
    HeatsDay day;
    day.meet = race_day::day_of(snapshot);
    day.input.rules = snapshot.rules->heats;
    for (const Team& team : snapshot.roster->teams()) {
        // As the plan has it: a roster that says nothing of coaches does not limit the team.
        const auto coaches = team.coaches > 0 ? std::optional{team.coaches} : std::nullopt;
        day.input.teams.push_back({team.name, team.tent_row, team.tent_col, coaches});
    }
    const auto& runners = snapshot.roster->runners();
    for (std::size_t i = 0; i < runners.size(); ++i) {
        day.input.children.push_back(child_of(runners[i], (*snapshot.bibs)[i], i));
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
