#pragma once
// Times as people read them, rounded up once by rounding.h. No floating point. Pure; any thread.

#include <cstdint>
#include <string>

#include "engine/meet_rules.h"

namespace heatline {

// `m:ss`, `m:ss.t` or `m:ss.hh` by `rounding`, and `h:mm:ss…` from an hour on; never shorter than the exact time.
// Empty for a negative time: there is no way to be at the line before the gun.
std::string time_text(std::int64_t elapsed_us, Rounding rounding);

// The time of day, `h:mm` of 24 hours or `h:mm:ss`, where clocks are `zone_offset_min` ahead of UTC. What has passed of
// a minute or second is left out.
std::string clock_time(Instant at, std::int32_t zone_offset_min, bool with_seconds = false);

}  // namespace heatline
