#pragma once
// Rosters: teams.csv and runners.csv of contract part 3, and single rows of them that come as commands.
//
// The one place that understands the columns. What is missing never blocks: a grade or gender that cannot be
// understood is unknown and a warning. What would do harm (a bib given twice, a day of birth that does not exist, a
// word where yes or no was meant) is a problem with its row, and with one problem there are no rows at all. Unknown
// columns are kept in Runner::extra and reported. Nothing is written and no file is opened here. Any thread.

#include <bitset>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/problem.h"
#include "engine/base/result.h"
#include "engine/meet_rules.h"
#include "engine/roster.h"

namespace heatline::config {

// A longer name, tent label or say-it line is a problem. Bibs, tags and heats have limits::kNameBytesMax.
inline constexpr std::size_t kWordsBytesMax = 200;
// What of the unknown columns does not fit into this many bytes is left out, with a warning.
inline constexpr std::size_t kExtraBytesMax = 2 * 1024;
inline constexpr std::size_t kTagsMax = 8;
inline constexpr std::size_t kRacesMax = 16;

enum class TeamColumn : std::uint8_t {
    team,
    kind,
    tent,
    tent_row,
    tent_col,
    coaches,
    enrolment,
    registered_coach,
    background_check,
    event_training,
    charges_fee,
    fee_exception,
};
inline constexpr std::size_t kTeamColumns = 12;

enum class RunnerColumn : std::uint8_t {
    team,
    bib,
    first,
    last,
    name,
    grade,
    gender,
    birth_date,
    age,
    race,
    heat,
    tag,
    say_it,
    sibling_group,
    claim_stub,
    public_name,
    registered,
    attendance,
    seed_time,
    assisted,
    extra,
};
inline constexpr std::size_t kRunnerColumns = 21;

struct TeamRow {
    int row = 0;
    Team value;
    // What the row says: in a file the cells that are not empty, in a command the keys. The rest are defaults.
    std::bitset<kTeamColumns> given;
};

struct RunnerRow {
    int row = 0;
    std::string team;  // As written; look it up with Roster::find_team.
    std::string bib;   // Empty: none yet.
    std::vector<std::string> tags;
    Runner value;  // Without its team id.
    std::optional<Date> birth;
    std::bitset<kRunnerColumns> given;
};

struct TeamsCsv {
    std::vector<TeamRow> rows;
    std::vector<Problem> warnings;
    std::vector<std::string> columns;          // The header as it stands in the file.
    std::vector<std::string> unknown_columns;  // Those nobody asked for.
};

struct RunnersCsv {
    std::vector<RunnerRow> rows;
    std::vector<Problem> warnings;
    std::vector<std::string> columns;
    std::vector<std::string> unknown_columns;
};

Result<TeamsCsv, std::vector<Problem>> parse_teams_csv(std::string_view bytes, std::string_view file);

// `rules` gives the meet's date, for ages, and the names of its races.
Result<RunnersCsv, std::vector<Problem>> parse_runners_csv(std::string_view bytes, std::string_view file,
                                                           const MeetRules& rules);

// Whether a command must hold every required column (add-runner) or changes only what it names (edit-runner).
enum class Columns : std::uint8_t { all_required, any };

template <class Row>
struct CommandRow {
    Row row;
    std::vector<Problem> warnings;
    std::vector<std::string> unknown_columns;
};

// One row from the columns of a command, by the names of the contract or their aliases.
Result<CommandRow<TeamRow>, std::vector<Problem>> team_from_columns(const std::map<std::string, std::string>& columns,
                                                                    Columns needed);
Result<CommandRow<RunnerRow>, std::vector<Problem>> runner_from_columns(
    const std::map<std::string, std::string>& columns, const MeetRules& rules, Columns needed);

}  // namespace heatline::config
