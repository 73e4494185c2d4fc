#include "config/given.h"

#include "config/roster_columns.h"

namespace heatline::config {

std::vector<std::string> given_names(const TeamRow& row) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kTeamColumns; ++i) {
        if (row.given[i]) names.emplace_back(team_specs()[i].name);
    }
    return names;
}

std::vector<std::string> given_names(const RunnerRow& row) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kRunnerColumns; ++i) {
        if (!row.given[i]) continue;
        if (static_cast<RunnerColumn>(i) == RunnerColumn::extra) {
            names.emplace_back("extra");
        } else {
            names.emplace_back(runner_specs()[i].name);
        }
    }
    if (row.given[static_cast<std::size_t>(RunnerColumn::name)]) {
        names.emplace_back("first");
        names.emplace_back("last");
    }
    return names;
}

}  // namespace heatline::config
