// heatline import: rosters, gun times and recorded timing data from files.

#include "tools/heatline/import_command.h"

#include <memory>

#include "tools/files.h"
#include "tools/heatline/importer.h"
#include "tools/heatline/meet.h"

namespace heatline::tools {
namespace {

std::string list_of(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

void tell(const std::vector<config::Problem>& warnings, const std::vector<std::string>& unknown_columns) {
    for (const config::Problem& warning : warnings) say(to_line(warning));
    if (!unknown_columns.empty())
        say("columns kept as notes, because nothing here uses them: " + list_of(unknown_columns));
}

Exit bad_file(const Import& import, const std::vector<config::Problem>& problems) {
    return fail_with("nothing was imported: " + import.file_name + " has errors; mend them and import again", problems);
}

Exit finish(timing::MeetFolder& meet, const Import& import, const ImportOutcome& outcome) {
    if (!outcome.problems.empty()) return bad_file(import, outcome.problems);
    if (!import.dry_run) {
        const auto recorded = meet.record(outcome.facts);
        if (!recorded) return fail(recorded.error());
    }
    say(import.what + (import.dry_run ? " (dry run, nothing written): " : ": ") + std::to_string(outcome.added) +
        " added, " + std::to_string(outcome.changed) + " changed, " + std::to_string(outcome.unchanged) +
        " as they were" + (outcome.skipped ? ", " + std::to_string(outcome.skipped) + " skipped by --mode" : ""));
    return Exit::done;
}

}  // namespace

Exit import_into(timing::MeetFolder& meet, const Import& import) {
    ConsoleProgress progress;
    Importer importer{meet.state(), import, wall_clock()};
    ImportOutcome outcome;
    if (import.what == "teams") {
        const auto file = config::parse_teams_csv(import.bytes, import.file_name);
        if (!file) return bad_file(import, file.error());
        tell(file->warnings, file->unknown_columns);
        outcome = importer.teams(file->rows, progress);
    } else if (import.what == "runners") {
        const auto file = config::parse_runners_csv(import.bytes, import.file_name, *meet.state().rules);
        if (!file) return bad_file(import, file.error());
        tell(file->warnings, file->unknown_columns);
        outcome = importer.runners(file->rows, progress);
    } else if (import.what == "starts") {
        const auto rows = config::parse_starts_csv(import.bytes, import.file_name);
        if (!rows) return bad_file(import, rows.error());
        outcome = importer.starts(*rows);
    } else {
        const auto file = config::parse_readings_csv(import.bytes, import.file_name, import.source);
        if (!file) return bad_file(import, file.error());
        outcome = importer.readings(file->rows, progress);
    }
    progress.end_line();
    return finish(meet, import, outcome);
}

void add_import(CLI::App& app, Action& action) {
    auto* command =
        app.add_subcommand("import",
                           "Example: heatline import spring-mile runners runners.csv --dry-run\n\n"
                           "Reads a roster (teams, runners), gun times (starts) or recorded timing data (readings). "
                           "The same file again changes nothing.");
    struct Options {
        std::string dir, file, mode = "both", type = "auto";
        Import import;
    };
    auto options = std::make_shared<Options>();
    command->add_option("DIR", options->dir, "the meet folder")->required();
    command->add_option("WHAT", options->import.what, "teams, runners, starts or readings")
        ->required()
        ->check(CLI::IsMember({"teams", "runners", "starts", "readings"}));
    command->add_option("FILE", options->file, "the file to read")->required();
    command->add_flag("--dry-run", options->import.dry_run, "report only, write nothing");
    command->add_option("--mode", options->mode, "add, update or both: which rows of a roster count")
        ->check(CLI::IsMember({"add", "update", "both"}))
        ->capture_default_str();
    command->add_option("--type", options->type, "of readings: auto or csv")
        ->check(CLI::IsMember({"auto", "csv"}))
        ->capture_default_str();
    command->add_option("--source", options->import.source, "of readings: the device of rows that name none");
    command->callback([&action, options] {
        action = [options] {
            Import& import = options->import;
            import.mode = options->mode == "add"      ? ImportMode::add
                          : options->mode == "update" ? ImportMode::update
                                                      : ImportMode::both;
            import.file_name = options->file;
            auto bytes = read_file(options->file);
            if (!bytes) return fail(Exit::failed, bytes.error());
            import.bytes = std::move(*bytes);
            auto meet = open_meet(options->dir);
            if (!meet) return meet.error();
            return import_into(*meet, import);
        };
    });
}

}  // namespace heatline::tools
