#pragma once
// Question: what happened on the race day, as the command `replan` asks it: a child that comes late, a team that comes
// late or not at all, a coach who is missing, a child or a team that would rather run in another heat, a heat that
// cannot be run. It names things as people do. Plain values; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/time.h"

namespace heatline::race_day {

// Children who have no heat, or who were counted as not coming, and are here.
struct Late {
    std::vector<std::string> bibs;
    friend bool operator==(const Late&, const Late&) = default;
};
// The team is at its tent at `at`, or so many minutes from now. Give one of them.
struct TeamLate {
    std::string team;
    std::optional<Instant> at = {};
    std::optional<std::int64_t> minutes = {};
    friend bool operator==(const TeamLate&, const TeamLate&) = default;
};
// The team does not come: its children are dns in every heat that is still to be called, and their places are free.
struct TeamAbsent {
    std::string team;
    friend bool operator==(const TeamAbsent&, const TeamAbsent&) = default;
};
// The team has so many coaches, from 1.
struct TeamCoaches {
    std::string team;
    std::int64_t coaches = 0;
    friend bool operator==(const TeamCoaches&, const TeamCoaches&) = default;
};
// A child shall run in `heat`, alone if need be. It may have no heat yet.
struct ChildTo {
    std::string bib;
    std::string heat;
    friend bool operator==(const ChildTo&, const ChildTo&) = default;
};
// All children whom the team has in `from` shall run in `heat`.
struct TeamTo {
    std::string team;
    std::string from;
    std::string heat;
    friend bool operator==(const TeamTo&, const TeamTo&) = default;
};
// The heat is not run; its children run in others. It may be cancelled already.
struct Cancel {
    std::string heat;
    friend bool operator==(const Cancel&, const Cancel&) = default;
};

using Question = std::variant<Late, TeamLate, TeamAbsent, TeamCoaches, ChildTo, TeamTo, Cancel>;

// Bibs of one `Late`: more are refused with a sentence.
inline constexpr std::size_t kLateMax = 500;

// The question with `minutes` counted from now, up to the next whole minute: what a preview shows and what is then
// done must not differ by the seconds in between.
Question counted_from(Question question, Instant now);

}  // namespace heatline::race_day
