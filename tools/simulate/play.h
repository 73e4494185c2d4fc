#pragma once
// Play: a race day with people and their mistakes, through the server's own network interface.
//
// The simulator knows the truth and never tells it: the server hears only what devices with tokens post over HTTP, and
// is then asked for results, ledger and grants like anybody would. A device of the day is a connection of its own.
// Call play() from one thread; it starts a few of its own and they have ended when it returns. Everything is bounded:
// requests by deadlines, tries by kTriesMax, the day by its last reading.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/meet_rules.h"
#include "timing/server_address.h"
#include "tools/progress.h"
#include "tools/simulate/cast.h"
#include "tools/simulate/compare.h"
#include "tools/simulate/mistakes.h"
#include "tools/simulate/station.h"

namespace heatline::simulate {

// Where the play takes place.
struct Stage {
    timing::ServerAddress server;
    std::string director_token, staff_token;
    // By the device names that cast() asks for.
    std::map<std::string, std::string> tokens;
};

struct Options {
    std::uint64_t seed = 1;
    // 0: as fast as it goes; else thousandths of real time, so 60'000 is a minute in a second.
    std::int64_t speed_permille = 0;
    Habits habits;
    Mistakes mistakes;
    // The meet's rules, as its meet.toml has them: distances, lines, grants.
    MeetRules rules;
    // Bibs of children with `registered` no; the reports do not say it.
    std::vector<std::string> unregistered;
    // For tests that play the very same day into the very same journal: epochs from the seed. Else they are random,
    // so that a meet can be played into twice without its devices contradicting themselves.
    bool repeatable_epochs = false;
};

struct Outcome {
    std::uint64_t seed = 0;
    std::size_t teams = 0, children = 0, heats = 0, devices = 0;
    std::size_t came = 0, ran = 0;
    Tallies tallies{};
    Mistakes mistakes;
    Delivered delivered;
    std::size_t waved_through = 0;
    bool all_wore_chips = false;
    std::size_t spare_bibs = 0;        // Given in the morning to children who had none.
    std::size_t nameless = 0;          // Children whom no bib could be given; they stay at home.
    std::size_t looked_for = 0;        // Children who were not accounted for when all had gone, and were found.
    std::vector<std::string> refused;  // Commands that the server refused, with its sentences; the first few.
    std::size_t refused_count = 0;
    Comparison comparison;
    bool all_accounted = false;
};

// The finish lines that the rules name: what cast() wants to know of them.
std::vector<std::string> lines_of(const MeetRules& rules);

Result<Outcome, std::string> play(const Stage& stage, const Options& options, tools::Progress& progress);

// What is printed: truth beside results, for somebody who sees it for the first time.
std::string to_text(const Outcome& outcome);

}  // namespace heatline::simulate
