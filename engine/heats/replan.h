#pragma once
// replan: what has to change on the race day, with the fewest children moved.
//
// A late child joins its team's heat when a place is left there, the reserve included. Otherwise whole groups move:
// the search goes through every way to mend what is broken, with a limit that grows, so that the number of children
// moved is the least there is, unless it stops at its bound and says so. Heats that were called stay as they are.
// Coaches (H7) and locks (H8) are kept. A new heat at the end of its band is the last resort: it moves the starts after
// it. Nothing is done here: the answer says what would change. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/heats/plan.h"

namespace heatline::heats {

// A child who shall run in this heat, of its own band; children of one team with the same wish go together. They stay
// there, and others make room.
struct Wish {
    ChildIndex child = 0;
    std::size_t heat = 0;

    friend bool operator==(const Wish&, const Wish&) = default;
};

// The day as it is now. A child that no heat holds is late. Indices of heats are those of `heats`.
struct RaceDay {
    const PlanInput& input;                          // As it is now, coaches and teams of children included.
    std::vector<PlannedHeatOut> heats;               // As published, in running order.
    std::vector<bool> called;                        // By heat; shorter: not called.
    std::vector<bool> cancelled;                     // By heat: nobody can run there.
    std::vector<bool> absent;                        // By child: does not come; its place is free.
    std::vector<std::optional<Instant>> not_before;  // By team: is not there earlier.
    // Only these are given a heat; none: everybody whom no heat holds.
    std::optional<std::vector<ChildIndex>> late = {};
    std::vector<Wish> wishes = {};
    std::vector<bool> back = {};  // By child: has its heat still, but its place was free until now.
    // The teams that the change is about. What is broken already in heats, and for other teams, then stays as it is;
    // none: everything that is broken is mended.
    std::optional<std::vector<TeamIndex>> about = {};
};

struct MovedChild {
    ChildIndex child = 0;
    std::optional<std::size_t> from;  // None: late. Both are heats of the answer.
    std::size_t to = 0;

    friend bool operator==(const MovedChild&, const MovedChild&) = default;
};

// A late child alone with other teams: nobody else moves, but its people must agree.
struct Offer {
    ChildIndex child = 0;
    std::size_t heat = 0;   // Of the day as published.
    std::int64_t walk = 0;  // Tents that the marshal walks more.

    friend bool operator==(const Offer&, const Offer&) = default;
};

struct Replan {
    std::vector<PlannedHeatOut> heats;  // The day afterwards; cancelled and empty heats stay, without children.
    std::vector<MovedChild> moves;      // Of everybody whose heat changes, late ones included.
    // Children who had a heat in which they could run, and get another that they did not wish for.
    std::int64_t others_moved = 0;
    bool fewest = false;        // Proven: with these heats nobody could do with fewer.
    bool new_heat = false;      // The band has one heat more, and starts after it may be later.
    std::size_t added = 0;      // Which of `heats` that is.
    std::vector<Offer> offers;  // By walk; given when others would have to move.
};

inline constexpr std::size_t kOffersMax = 5;

// What would change, or the rule that cannot be kept and the teams it concerns.
Result<Replan, Infeasible> replan(const RaceDay& day);

}  // namespace heatline::heats
