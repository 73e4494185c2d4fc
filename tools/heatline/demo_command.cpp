// heatline demo: a whole sample meet, end to end, for somebody who sees Heatline for the first time.

#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "config/preset_store.h"
#include "tools/heatline/import_command.h"
#include "tools/heatline/meet.h"
#include "tools/heatline/new_command.h"
#include "tools/heatline/plan_command.h"
#include "tools/heatline/showing.h"
#include "tools/heatline/simulate_command.h"
#include "tools/heatline/verify_command.h"

extern char** environ;

namespace heatline::tools {
namespace {

constexpr const char* kPreset = "atlanta-kids-marathon";

struct Options {
    std::string dir;
    bool headless = false;
    std::uint64_t seed = 1;
};

Exit prepare(const std::string& dir) {
    say("1. a new meet from the preset " + std::string{kPreset});
    if (const Exit made = make_meet({dir, kPreset, std::nullopt, std::nullopt}); made != Exit::done) return made;
    auto meet = open_own_meet(dir);
    if (!meet) return meet.error();
    const config::Preset* preset = config::find_preset(kPreset);
    say("2. the sample roster");
    for (const auto& [what, bytes] :
         {std::pair{"teams", preset->teams_csv}, std::pair{"runners", preset->runners_csv}}) {
        Import import;
        import.what = what;
        import.file_name = std::string{what} + ".csv";
        import.bytes = bytes;
        if (const Exit imported = import_into(*meet, import); imported != Exit::done) return imported;
    }
    say("3. the plan of heats");
    return plan_meet(*meet, {.write = true, .json = false, .out = {}, .how = {}});
}

Exit show(const std::string& dir) {
    auto meet = open_meet(dir);
    if (!meet) return meet.error();
    const auto snapshot = snapshot_of(**meet);
    if (!snapshot) return snapshot.error();
    return put({}, "\n" + show_heats(**snapshot) + "\n" + show_ledger(**snapshot) + "\n" + show_grants(**snapshot));
}

bool has_display() {
    const auto is_set = [](const char* name) {
        const char* value = std::getenv(name);
        return value && *value;
    };
    return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
}

// Opens the dashboard on the meet, which it serves, and waits until its window is closed.
Exit open_dashboard(const std::string& dir) {
    std::error_code error;
    const std::string program =
        std::filesystem::read_symlink("/proc/self/exe", error).replace_filename("heatline-dashboard");
    if (error || !std::filesystem::exists(program, error)) return Exit::done;  // A server without a screen has none.
    say("6. the dashboard: F2 lists its views; close its window to end the demo");
    std::string serve = "--serve", folder = dir, view = "--view", director = "director", name = program;
    char* arguments[] = {name.data(), serve.data(), folder.data(), view.data(), director.data(), nullptr};
    pid_t child = 0;
    if (::posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0)
        return fail(Exit::failed, "cannot open the dashboard; run heatline-dashboard --serve " + dir);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return Exit::done;
    say("the dashboard could not be shown; the meet is whole all the same");
    return Exit::done;
}

Exit run(Options options) {
    if (options.dir.empty()) {
        char folder[] = "/tmp/heatline-demo-XXXXXX";
        if (!::mkdtemp(folder)) return fail(Exit::failed, "cannot make a folder in /tmp; give one with --dir");
        options.dir = folder;
    }
    if (const Exit prepared = prepare(options.dir); prepared != Exit::done) return prepared;
    say("4. the race day: volunteers, their mistakes, children walked back to their tents");
    if (const Exit played = simulate_meet(options.dir, {options.seed, 0}); played != Exit::done) return played;
    say("5. the journal, verified");
    if (const Exit verified = verify_meet(options.dir, false); verified != Exit::done) return verified;
    const Exit shown = show(options.dir);
    say("\nThe meet is in " + options.dir + ". Look further: heatline report " + options.dir +
        " results, or heatline serve " + options.dir);
    if (shown != Exit::done || options.headless || !has_display()) return shown;
    return open_dashboard(options.dir);
}

}  // namespace

void add_demo(CLI::App& app, Action& action) {
    auto* command = app.add_subcommand(
        "demo",
        "Example: heatline demo\n\nA whole sample meet: new, import, plan, serve, simulate, verify, and its results.");
    auto options = std::make_shared<Options>();
    command->add_option("--dir", options->dir, "the folder for the meet; without it one in /tmp");
    command->add_flag("--headless", options->headless, "without a dashboard");
    command->add_option("--seed", options->seed, "the same seed plays the same day")->capture_default_str();
    command->callback([&action, options] { action = [options] { return run(*options); }; });
}

}  // namespace heatline::tools
