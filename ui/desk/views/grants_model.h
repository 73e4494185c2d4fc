#pragma once
// What the grants view says: one line a team with every grant and the total, why a team gets none, the sums, and how
// far the approval by two people is. Money stays whole cents until it is text. Pure; any thread.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/desk/desk.h"
#include "ui/desk/kit.h"
#include "ui/desk/memo.h"

namespace heatline::ui {

struct GrantsLine {
    TeamId team;
    std::string name;
    std::string registered, started, finished;
    bool eligible = true;
    std::string why;                   // Why the team gets nothing; empty where it gets something.
    std::vector<std::string> amounts;  // By grant, in the order of meet.toml; empty for nothing paid.
    std::string total;
    friend bool operator==(const GrantsLine&, const GrantsLine&) = default;
};

struct GrantsTable {
    std::vector<std::string> grants;  // Their names, for the heads of the columns.
    std::vector<GrantsLine> lines;
    GrantsLine sums;  // Its `name` is "10 teams, 9 eligible".
};
GrantsTable grants_lines(const Snapshot& snapshot);

// "per-finisher" reads "Per finisher".
std::string grant_title(const std::string& id);

// ---- the approval

struct ApprovalLook {
    Mark mark = Mark::absent;
    Ink ink = Ink::muted;
    std::string headline;  // "Not approved yet", "Approved once", "Approved", "Changed since the approval".
    std::string detail;    // "Dana Whitfield at 11:40; one more person must approve".
    std::string change;    // "+$15.00, $4,120.00 was approved by Dana Whitfield at 11:40"; empty while nothing changed.
};
ApprovalLook approval_look(const Snapshot& snapshot);

// ---- one team

struct TeamGrantLook {
    std::string name;    // Of the grant.
    std::string amount;  // "$710.00", "$0.00".
    std::vector<std::string> reasons;
};
struct TeamSheet {
    std::string name, about;  // "142 registered · 118 finished".
    bool eligible = true;
    std::vector<std::string> why_not;  // Of [eligibility].
    std::vector<TeamGrantLook> grants;
    std::string total;
    std::vector<std::string> not_counted;  // "5 registered children have not started".
};
TeamSheet team_sheet(const Snapshot& snapshot, TeamId team);

// ---- what staff and directors do

// The grants that people enter, by id.
std::vector<std::string> award_grants(const MeetRules& rules);
// "250", "250.5" or "$1,250.00" as the command wants it: "250.00". Nothing when it is no amount.
std::optional<std::string> award_amount(std::string_view typed);
// `digest` is that of the statements as they were looked at; the server refuses it when they changed since.
std::string approve_command(const std::string& digest, const std::string& by);
std::string take_back_command(const std::string& by);
std::string award_command(const Snapshot& snapshot, TeamId team, const std::string& grant, const std::string& amount,
                          const std::string& reason);
// What the team has of the grant, as award_amount writes it.
std::string awarded_now(const Snapshot& snapshot, TeamId team, const std::string& grant);

}  // namespace heatline::ui
