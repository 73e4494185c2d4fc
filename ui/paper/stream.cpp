#include "ui/paper/stream.h"

#include <map>
#include <memory>

#include "ui/paper/json.h"
#include "ui/paper/meet.h"
#include "ui/paper/reports.h"

namespace heatline::ui {
namespace {

// The meet as if this were its only heat, so that one heat costs one heat.
Snapshot with_only(const Snapshot& snapshot, std::shared_ptr<const HeatPicture> heat) {
    Snapshot one = snapshot;
    one.heats = {std::move(heat)};
    return one;
}

std::vector<std::string> objects(const Table& table) {
    std::vector<std::string> objects(table.rows.size());
    for (std::size_t i = 0; i < objects.size(); ++i) append_json_row(objects[i], table, table.rows[i]);
    return objects;
}

std::vector<std::string> rows_json(const Snapshot& snapshot, std::shared_ptr<const HeatPicture> heat, Viewer viewer) {
    const HeatPicture& picture = *heat;
    return objects(results_table(with_only(snapshot, std::move(heat)), viewer, picture.name));
}

}  // namespace

std::string heat_line_json(const Snapshot& snapshot, HeatId heat) {
    return objects(heat_lines(with_only(snapshot, snapshot.heats[heat.index()]))).front();
}

std::vector<std::string> heat_rows_json(const Snapshot& snapshot, HeatId heat, Viewer viewer) {
    return rows_json(snapshot, snapshot.heats[heat.index()], viewer);
}

std::vector<std::string> own_rows_json(const Snapshot& snapshot, HeatId heat) {
    const HeatPicture& picture = *snapshot.heats[heat.index()];
    const auto team_of = [&](RunnerId child) { return child ? snapshot.roster->runner(child).team : TeamId::none(); };
    // A tent tells its own team's children apart and nobody else's, so each team is seen as if it ran alone.
    std::map<TeamId, std::shared_ptr<HeatPicture>> alone;
    const auto of = [&](TeamId team) -> HeatPicture& {
        std::shared_ptr<HeatPicture>& held = alone[team];
        if (held) return *held;
        held = std::make_shared<HeatPicture>();
        held->heat = picture.heat;
        held->name = picture.name;
        held->finishes = picture.finishes;
        held->trails = picture.trails;
        return *held;
    };
    for (const Placement& placement : picture.placements) of(team_of(placement.runner)).placements.push_back(placement);
    std::map<TeamId, std::vector<std::size_t>> rows;
    for (std::size_t i = 0; i < picture.rows.size(); ++i) {
        const TeamId team = team_of(picture.rows[i].runner);
        of(team).rows.push_back(picture.rows[i]);
        rows[team].push_back(i);
    }
    std::vector<std::string> all(picture.rows.size());
    for (const auto& [team, indexes] : rows) {
        std::vector<std::string> texts = rows_json(snapshot, alone[team], {Audience::tent, team});
        for (std::size_t i = 0; i < indexes.size(); ++i) all[indexes[i]] = std::move(texts[i]);
    }
    return all;
}

}  // namespace heatline::ui
