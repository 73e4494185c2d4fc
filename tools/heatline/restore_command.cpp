// heatline restore: a meet folder from a backup.

#include <algorithm>
#include <filesystem>
#include <memory>

#include "timing/journal/backup.h"
#include "timing/journal/verify.h"
#include "timing/meet_folder.h"
#include "tools/files.h"
#include "tools/heatline/cli.h"
#include "tools/progress.h"

namespace heatline::tools {
namespace {

namespace fs = std::filesystem;

// Checks every fact of the copied journal; the report, or why it cannot be read at all.
Result<timing::ChainReport, std::string> check(const std::string& path) {
    const auto journal = timing::Journal::open(path, timing::OpenMode::existing);
    if (!journal) return Error{journal.error().sentence};
    ConsoleProgress progress;
    const Seq all = (*journal)->last_seq();
    timing::ChainReport report =
        timing::verify_chain([&](const auto& take) { return (*journal)->for_each_row(0, take); },
                             [&](timing::Entry&& entry) { progress.step("checking the backup", entry.seq, all); });
    return report;
}

// The journal last: a folder that has none is no meet yet.
Result<Seq, std::string> fill(const std::string& file, const std::string& dir) {
    const std::string part = dir + "/journal.db.part";
    std::error_code error;
    fs::copy_file(file, part, error);
    if (error) return Error{"it cannot be copied: " + error.message() + "; check the file and the room on the disk"};
    fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write, error);
    const auto files = timing::take_files(part);
    if (!files) return Error{files.error().sentence};
    const auto report = check(part);
    if (!report) return Error{report.error()};
    if (!report->good()) return Error{report->sentence};
    for (const auto& [name, bytes] : *files) {
        if (std::find(timing::kFilesBeside.begin(), timing::kFilesBeside.end(), name) == timing::kFilesBeside.end())
            return Error{"it holds a file that no backup holds, " + name};
        const Readers readers = name == "meet.toml" ? Readers::everybody : Readers::owner;
        if (const auto written = write_file(dir + "/" + name, bytes, readers); !written) return Error{written.error()};
    }
    if (const auto placed = put_in_place(part, dir + "/journal.db"); !placed) return Error{placed.error()};
    return Seq{report->facts_checked};
}

Exit run(const std::string& file, const std::string& dir) {
    std::error_code error;
    const bool was_there = fs::exists(dir, error);
    if (was_there && (!fs::is_directory(dir, error) || !fs::is_empty(dir, error)))
        return fail(Exit::conflict,
                    "cannot restore into " + dir + ": it is there already and not empty; choose another folder");
    if (!fs::is_regular_file(file, error))
        return fail(Exit::failed, "cannot restore " + file + ": there is no such file; check the path");
    fs::create_directories(dir, error);
    if (error)
        return fail(Exit::failed, "cannot make the folder " + dir + ": " + error.message() + "; choose another folder");
    const auto facts = fill(file, dir);
    if (facts) {
        say("restored " + std::to_string(*facts) + " facts; next: heatline serve " + dir);
        return Exit::done;
    }
    // Nothing was in the folder before, so nothing of anybody's goes.
    for (const auto& entry : fs::directory_iterator{dir, error}) fs::remove(entry.path(), error);
    if (!was_there) fs::remove(dir, error);
    const std::string copied = dir + "/journal.db.part: ";
    const std::string_view why = facts.error();
    return fail(Exit::failed,
                "cannot restore " + file + ": " + std::string{why.substr(why.starts_with(copied) ? copied.size() : 0)});
}

}  // namespace

void add_restore(CLI::App& app, Action& action) {
    auto* command = app.add_subcommand(
        "restore",
        "Example: heatline restore /media/stick/spring-mile-1030.backup spring-mile\n\nMakes a meet folder from a "
        "backup, after checking every fact in it. Devices keep their tokens; stations send again what came later.");
    auto file = std::make_shared<std::string>();
    auto dir = std::make_shared<std::string>();
    command->add_option("FILE", *file, "what heatline backup made")->required();
    command->add_option("DIR", *dir, "the folder to make; it must not be there, or be empty")->required();
    command->callback([&action, dir, file] { action = [dir, file] { return run(*file, *dir); }; });
}

}  // namespace heatline::tools
