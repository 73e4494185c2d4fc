// heatline import: rosters, gun times and recorded timing data from files.

#include "tools/heatline/import_command.h"

#include <functional>
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

void tell_counts(const Import& import, const ImportOutcome& outcome) {
    say(import.what + (import.dry_run ? " (dry run, nothing written): " : ": ") + std::to_string(outcome.added) +
        " added, " + std::to_string(outcome.changed) + " changed, " + std::to_string(outcome.unchanged) +
        " as they were" + (outcome.skipped ? ", " + std::to_string(outcome.skipped) + " skipped by --mode" : ""));
}

// The rows of a file, and how they become facts against a state. Parsed once: a live meet may ask more than once.
using Work = std::function<ImportOutcome(Importer&, Progress&)>;

Result<Work, Exit> parse(const Import& import, const MeetRules& rules) {
    if (import.what == "teams") {
        auto file = config::parse_teams_csv(import.bytes, import.file_name);
        if (!file) return Error{bad_file(import, file.error())};
        tell(file->warnings, file->unknown_columns);
        return Work{[rows = std::move(file->rows)](Importer& to, Progress& told) { return to.teams(rows, told); }};
    }
    if (import.what == "runners") {
        auto file = config::parse_runners_csv(import.bytes, import.file_name, rules);
        if (!file) return Error{bad_file(import, file.error())};
        tell(file->warnings, file->unknown_columns);
        return Work{[rows = std::move(file->rows)](Importer& to, Progress& told) { return to.runners(rows, told); }};
    }
    if (import.what == "starts") {
        auto rows = config::parse_starts_csv(import.bytes, import.file_name);
        if (!rows) return Error{bad_file(import, rows.error())};
        return Work{[rows = std::move(*rows)](Importer& to, Progress&) { return to.starts(rows); }};
    }
    auto file = config::parse_readings_csv(import.bytes, import.file_name, import.source);
    if (!file) return Error{bad_file(import, file.error())};
    return Work{[rows = std::move(file->rows)](Importer& to, Progress& told) { return to.readings(rows, told); }};
}

}  // namespace

Exit import_into(timing::Meet& meet, const Import& import) {
    const auto now = state_of(meet);
    if (!now) return now.error();
    const auto work = parse(import, *(*now)->rules);
    if (!work) return work.error();
    ImportOutcome outcome;
    const auto against = [&](const State& state) {
        ConsoleProgress progress;
        Importer importer{state, import, wall_clock()};
        outcome = (*work)(importer, progress);
        const bool write = !import.dry_run && outcome.problems.empty();
        return write ? std::move(outcome.facts) : std::vector<Fact>{};
    };
    if (import.dry_run) {
        (void)against(**now);
    } else if (const auto changed = meet.change(against); !changed) {
        return fail(changed.error());
    }
    if (!outcome.problems.empty()) return bad_file(import, outcome.problems);
    tell_counts(import, outcome);
    return Exit::done;
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
            return import_into(**meet, import);
        };
    });
}

}  // namespace heatline::tools
