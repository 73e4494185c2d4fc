#include "ui/paper/start_lists.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "engine/heats/tent.h"

namespace heatline::ui {

namespace {

// Who does not start: before the gun as race_day::Day::gone has it, which says nothing of heats that have started;
// after it those who never did. In order.
std::vector<RunnerId> gone_from(const HeatPicture& heat) {
    std::vector<RunnerId> gone;
    for (const ResultRow& row : heat.rows) {
        const bool never = std::holds_alternative<outcome::Withdrawn>(row.outcome) ||
                           std::holds_alternative<outcome::Dns>(row.outcome);
        const bool out =
            std::holds_alternative<outcome::Dnf>(row.outcome) || std::holds_alternative<outcome::Dq>(row.outcome);
        if (row.runner && (never || (out && !heat.start))) gone.push_back(row.runner);
    }
    std::sort(gone.begin(), gone.end());
    return gone;
}

}  // namespace

std::vector<const HeatPicture*> heats_in_order(const Snapshot& snapshot) {
    std::vector<const HeatPicture*> heats;
    heats.reserve(snapshot.heats.size());
    for (const auto& heat : snapshot.heats) heats.push_back(heat.get());
    std::stable_sort(heats.begin(), heats.end(),
                     [](const HeatPicture* a, const HeatPicture* b) { return a->planned < b->planned; });
    return heats;
}

bool bib_before(const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::vector<RunnerId> everybody_in(const HeatPicture& heat) {
    std::vector<RunnerId> children;
    children.reserve(heat.placements.size() + heat.rows.size());
    for (const Placement& placement : heat.placements) children.push_back(placement.runner);
    for (const ResultRow& row : heat.rows) {
        if (row.runner) children.push_back(row.runner);
    }
    return children;
}

std::vector<std::int64_t> walk_positions(const Snapshot& snapshot) {
    std::vector<heats::PlanTeam> teams;
    teams.reserve(snapshot.roster->teams().size());
    for (const Team& team : snapshot.roster->teams())
        teams.push_back({team.name, team.tent_row, team.tent_col, std::nullopt});
    return heats::tent_positions(snapshot.rules->heats, teams);
}

std::vector<StartList> start_lists(const Snapshot& snapshot) {
    const std::vector<std::int64_t> positions = walk_positions(snapshot);
    const std::vector<std::string>& bibs = *snapshot.bibs;
    std::vector<StartList> lists;
    for (const HeatPicture* heat : heats_in_order(snapshot)) {
        if (heat->state == HeatState::cancelled) continue;
        const std::vector<RunnerId> gone = gone_from(*heat);
        std::map<std::pair<std::int64_t, TeamId>, std::vector<Starter>> teams;
        for (const Placement& placement : heat->placements) {
            const TeamId team = snapshot.roster->runner(placement.runner).team;
            const bool is_gone = std::binary_search(gone.begin(), gone.end(), placement.runner);
            teams[{positions[team.index()], team}].push_back({placement.runner, placement.lane, is_gone});
        }
        StartList list{heat, {}};
        for (auto& [key, starters] : teams) {
            std::sort(starters.begin(), starters.end(), [&](const Starter& a, const Starter& b) {
                const std::string &one = bibs[a.runner.index()], &other = bibs[b.runner.index()];
                return one != other ? bib_before(one, other) : a.runner < b.runner;
            });
            const Instant call = heats::call_time(snapshot.rules->heats, key.first, heat->planned);
            list.teams.push_back({key.second, key.first, call, std::move(starters)});
        }
        lists.push_back(std::move(list));
    }
    return lists;
}

}  // namespace heatline::ui
