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
        const bool has_spec = i < runner_specs().size();  // `extra` is made of the columns that nobody asked for.
        names.emplace_back(has_spec ? runner_specs()[i].name : "extra");
    }
    return names;
}

}  // namespace heatline::config
