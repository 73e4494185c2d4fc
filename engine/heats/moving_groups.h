#pragma once
// MovingGroups: the heats of a race day as groups of children that move as a whole, and late children. For replan.
//
// A group is the children of one team in one heat; in a band of lanes each child is its own, and children who wish for
// a heat are apart from the others of their team. Published groups come first, heat by heat, then late ones.
// Pure; any thread.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/heats/replan.h"

namespace heatline::heats {

inline constexpr std::size_t kNoHeat = static_cast<std::size_t>(-1);

// The children of one team in one heat, or late children of one team.
struct MovingGroup {
    std::size_t band = 0;
    TeamIndex team = 0;
    std::size_t heat = kNoHeat;  // Now.
    std::size_t home = kNoHeat;  // As published; none: late.
    std::int64_t seats = 0;
    std::int64_t assisted = 0;
    std::int64_t walked = 0;  // Children who need coaches.
    std::int64_t cost = 0;    // Children with a heat that is still run: what it costs to move the group.
    bool locked = false;      // The roster asks for a heat for one of its children.
    bool fixed = false;       // Called, locked, wished for, or moved already: stays.
    std::size_t first = 0;    // Its children among MovingGroups::children.
    std::size_t children = 0;
};

struct MovingGroups {
    std::vector<MovingGroup> groups;
    std::vector<ChildIndex> children;  // Group by group.

    std::span<const ChildIndex> children_of(const MovingGroup& group) const {
        return std::span(children).subspan(group.first, group.children);
    }
};

// Teams, children, heats and bands that the day speaks of must be there.
MovingGroups moving_groups(const RaceDay& day);

// Whether a list of flags, which may be shorter than what it is about, says yes.
inline bool flag(const std::vector<bool>& flags, std::size_t at) { return at < flags.size() && flags[at]; }

// When the team can be there; none: at any time.
inline std::optional<Instant> there_from(const RaceDay& day, TeamIndex team) {
    return team < day.not_before.size() ? day.not_before[team] : std::nullopt;
}

}  // namespace heatline::heats
