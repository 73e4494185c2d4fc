#include "ui/paper/tent_sheets.h"

#include <map>
#include <utility>

#include "ui/format.h"
#include "ui/paper/start_lists.h"

namespace heatline::ui {

std::vector<TentSheet> tent_sheets(const Snapshot& snapshot) {
    const std::int32_t before = snapshot.rules->heats.arrive_before_min;
    std::map<std::pair<std::int64_t, TeamId>, TentSheet> sheets;
    for (const StartList& list : start_lists(snapshot)) {
        for (const StartingTeam& starting : list.teams) {
            SheetHeat heat{list.heat, list.heat->planned - minutes(before), starting.call};
            for (const Starter& starter : starting.starters) {
                if (starter.gone) continue;
                heat.children += 1;
                heat.assisted += snapshot.roster->runner(starter.runner).assisted ? 1 : 0;
            }
            if (heat.children == 0) continue;
            TentSheet& sheet = sheets[{starting.position, starting.team}];
            sheet.team = starting.team;
            sheet.heats.push_back(heat);
        }
    }
    std::vector<TentSheet> along;
    for (auto& [key, sheet] : sheets) along.push_back(std::move(sheet));
    return along;
}

Table tents_table(const Snapshot& snapshot) {
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
    const auto& bands = rules.heats.bands;
    for (const TentSheet& sheet : tent_sheets(snapshot)) {
        const Team& team = snapshot.roster->team(sheet.team);
        for (const SheetHeat& of_team : sheet.heats) {
            const HeatPicture& heat = *of_team.heat;
            const bool in_band = heat.band && heat.band.index() < bands.size();
            table.rows.push_back({team.name, team.tent, heat.name, heat.race,
                                  in_band ? bands[heat.band.index()].name : std::string{},
                                  format_local(of_team.arrive_by, rules), format_local(of_team.call, rules),
                                  format_local(heat.planned, rules), of_team.children, of_team.assisted});
        }
    }
    return table;
}

}  // namespace heatline::ui
