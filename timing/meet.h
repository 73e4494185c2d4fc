#pragma once
// Meet: a meet as a command works with it, whether the folder is its own (MeetFolder) or a server has it open
// (LiveMeet). A command that is written against this works during the day as it does the evening before.
//
// What a command wants to change it works out as facts, against the state as it is; who owns the journal takes them or
// says what changed meanwhile. One thread.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/command.h"
#include "engine/snapshot.h"
#include "engine/state.h"
#include "timing/journal/row.h"
#include "timing/journal/verify.h"

namespace heatline::timing {

// The author of what the command line writes, or commands through the control socket without a token.
inline constexpr const char* kCommandLine = "heatline";

struct MeetProblem {
    enum class Kind { not_a_meet, in_use, damaged, refused, failed } kind = Kind::failed;
    std::string what;  // One line: WHAT: WHY; WHAT TO DO, without the program's name.
};

class Meet {
public:
    // Called while a journal is read, with how many facts there are so far and in all.
    using Progress = std::function<void(Seq done, Seq all)>;
    // Facts that would follow from the state; none when nothing is to change.
    using Work = std::function<std::vector<Fact>(const State&)>;

    virtual ~Meet() = default;

    virtual const std::string& dir() const = 0;
    // True when a server has the meet open, and readings may come in all the time.
    virtual bool is_live() const = 0;
    // The meet as of now; of a live one, as of the last time it was asked for or changed here.
    virtual Result<const State*, MeetProblem> state() = 0;
    virtual Result<std::shared_ptr<const Snapshot>, MeetProblem> snapshot() = 0;
    // Writes what `work` comes to, all or nothing, and gives the seq of the last fact, durable. When the meet changed
    // in between, `work` is asked again with the new state, a few times.
    virtual Result<Seq, MeetProblem> change(const Work& work) = 0;
    // Does what a command comes to, as if the server had been sent it: all or nothing; the seq of its last fact,
    // durable. `json` says the same as `command`; `now` is for a folder of one's own. A rule that forbids it is a
    // problem of the kind `refused`.
    virtual Result<Seq, MeetProblem> command(const Command& command, const std::string& json, Instant now) = 0;
    // Gives every row of the journal, as a RowSource does.
    virtual Result<JournalEnd, JournalError> for_each_row(Seq from, const std::function<bool(const Row&)>& take) = 0;
};

}  // namespace heatline::timing
