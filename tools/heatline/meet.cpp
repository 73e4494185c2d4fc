#include "tools/heatline/meet.h"

#include <chrono>

#include "config/meet_toml.h"
#include "tools/files.h"
#include "tools/progress.h"

namespace heatline::tools {

Result<timing::MeetFolder, Exit> open_meet(const std::string& dir) {
    ConsoleProgress progress;
    auto meet =
        timing::MeetFolder::open(dir, [&](Seq done, Seq all) { progress.step("reading the journal", done, all); });
    progress.end_line();
    if (!meet) return Error{fail(meet.error())};
    const std::string path = dir + "/meet.toml";
    const auto text = read_file(path);
    if (!text) return Error{fail(Exit::failed, text.error())};
    if (*text == meet->state().toml) return std::move(*meet);
    const auto rules = config::parse_meet_toml(*text, path);
    if (!rules)
        return Error{
            fail_with("meet.toml has errors: the meet was not opened; mend them and try again", rules.error())};
    say("heatline: meet.toml has changed since the meet was last opened: its rules are the meet's from now on");
    const auto recorded = meet->record({{wall_clock(), kCommandLine, {}, RulesSet{*text, *rules}}});
    if (!recorded) return Error{fail(recorded.error())};
    return std::move(*meet);
}

Instant wall_clock() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

std::shared_ptr<const Snapshot> snapshot_of(const State& state) { return Deriver{}.derive(state); }

}  // namespace heatline::tools
