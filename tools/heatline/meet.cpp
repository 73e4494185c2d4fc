#include "tools/heatline/meet.h"

#include <chrono>

#include "config/meet_toml.h"
#include "timing/control/reach.h"
#include "timing/links.h"
#include "tools/files.h"
#include "tools/progress.h"

namespace heatline::tools {
namespace {

// What must be written before the meet is used: the rules of a meet.toml that was edited, a secret for the links.
Result<Done, Exit> bring_in_step(timing::MeetFolder& meet, const std::string& dir) {
    const State& state = meet.folded();
    std::vector<Fact> facts;
    const std::string path = dir + "/meet.toml";
    const auto text = read_file(path);
    if (!text) return Error{fail(Exit::failed, text.error())};
    if (*text != state.toml) {
        const auto rules = config::parse_meet_toml(*text, path);
        if (!rules)
            return Error{
                fail_with("meet.toml has errors: the meet was not opened; mend them and try again", rules.error())};
        say("heatline: meet.toml has changed since the meet was last opened: its rules are the meet's from now on");
        facts.push_back({wall_clock(), kCommandLine, {}, RulesSet{*text, *rules}});
    }
    if (state.links_secret.empty() && !state.links_purged)
        facts.push_back({wall_clock(), kCommandLine, {}, LinksKeyed{timing::random_secret()}});
    const auto recorded = meet.record(facts);
    if (!recorded) return Error{fail(recorded.error())};
    return Done{};
}

// Reading a journal, told on standard error.
class ReadingProgress {
public:
    timing::Meet::Progress teller() {
        return [progress = progress_](Seq done, Seq all) { progress->step("reading the journal", done, all); };
    }
    void end() { progress_->end_line(); }

private:
    std::shared_ptr<ConsoleProgress> progress_ = std::make_shared<ConsoleProgress>();
};

template <class T>
Result<T, Exit> told(Result<T, timing::MeetProblem> result) {
    if (!result) return Error{fail(result.error())};
    return std::move(result).value();
}

}  // namespace

Result<std::unique_ptr<timing::Meet>, Exit> open_meet(const std::string& dir) {
    ReadingProgress progress;
    auto meet = timing::open_or_reach(dir, progress.teller());
    progress.end();
    if (!meet) return Error{fail(meet.error())};
    if (auto* own = std::get_if<timing::MeetFolder>(&*meet)) {
        if (const auto in_step = bring_in_step(*own, dir); !in_step) return Error{in_step.error()};
        return std::unique_ptr<timing::Meet>{std::make_unique<timing::MeetFolder>(std::move(*own))};
    }
    return std::unique_ptr<timing::Meet>{
        std::make_unique<timing::LiveMeet>(std::get<timing::LiveMeet>(std::move(*meet)))};
}

Result<timing::MeetFolder, Exit> open_own_meet(const std::string& dir) {
    ReadingProgress progress;
    auto meet = timing::open_own(dir, progress.teller());
    progress.end();
    if (!meet) return Error{fail(meet.error())};
    if (const auto in_step = bring_in_step(*meet, dir); !in_step) return Error{in_step.error()};
    return std::move(*meet);
}

Result<const State*, Exit> state_of(timing::Meet& meet) { return told(meet.state()); }
Result<std::shared_ptr<const Snapshot>, Exit> snapshot_of(timing::Meet& meet) { return told(meet.snapshot()); }

Instant wall_clock() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

}  // namespace heatline::tools
