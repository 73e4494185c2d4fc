#pragma once
// Command: what somebody asks for; contract part 6. It names things as people do (bibs, heat names, device names);
// `decide` finds out what is meant and may refuse. `undo` takes back what the same command did before; how every other
// command is undone stands in engine/README.md. Plain values; any thread.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/fact.h"
#include "engine/race_day/question.h"

namespace heatline {

// A reading as a person names it.
struct ReadingName {
    std::string device;
    std::string epoch;
    std::uint64_t seq = 0;
    friend bool operator==(const ReadingName&, const ReadingName&) = default;
};

struct VoidReading {
    ReadingName reading;
};
struct RestoreReading {
    ReadingName reading;
};
// No bib: the tap is assigned to nobody any more.
struct AssignTap {
    ReadingName tap;
    std::string bib;
};
struct InsertFinish {
    std::string heat;
    std::string bib;
    Instant at;  // Not looked at with `undo`.
    bool undo = false;
};
struct RemoveFinish {
    std::string heat;
    std::string bib;
    bool undo = false;
};
// From an empty heat: a late placement. To an empty heat: taken out of its own.
struct MoveRunner {
    std::string bib;
    std::string from;
    std::string heat;
};
// `runner` is the runner's number as the reports and the API give it, or a bib the runner has; empty: the bib is taken
// off whoever has it.
struct BindBib {
    std::string runner;
    std::string bib;
};
struct SwapBibs {
    std::string bib;
    std::string other;
};
// No bib: the tag is nobody's any more.
struct AssignTag {
    std::string bib;
    std::string tag;
};
struct SetStatus {
    std::string bib;
    std::string heat;
    Status status = Status::none;
};
struct SetStart {
    std::string heat;
    Instant at;  // Not looked at with `undo`.
    bool undo = false;
};
struct AccountChild {
    std::string bib;
    bool undo = false;
};
// The derived rows travel with the command, so that deciding stays pure: `finishes` and `on_course` are those of
// the heat in the snapshot of `as_of`.
struct MakeOfficial {
    std::string heat;
    Seq as_of = 0;
    std::vector<Finish> finishes;
    std::size_t on_course = 0;
};
struct ReopenHeat {
    std::string heat;
};
// Teams and runners, with the columns that a roster has. A team's name is its key; a runner is found by bib, or is
// new. Only the members named in `given` replace what was there.
struct SaveTeam {
    Team team;
    std::vector<std::string> given;
    bool must_exist = false;
};
struct RunnerColumns {
    std::string team;
    std::string bib;
    std::vector<std::string> tags;
    Runner runner;
    std::vector<std::string> given;  // Contract names of the columns that were there.
};
struct AddRunner {
    RunnerColumns columns;
};
struct EditRunner {
    std::string bib;
    RunnerColumns columns;
};

// This heat and all after it that have not started, later by so many minutes; earlier by negative ones.
struct DelayHeats {
    std::string heat;
    std::int64_t minutes = 0;
};
struct HoldHeats {};
// Without minutes, heats planned after the hold began move by as long as it lasted.
struct ResumeHeats {
    std::optional<std::int64_t> minutes;
};
struct CancelHeat {
    std::string heat;
    bool undo = false;
};
// Of a band, or of a race that has one band or none. No line: the band's own.
struct AddHeat {
    std::string heat;
    Instant start;
    std::string band;
    std::string race;
    std::string line;
};
// A change on the race day: race_day/change.h. `accept` is the digest of what was looked at; empty: whatever it comes
// to. With `undo` the last change is taken back, or refused when it is not the one that `accept` names.
struct ReplanHeats {
    race_day::Question question;
    std::string accept;
    bool undo = false;
};
struct ClearCourse {
    std::string heat;
    bool undo = false;
};
// In place of what the team had. No grant: the meet's only one of the kind award.
struct GiveAward {
    std::string team;
    std::string grant;
    Cents amount;
};
// What travels with the command, so that deciding stays pure: the statements of the snapshot of `as_of`.
struct ApproveGrants {
    std::string by;
    std::string digest;  // Of the statements that were looked at. With `undo` it may be empty: the last approval.
    bool undo = false;
    Seq as_of = 0;
    std::string digest_now = {};
    Cents total = {};
};
// `unaccounted`, a few of those children, and the digest are those of the snapshot of `as_of`.
struct CloseMeet {
    bool undo = false;
    Seq as_of = 0;
    std::size_t unaccounted = 0;
    std::vector<std::string> children = {};
    std::string digest = {};
};

using CommandBody = std::variant<VoidReading, RestoreReading, AssignTap, InsertFinish, RemoveFinish, MoveRunner,
                                 BindBib, SwapBibs, AssignTag, SetStatus, SetStart, AccountChild, MakeOfficial,
                                 ReopenHeat, SaveTeam, AddRunner, EditRunner, DelayHeats, HoldHeats, ResumeHeats,
                                 CancelHeat, AddHeat, ReplanHeats, ClearCourse, GiveAward, ApproveGrants, CloseMeet>;

struct Command {
    std::string id;      // May be empty. With an id a retry returns the first answer.
    std::string reason;  // May be empty, unless the rule asks for one.
    CommandBody body;
};

// Why a rule forbids what was asked, as a sentence for the operator.
struct Refusal {
    std::string sentence;
    bool nothing_to_do = false;  // It is so already: for an import that is no problem.
};

}  // namespace heatline
