#pragma once
// What the doctor asks of a meet's folder: is meet.toml good, does the journal open, what waits for a person.
//
// A meet that a server has open is left alone: its lock says so, and that is all that is asked of it. Pure: look.h
// gathers the values. Any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/time.h"
#include "tools/findings.h"

namespace heatline::tools::doctor {

struct MeetRulesFile {
    std::string unreadable;  // Why the file cannot be read, a whole sentence; empty when it can.
    std::size_t problems = 0;
    std::string first_problem;  // FILE:LINE: KEY: text.
    bool differs = false;       // From the text in the journal, where that could be read.
};
void check_rules(const MeetRulesFile& file, Findings& findings);

// What the journal of a meet that nobody has open holds.
struct JournalContents {
    std::uint64_t facts = 0;
    std::optional<Instant> last_fact;
    std::string toml;  // The meet.toml that its rules came from.
    std::uint64_t quarantined = 0;
    std::uint64_t conflicts = 0;
};

struct JournalFile {
    bool in_use = false;
    std::string trouble;  // Why it does not open, a whole sentence; empty when it does.
    std::uint64_t bytes = 0;
    std::optional<JournalContents> contents;
};
void check_journal(const JournalFile& journal, Findings& findings);

// Names of files that a command which was cut off left behind.
void check_leftovers(const std::vector<std::string>& names, Findings& findings);

// `contents` as far as a meet was named and nobody has it open.
void check_unsent(const std::optional<JournalContents>& contents, Findings& findings);

}  // namespace heatline::tools::doctor
