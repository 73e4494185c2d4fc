#pragma once
// Importer: turns rows into facts, against a copy of the meet that is one row ahead of it. Nothing is written here,
// so a file with a problem in its last row changes nothing. Main thread.

#include <string>
#include <unordered_map>
#include <vector>

#include "config/given.h"
#include "config/readings_csv.h"
#include "config/roster_csv.h"
#include "engine/command.h"
#include "engine/state.h"
#include "tools/heatline/import_command.h"
#include "tools/progress.h"

namespace heatline::tools {

struct ImportOutcome {
    std::vector<Fact> facts;
    std::vector<config::Problem> problems;
    std::size_t added = 0, changed = 0, unchanged = 0, skipped = 0;
};

class Importer {
public:
    Importer(const State& state, const Import& import, Instant now);

    ImportOutcome teams(const std::vector<config::TeamRow>& rows, Progress& progress);
    ImportOutcome runners(const std::vector<config::RunnerRow>& rows, Progress& progress);
    ImportOutcome starts(const std::vector<config::StartRow>& rows);
    ImportOutcome readings(const std::vector<config::ReadingRow>& rows, Progress& progress);

private:
    // Decides on the copy and keeps the facts. False when nothing would change, or after noting a problem.
    bool decide_row(int row, Command command);
    void keep(Fact fact);
    void problem(int row, std::string column, std::string text);
    bool wanted(bool exists);
    // The runner that a row means: by bib, else by team, name and birth date, each runner once a file.
    RunnerId find_runner(const config::RunnerRow& row);
    void index_runners();
    DeviceId device_named(const std::string& name);

    State state_;
    const Import& import_;
    Instant now_;
    ImportOutcome outcome_;
    std::unordered_multimap<std::string, RunnerId> by_name_;
    std::vector<bool> matched_;  // By RunnerId: a row of this file means it.
};

}  // namespace heatline::tools
