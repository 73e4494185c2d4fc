#include "tools/heatline/doors.h"

#include "config/given.h"
#include "config/roster_csv.h"
#include "engine/privacy.h"
#include "ui/paper/json.h"
#include "ui/paper/meet.h"
#include "ui/paper/reports.h"
#include "ui/paper/stream.h"

namespace heatline::tools {
namespace {

Viewer viewer(const timing::Asker& asker) { return asker.role ? viewer_of(*asker.role, asker.team) : Viewer{}; }

Viewer viewer(timing::Onlooker onlooker) {
    switch (onlooker) {
        case timing::Onlooker::everybody:
            break;
        case timing::Onlooker::nameless:
            return {Audience::timer, {}};
        case timing::Onlooker::announcer:
            return {Audience::announcer, {}};
        case timing::Onlooker::tent:
        case timing::Onlooker::own_tent:
            return {Audience::tent, {}};
        case timing::Onlooker::office:
            return {Audience::staff, {}};
    }
    return {};
}

std::string sentences(const std::vector<config::Problem>& problems) {
    std::string text;
    for (const config::Problem& problem : problems)
        text += (text.empty() ? "" : "; ") + problem.column + ": " + problem.text;
    return text;
}

}  // namespace

timing::Doors make_doors(std::shared_ptr<const MeetRules> rules) {
    timing::Doors doors;
    doors.meet_json = ui::meet_json;
    doors.heats_json = [](const Snapshot& snapshot, const timing::Asker& asker) {
        return ui::table_json(ui::heats_table(snapshot, viewer(asker)), "heats");
    };
    doors.results_json = [](const Snapshot& snapshot, const timing::Asker& asker, HeatId heat) {
        const auto name = heat ? std::optional<std::string_view>{snapshot.heats[heat.index()]->name} : std::nullopt;
        return ui::table_json(ui::results_table(snapshot, viewer(asker), name), "results");
    };
    doors.ledger_json = [](const Snapshot& snapshot) { return ui::table_json(ui::ledger_table(snapshot), "ledger"); };
    doors.grants_json = ui::grants_json;
    doors.heat_line = ui::heat_line_json;
    doors.heat_rows = [](const Snapshot& snapshot, HeatId heat, timing::Onlooker onlooker) {
        return onlooker == timing::Onlooker::own_tent ? ui::own_rows_json(snapshot, heat)
                                                      : ui::heat_rows_json(snapshot, heat, viewer(onlooker));
    };
    doors.rosters.runner = [rules](const timing::RosterDoor::Columns& columns) -> Result<RunnerColumns, std::string> {
        const auto row = config::runner_from_columns(columns, *rules, config::Columns::any);
        if (!row) return Error{sentences(row.error())};
        return RunnerColumns{row->row.team, row->row.bib, row->row.tags, row->row.value, config::given_names(row->row)};
    };
    doors.rosters.team = [](const timing::RosterDoor::Columns& columns) -> Result<SaveTeam, std::string> {
        const auto row = config::team_from_columns(columns, config::Columns::any);
        if (!row) return Error{sentences(row.error())};
        return SaveTeam{row->row.value, config::given_names(row->row), false};
    };
    return doors;
}

}  // namespace heatline::tools
