#pragma once
// The columns of the two rosters, with their aliases, and how the cells of one row are read. Internal to this
// library: roster_csv.h is what others use. Pure; any thread.

#include <array>
#include <span>

#include "config/columns.h"
#include "config/csv.h"
#include "config/roster_csv.h"

namespace heatline::config {

std::span<const ColumnSpec> team_specs();
std::span<const ColumnSpec> runner_specs();

// The cells of one row by column, and what the file calls each column. A cell is absent when there is no such
// column, or, in a file, when it is empty.
struct RowCells {
    struct Unknown {
        std::string_view header;
        std::string_view value;
    };
    int row = 0;
    std::vector<std::optional<std::string_view>> cells;  // By spec, trimmed.
    std::vector<std::string_view> headers;               // By spec.
    std::vector<bool> by_name;                           // By spec: matched by a name of the contract.
    std::vector<Unknown> unknown;
};

class TeamReader {
public:
    TeamReader(ProblemList& problems) : problems_(problems) {}
    TeamRow read(const RowCells& cells, Columns needed);

private:
    void yes_no(const RowCells& cells, TeamColumn column, std::optional<bool>& into);
    void number(const RowCells& cells, TeamColumn column, std::int32_t max, std::int32_t& into);
    ProblemList& problems_;
};

class RunnerReader {
public:
    RunnerReader(const MeetRules& rules, ProblemList& problems, ProblemList& warnings);
    RunnerRow read(const RowCells& cells, Columns needed);

private:
    void names(const RowCells& cells, Columns needed, RunnerRow& row);
    void grade_and_gender(const RowCells& cells, RunnerRow& row);
    void birth_and_age(const RowCells& cells, RunnerRow& row);
    void races(const RowCells& cells, RunnerRow& row);
    void tags(const RowCells& cells, RunnerRow& row);
    void flags(const RowCells& cells, RunnerRow& row);
    void extra(const RowCells& cells, RunnerRow& row);

    std::string text(const RowCells& cells, RunnerColumn column, std::size_t bytes_max);
    void yes_no(const RowCells& cells, RunnerColumn column, bool& into);
    void problem(const RowCells& cells, RunnerColumn column, std::string why);
    void warning(const RowCells& cells, RunnerColumn column, std::string why);

    const MeetRules& rules_;
    ProblemList& problems_;
    ProblemList& warnings_;
    std::vector<std::string_view> race_names_;
    std::vector<std::string> races_warned_;
    std::vector<std::pair<std::string, std::string>> unknown_races_;  // Of the row being read: header, value.
};

}  // namespace heatline::config
