#pragma once
// Truth: what really happened on a simulated day, child by child. No volunteer has seen any of it yet.
//
// Follows from the plan, the habits and the seed alone. Every finisher has one run, with the instant at which it
// crossed the line and the moment at which it left the chute. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/simulate/mistakes.h"
#include "tools/simulate/plan.h"

namespace heatline::simulate {

enum class Ending : std::uint8_t { stayed, stopped, finished };

// One child in one heat.
struct Run {
    std::size_t child = 0;
    std::size_t entered = 0;  // The heat it belongs to,
    std::size_t heat = 0;     // and the one it ran in.
    Ending ending = Ending::finished;
    Instant staged;               // At the start area; not for those who stayed.
    Instant ended;                // Crossed the line, or stopped.
    Instant left_chute;           // Finishers: the number can be scanned now.
    bool waved_through = false;   // Finishers: the queue was long and the child wears a chip, so nobody scans it.
    std::optional<Instant> back;  // At the tent; nothing when it went straight to its next start.
};

struct Day {
    bool came = false;
    bool chip = false;
    Instant arrived;  // At the tent.
};

struct Truth {
    std::vector<Instant> guns;                        // By heat.
    std::vector<Day> days;                            // By child.
    std::vector<Run> runs;                            // By heat entered, then child.
    std::vector<std::string> lines;                   // The finish lines of the plan, sorted.
    std::vector<std::vector<std::size_t>> crossings;  // By line: runs in the order in which they crossed.
    std::vector<std::vector<std::size_t>> chute;      // By line: runs in the order in which they left the chute.
    bool all_wear_chips = false;                      // A heat is too dense for one scanner, so every team wears them.

    // Children who are neither at their tent nor at home at `when`: after the gun and before the return.
    std::size_t out_at(Instant when) const;
};

// Children in one heat above which one scanner cannot keep up.
inline constexpr std::size_t kDenseHeat = 600;

Truth what_happens(const Plan& plan, const Habits& habits, std::uint64_t seed);

}  // namespace heatline::simulate
