#pragma once
// PlanInput: all that the heat planner may know, and the hard rules H1 to H8 that every plan of it keeps.
//
//   H1 every entry that a band takes runs once; heats are numbered 1 to n      H2 one band in a heat
//   H3 bands run one after the other, in the order of the rules                H4 places and assisted places of a heat
//   H5 a unit (one team's children of one band) that fits one heat stays whole  H6 no start after latest_start
//   H7 a team has coaches enough at every start                                H8 locks, of the rules and of the roster
//
// In a band of lanes children are seeded by mark, so H5 and H7 do not speak of such bands.
// Plain values; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/time.h"
#include "engine/meet_rules.h"

namespace heatline::heats {

// Index into PlanInput::children, and into PlanInput::teams.
using ChildIndex = std::uint32_t;
using TeamIndex = std::uint32_t;

// Tent rows and columns beyond this count as not known, and so do those below 1.
inline constexpr std::int32_t kTentPlaceMax = 100'000;

struct PlanTeam {
    std::string name;           // Unique; the order of names decides where nothing else does.
    std::int32_t tent_row = 0;  // From 1; 0: not known.
    std::int32_t tent_col = 0;
    std::optional<std::int32_t> coaches;  // None: not known, and then H7 does not limit the team. 0 is a number.
};

struct PlanChild {
    std::string key;  // The bib, or another name that stays: decides the order of equals. Unique.
    TeamIndex team = 0;
    Grade grade;
    std::optional<std::int32_t> age;  // Years on the meet's date.
    Gender gender = Gender::unknown;
    // One placement in each race. Empty: the race of the first band that matches.
    std::vector<std::string> races;
    bool assisted = false;  // Takes HeatRules::assist_seats places.
    std::string family;     // Siblings share it; empty: none known.
    // The heat's number over the day that the roster asks for; empty: none. It holds for the first of `races`.
    std::string heat_lock;
    std::optional<std::int64_t> seed_time_ms;
};

// Virtual and unregistered children are left out by the caller. The order of teams and of children means nothing.
struct PlanInput {
    HeatRules rules;
    std::vector<PlanTeam> teams;
    std::vector<PlanChild> children;
};

// Why there is no plan: the rule that fails ("H1" to "H8", or "settings" for a number that makes no sense), one
// sentence for the organiser with what to do, and the teams that clash (may be empty), in the order of names.
struct Infeasible {
    std::string rule;
    std::string sentence;
    std::vector<std::string> teams;
    bool proven = true;  // These teams clash whatever is done; else only no plan was found.
};

}  // namespace heatline::heats
