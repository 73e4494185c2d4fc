#pragma once
// Zone: from what a clock on the wall shows to an Instant, by the time zone database of the system.
//
// The only place that knows time zones; everything after it is instants. "UTC" needs no database. Any thread.

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/base/time.h"

namespace heatline::config {

struct ZonedInstant {
    Instant at;
    std::int32_t offset_min = 0;  // East of UTC at that moment.
};

// Done, or a sentence: not in the database (with the nearest name), or no database installed.
Result<Done, std::string> check_zone(std::string_view zone);

// When the clocks of `zone` show `minute_of_day` (0 to 1439) on `date`. A time that comes twice, because the clocks
// go back, is the first of the two; one that the clocks jump over is an error sentence, and so is an unknown zone.
Result<ZonedInstant, std::string> zoned_instant(std::string_view zone, Date date, std::int32_t minute_of_day);

// Minutes that the clocks of `zone` are ahead of UTC at that moment; or a sentence.
Result<std::int32_t, std::string> zone_offset_min(std::string_view zone, Instant at);

}  // namespace heatline::config
