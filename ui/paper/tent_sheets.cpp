#include "ui/paper/tent_sheets.h"

#include <algorithm>
#include <map>

#include "engine/heats/tent.h"
#include "engine/race_day/day.h"
#include "ui/format.h"
#include "ui/paper/reports.h"

namespace heatline::ui {
namespace {

struct Counts {
    std::int64_t children = 0, assisted = 0;
};

}  // namespace

Table tent_sheets(const Snapshot& snapshot) {
    Table table;
    table.columns = {{"team"},
                     {"tent"},
                     {"heat"},
                     {"race"},
                     {"band"},
                     {"arrive_by", ColumnKind::instant},
                     {"call_time", ColumnKind::instant},
                     {"start_time", ColumnKind::instant},
                     {"children", ColumnKind::integer},
                     {"assisted", ColumnKind::integer}};
    const MeetRules& rules = *snapshot.rules;
    const race_day::Day day = race_day::day_of(snapshot);
    std::vector<heats::PlanTeam> teams;
    for (const Team& team : snapshot.roster->teams()) teams.push_back({team.name, team.tent_row, team.tent_col, {}});
    const std::vector<std::int64_t> positions = heats::tent_positions(rules.heats, teams);
    std::map<std::pair<std::int64_t, TeamId>, std::vector<Row>> rows;
    for (const HeatPicture* heat : heats_in_order(snapshot)) {
        if (heat->state == HeatState::cancelled) continue;
        const auto& gone = day.heats[heat->heat.index()].gone;
        std::map<TeamId, Counts> there;
        for (const Placement& placement : heat->placements) {
            const auto is_it = [&](const auto& g) { return g.first == placement.runner; };
            if (std::any_of(gone.begin(), gone.end(), is_it)) continue;
            const Runner& runner = snapshot.roster->runner(placement.runner);
            there[runner.team].children += 1;
            there[runner.team].assisted += runner.assisted ? 1 : 0;
        }
        const bool in_band = heat->band && heat->band.index() < rules.heats.bands.size();
        for (const auto& [id, counts] : there) {
            const Team& team = snapshot.roster->team(id);
            const std::int64_t position = positions[id.index()];
            const Instant call = heats::call_time(rules.heats, position, heat->planned);
            rows[{position, id}].push_back(
                {Cell{team.name}, Cell{team.tent}, Cell{heat->name}, Cell{heat->race},
                 Cell{in_band ? rules.heats.bands[heat->band.index()].name : std::string{}},
                 Cell{format_local(heat->planned - minutes(rules.heats.arrive_before_min), rules)},
                 Cell{format_local(call, rules)}, Cell{format_local(heat->planned, rules)}, Cell{counts.children},
                 Cell{counts.assisted}});
        }
    }
    for (auto& [key, of_team] : rows) {
        for (Row& row : of_team) table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace heatline::ui
