#pragma once
// Times as people read them, rounded up once by rounding.h, and as they type them. No floating point. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/meet_rules.h"

namespace heatline {

// `m:ss`, `m:ss.t` or `m:ss.hh` by `rounding`, and `h:mm:ss…` from an hour on; never shorter than the exact time.
// Empty for a negative time: there is no way to be at the line before the gun.
std::string time_text(std::int64_t elapsed_us, Rounding rounding);

// The time of day, `h:mm` of 24 hours or `h:mm:ss`, where clocks are `zone_offset_min` ahead of UTC. What has passed of
// a minute or second is left out.
std::string clock_time(Instant at, std::int32_t zone_offset_min, bool with_seconds = false);

// Microseconds of a time since the gun as a person types it: "8:32.4", "1:02:03", and under a minute "9.42". Nothing
// when it is none. Seconds alone need their point, because "8" may be meant as minutes; minutes and seconds behind a
// colon have two digits, because "8:3" may be "8:03" or "8:30". At most three digits before the first colon or point,
// and six behind the point.
std::optional<std::int64_t> parse_elapsed_us(std::string_view text);

}  // namespace heatline
