#include "config/roster_csv.h"

#include <fmt/format.h>

#include <unordered_map>

#include "config/roster_columns.h"
#include "config/words.h"
#include "engine/base/limits.h"

namespace heatline::config {

namespace {

constexpr const char* kCommandName = "command";

// The columns of a file laid over the specs of a roster.
class Layout {
public:
    Layout(std::vector<std::string> header, std::span<const ColumnSpec> specs)
        : header_(std::move(header)), specs_(specs), match_(match_columns(header_, specs)) {
        cells_.cells.resize(specs.size());
        for (std::size_t s = 0; s < specs.size(); ++s) {
            const auto& found = match_.found[s];
            cells_.headers.push_back(found.column >= 0 ? std::string_view(header_[index(found.column)])
                                                       : specs[s].name);
            cells_.by_name.push_back(found.how == ColumnMatch::How::name);
        }
    }
    Layout(const Layout&) = delete;
    Layout& operator=(const Layout&) = delete;

    bool has(std::size_t spec) const { return match_.found[spec].column >= 0; }
    const std::vector<std::string>& header() const { return header_; }
    // What the file calls a column; the contract's name when it has none.
    std::string header_of(std::size_t spec) const { return std::string(cells_.headers[spec]); }

    std::vector<std::string> unknown_columns() const {
        std::vector<std::string> names;
        for (const int column : match_.unknown) {
            names.push_back(header_[index(column)].empty() ? fmt::format("column {}", column + 1)
                                                           : header_[index(column)]);
        }
        return names;
    }

    void note_repeats(int row, ProblemList& problems) const {
        for (const int column : match_.repeated) {
            problems.add(row, header_[index(column)], "the column stands in the file twice; remove or rename one");
        }
    }

    void note_guesses(int row, ProblemList& warnings) const {
        for (std::size_t s = 0; s < specs_.size(); ++s) {
            if (match_.found[s].how != ColumnMatch::How::question) continue;
            warnings.add(row, std::string(cells_.headers[s]),
                         fmt::format("read as {}, by the words of the question", quoted(specs_[s].name)));
        }
    }

    // The cells of one row; `empty_counts` as in a command, where an empty value clears what was there.
    const RowCells& cells(int row, const std::vector<std::string>& fields, bool empty_counts) {
        cells_.row = row;
        cells_.unknown.clear();
        for (std::size_t s = 0; s < specs_.size(); ++s) {
            cells_.cells[s].reset();
            if (match_.found[s].column < 0) continue;
            const std::string_view value = trimmed(fields[index(match_.found[s].column)]);
            if (empty_counts || !value.empty()) cells_.cells[s] = value;
        }
        for (const int column : match_.unknown) {
            cells_.unknown.push_back({header_[index(column)], trimmed(fields[index(column)])});
        }
        return cells_;
    }

private:
    static std::size_t index(int column) { return static_cast<std::size_t>(column); }

