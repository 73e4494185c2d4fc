#pragma once
// StationHeats: which heat a station looks at, and what its own record says about it. Pure; any thread.
//
// A gun that this laptop recorded counts at once, whether the server knows it or not: the clock has to run without it.

#include <optional>
#include <string>
#include <vector>

#include "ui/desk/desk.h"

namespace heatline::ui {

// The heats of the station's line.
struct StationHeats {
    HeatId now;                    // Runs, and its gun went last; none while no heat runs.
    std::optional<Instant> gun;    // Of `now`; or of a heat that only this laptop knows.
    std::optional<Instant> since;  // The gun of the earliest that runs.
    std::vector<HeatId> also;      // What else runs, by gun.
    HeatId next;                   // The next to start.
    HeatId over;                   // While none runs: the last that ran.
};
StationHeats station_heats(const Desk& desk);
// For F4: the name of the next heat; empty when there is none.
std::string next_heat_name(const Desk& desk);
// No heat of the line runs and nobody crossed within kQuietUs, so that nothing is lost while somebody practises.
inline constexpr std::int64_t kQuietUs = 120'000'000;
bool may_practise(const Desk& desk);

// The gun of a heat by this laptop's own record, if it gave one that stands.
const OwnEntry* own_gun(const Desk& desk, const HeatPicture& heat);
// A second gun this soon after the first is a key hit twice.
inline constexpr std::int64_t kGunAgainUs = 10'000'000;

// A tap or a mark that stands.
bool crosses(const OwnEntry& entry);
// How many of them came after the last gun that this laptop gave: all there is to go by without the meet's time.
std::uint64_t crossed_since_own_gun(const std::vector<OwnEntry>& entries);

}  // namespace heatline::ui
