#pragma once
// Locks (H8): which block of which unit must run in which heat of its band.
//
// meet.toml locks a team to the k-th heat of a band: one block of the team's unit runs there. The roster locks a
// child to a heat of the day, and with it, because a unit stays whole (H5), the block that the child is in.
// Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/heats/band.h"

namespace heatline::heats {

// A lock of the rules that speaks of this band.
struct TeamLock {
    TeamIndex team = 0;
    std::int32_t heat_in_band = 1;
};

// H4, when there is a child whom not even an empty heat of the band could hold.
std::optional<Infeasible> child_without_room(const BandTask& task);

// The locks of the rules on the task's band. Fails (H8) on a team that has no child in the band.
Result<std::vector<TeamLock>, Infeasible> team_locks(const BandTask& task);

// The heat of the band, from 1, that the roster asks for; 0: none. Fails (H8) where heats of the day run before the
// band reaches that number, or where the text is no number of a heat.
Result<std::int32_t, Infeasible> roster_pin(const BandTask& task, ChildIndex child);

// The units of the band, cut where they are oversize, each item with its pin. Items of one pin may be too many for a
// heat: the caller looks. Fails on H4, H5 and H8.
Result<std::vector<Item>, Infeasible> pinned_items(const BandTask& task);

// The sentences for locks that ask for too much of heat `pin`, and for a heat that the band has not.
Infeasible lock_overload(const BandTask& task, std::int32_t pin, const Group& group);
Infeasible lock_beyond(const BandTask& task, std::int32_t pin, const std::vector<Item>& items);

// The names of the teams, each once, in order.
std::vector<std::string> team_names(const PlanInput& input, const std::vector<TeamIndex>& teams);

}  // namespace heatline::heats