    std::vector<std::string> header_;
    std::span<const ColumnSpec> specs_;
    ColumnMatch match_;
    RowCells cells_;
};

std::string found_headers(const std::vector<std::string>& header) {
    constexpr std::size_t kShownMax = 20;
    std::string list;
    for (std::size_t i = 0; i < header.size() && i < kShownMax; ++i) list += (i > 0 ? ", " : "") + quoted(header[i]);
    return header.size() > kShownMax ? list + ", …" : list;
}

void missing_column(const CsvTable& table, std::string name, std::string_view expected, ProblemList& problems) {
    problems.add(table.header_row, std::move(name),
                 fmt::format("there is no such column; expected {}, found {}", expected, found_headers(table.header)));
}

// Says of each key where it stood first.
class Seen {
public:
    // The row that had the key before, or 0.
    int before(std::string key, int row) {
        const auto [found, fresh] = rows_.try_emplace(std::move(key), row);
        return fresh ? 0 : found->second;
    }

private:
    std::unordered_map<std::string, int> rows_;
};

// The columns of a command as a header and one row; a control character that no name may hold is a problem.
void spread(const std::map<std::string, std::string>& columns, std::vector<std::string>& header,
            std::vector<std::string>& fields, ProblemList& problems) {
    for (const auto& [name, value] : columns) {
        for (const char c : value) {
            const auto byte = static_cast<unsigned char>(c);
            if ((byte >= 0x20 && byte != 0x7F) || c == '\t' || c == '\n' || c == '\r') continue;
            problems.add(0, name, fmt::format("a control character (code {}) stands in it; delete it", byte));
            break;
        }
        header.push_back(name);
        fields.push_back(value);
    }
}

void find_repeated_bibs(const std::vector<RunnerRow>& rows, const Layout& layout, ProblemList& problems) {
    Seen bibs;
    Seen tags;
    const std::string bib_header = layout.header_of(static_cast<std::size_t>(RunnerColumn::bib));
    const std::string tag_header = layout.header_of(static_cast<std::size_t>(RunnerColumn::tag));
    for (const RunnerRow& row : rows) {
        if (!row.bib.empty()) {
            if (const int before = bibs.before(row.bib, row.row)) {
                problems.add(
                    row.row, bib_header,
                    fmt::format("bib {} is given in row {} already; give each child its own", quoted(row.bib), before));
            }
        }
        for (const std::string& tag : row.tags) {
            const int before = tags.before(lower_ascii(tag), row.row);
            if (before == 0) continue;
            problems.add(row.row, tag_header,
                         before == row.row ? fmt::format("tag {} stands here twice; remove one", quoted(tag))
                                           : fmt::format("tag {} is given in row {} already; give each child its own",
                                                         quoted(tag), before));
        }
    }
}

void too_many(const CsvTable& table, std::size_t max, std::string_view what, ProblemList& problems) {
    if (table.rows.size() > max) {
        problems.add(table.rows[max].row, "file",
                     fmt::format("a meet holds at most {} {}; make a second meet for the others", max, what));
    }
}

}  // namespace

Result<TeamsCsv, std::vector<Problem>> parse_teams_csv(std::string_view bytes, std::string_view file) {
    auto table = read_csv_bytes(bytes, file);
    if (!table) return Error{table.error()};
    ProblemList problems{std::string(file)};
    ProblemList warnings{std::string(file)};
    Layout layout(table->header, team_specs());
    layout.note_repeats(table->header_row, problems);
    layout.note_guesses(table->header_row, warnings);
    if (!layout.has(static_cast<std::size_t>(TeamColumn::team))) {
        missing_column(*table, "team", "team or school", problems);
        return Error{problems.take()};
    }
    too_many(*table, limits::kTeamsMax, "teams", problems);
    TeamsCsv result;
    TeamReader reader(problems);
    Seen names;
    for (const CsvRow& row : table->rows) {
        result.rows.push_back(reader.read(layout.cells(row.row, row.fields, false), Columns::all_required));
        const std::string& name = result.rows.back().value.name;
        const int before = name.empty() ? 0 : names.before(team_key(name), row.row);
        if (before > 0) {
            problems.add(row.row, layout.header_of(static_cast<std::size_t>(TeamColumn::team)),
                         fmt::format("{} stands in row {} already; remove one", quoted(name), before));
        }
    }
    if (!problems.empty()) return Error{problems.take()};
    result.warnings = warnings.take();
    result.columns = layout.header();
    result.unknown_columns = layout.unknown_columns();
    return result;
}

Result<RunnersCsv, std::vector<Problem>> parse_runners_csv(std::string_view bytes, std::string_view file,
                                                           const MeetRules& rules) {
    auto table = read_csv_bytes(bytes, file);
    if (!table) return Error{table.error()};
    ProblemList problems{std::string(file)};
    ProblemList warnings{std::string(file)};
    Layout layout(table->header, runner_specs());
    const auto has = [&](RunnerColumn column) { return layout.has(static_cast<std::size_t>(column)); };
    layout.note_repeats(table->header_row, problems);
    layout.note_guesses(table->header_row, warnings);
    if (!has(RunnerColumn::team)) missing_column(*table, "team", "team or school", problems);
    if (!has(RunnerColumn::first) && !has(RunnerColumn::name)) {
        missing_column(*table, "first", "first or name", problems);
    }
    if (!problems.empty()) return Error{problems.take()};
    too_many(*table, limits::kRunnersMax, "runners", problems);
    RunnersCsv result;
    RunnerReader reader(rules, problems, warnings);
    result.rows.reserve(table->rows.size());
    for (const CsvRow& row : table->rows) {
        result.rows.push_back(reader.read(layout.cells(row.row, row.fields, false), Columns::all_required));
    }
    find_repeated_bibs(result.rows, layout, problems);
    if (!problems.empty()) return Error{problems.take()};
    result.warnings = warnings.take();
    result.columns = layout.header();
    result.unknown_columns = layout.unknown_columns();
    return result;
}

Result<CommandRow<TeamRow>, std::vector<Problem>> team_from_columns(const std::map<std::string, std::string>& columns,
                                                                    Columns needed) {
    ProblemList problems{kCommandName};
    std::vector<std::string> header;
    std::vector<std::string> fields;
    spread(columns, header, fields, problems);
    Layout layout(header, team_specs());
    layout.note_repeats(0, problems);
    CommandRow<TeamRow> result;
    result.row = TeamReader(problems).read(layout.cells(0, fields, true), needed);
    if (!problems.empty()) return Error{problems.take()};
    result.unknown_columns = layout.unknown_columns();
    return result;
}

Result<CommandRow<RunnerRow>, std::vector<Problem>> runner_from_columns(
    const std::map<std::string, std::string>& columns, const MeetRules& rules, Columns needed) {
    ProblemList problems{kCommandName};
    ProblemList warnings{kCommandName};
    std::vector<std::string> header;
    std::vector<std::string> fields;
    spread(columns, header, fields, problems);
    Layout layout(header, runner_specs());
    layout.note_repeats(0, problems);
    CommandRow<RunnerRow> result;
    result.row = RunnerReader(rules, problems, warnings).read(layout.cells(0, fields, true), needed);
    find_repeated_bibs({result.row}, layout, problems);
    if (!problems.empty()) return Error{problems.take()};
    result.warnings = warnings.take();
    result.unknown_columns = layout.unknown_columns();
    return result;
}

}  // namespace heatline::config
