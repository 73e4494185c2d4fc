// heatline new: makes a meet folder from a preset.

#include "tools/heatline/new_command.h"

#include <unistd.h>

#include <filesystem>
#include <memory>

#include "config/meet_toml.h"
#include "config/preset_store.h"
#include "timing/links.h"
#include "tools/files.h"
#include "tools/heatline/meet.h"

namespace heatline::tools {
namespace {

namespace fs = std::filesystem;

Exit fill(const std::string& dir, const std::string& toml, const MeetRules& rules) {
    if (const auto written = write_file(dir + "/meet.toml", toml); !written) return fail(Exit::failed, written.error());
    auto meet = timing::MeetFolder::create(dir);
    if (!meet) return fail(meet.error());
    const auto recorded = meet->record({{wall_clock(), kCommandLine, {}, RulesSet{toml, rules}},
                                        {wall_clock(), kCommandLine, {}, LinksKeyed{timing::random_secret()}}});
    return recorded ? Exit::done : fail(recorded.error());
}

// In an empty folder that is there already; on an error it is empty again.
Exit make_in_place(const std::string& dir, const std::string& toml, const MeetRules& rules) {
    const Exit filled = fill(dir, toml, rules);
    if (filled == Exit::done) return filled;
    std::error_code ignored;
    for (const char* file : {"meet.toml", "meet.toml.tmp", "journal.db", "journal.db-wal", "lock"})
        fs::remove(dir + "/" + file, ignored);
    return filled;
}

// Beside, then renamed: whoever is cut off in between leaves no half a meet under the name that was asked for.
Exit make_whole(const std::string& dir, const std::string& toml, const MeetRules& rules) {
    std::string name = dir;
    while (name.size() > 1 && name.back() == '/') name.pop_back();
    const std::string beside = name + ".new-" + std::to_string(::getpid());
    std::error_code error;
    fs::create_directories(beside, error);
    if (error)
        return fail(Exit::failed, "cannot make the folder " + dir + ": " + error.message() + "; choose another folder");
    Exit made = make_in_place(beside, toml, rules);
    if (made == Exit::done) {
        const auto placed = put_in_place(beside, name);
        if (placed) return made;
        made = fail(Exit::failed, placed.error());
    }
    fs::remove_all(beside, error);
    return made;
}

std::string preset_names() {
    std::string names;
    for (const config::Preset& preset : config::presets())
        names += (names.empty() ? "" : ", ") + std::string{preset.name};
    return names;
}

}  // namespace

Exit make_meet(const NewMeet& wanted) {
    const config::Preset* preset = config::find_preset(wanted.preset);
    if (!preset)
        return fail(Exit::usage, "there is no preset " + wanted.preset + ": the presets are " + preset_names() +
                                     "; choose one of them");
    std::optional<Date> date;
    if (wanted.date) {
        date = parse_date(*wanted.date);
        if (!date)
            return fail(Exit::usage, "--date " + *wanted.date + " is no day of the calendar; write it like 2027-05-01");
    }
    std::error_code error;
    const bool was_there = fs::exists(wanted.dir, error);
    if (was_there && (!fs::is_directory(wanted.dir, error) || !fs::is_empty(wanted.dir, error))) {
        return fail(Exit::conflict, "cannot make a meet in " + wanted.dir +
                                        ": it is there already and not empty; choose another folder");
    }
    const std::string toml = config::meet_toml_for(
        *preset, wanted.name ? std::optional<std::string_view>{*wanted.name} : std::nullopt, date);
    const auto rules = config::parse_meet_toml(toml, wanted.dir + "/meet.toml");
    if (!rules)
        return fail_with("the meet cannot be made: its meet.toml would have errors; check --name and --date",
                         rules.error());
    return was_there ? make_in_place(wanted.dir, toml, *rules) : make_whole(wanted.dir, toml, *rules);
}

void add_new(CLI::App& app, Action& action) {
    auto* command =
        app.add_subcommand("new",
                           "Example: heatline new spring-mile --preset kroc-final-mile --date 2027-05-01\n\n"
                           "Makes the meet folder DIR. Edit DIR/meet.toml afterwards; every key has a comment.");
    auto wanted = std::make_shared<NewMeet>();
    command->add_option("DIR", wanted->dir, "the folder to make; it must not be there, or be empty")->required();
    command->add_option("--preset", wanted->preset, "the program to begin from: see heatline presets")->required();
    command->add_option("--name", wanted->name, "the meet's name");
    command->add_option("--date", wanted->date, "the meet's day, YYYY-MM-DD");
    command->callback([&action, wanted] {
        action = [wanted] {
            const Exit made = make_meet(*wanted);
            if (made == Exit::done)
                say("made the meet in " + wanted->dir + "; next: heatline import " + wanted->dir + " teams FILE.csv");
            return made;
        };
    });
}

}  // namespace heatline::tools
