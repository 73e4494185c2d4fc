#pragma once
// Command: what somebody asks for; contract part 6. It names things as people do (bibs, heat names, device names);
// `decide` finds out what is meant and may refuse. Plain values; any thread.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/fact.h"

namespace heatline {

// A reading as a person names it.
struct ReadingName {
    std::string device;
    std::string epoch;
    std::uint64_t seq = 0;
};

struct VoidReading {
    ReadingName reading;
};
struct RestoreReading {
    ReadingName reading;
};
struct AssignTap {
    ReadingName tap;
    std::string bib;
};
struct InsertFinish {
    std::string heat;
    std::string bib;
    Instant at;
};
struct RemoveFinish {
    std::string heat;
    std::string bib;
};
// From an empty heat: a late placement.
struct MoveRunner {
    std::string bib;
    std::string from;
    std::string heat;
};
// `runner` is the runner's number as the reports and the API give it, or a bib the runner has.
struct BindBib {
    std::string runner;
    std::string bib;
};
struct SwapBibs {
    std::string bib;
    std::string other;
};
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
    Instant at;
};
struct AccountChild {
    std::string bib;
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

using CommandBody = std::variant<VoidReading, RestoreReading, AssignTap, InsertFinish, RemoveFinish, MoveRunner,
                                 BindBib, SwapBibs, AssignTag, SetStatus, SetStart, AccountChild, MakeOfficial,
                                 ReopenHeat, SaveTeam, AddRunner, EditRunner>;

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
