#pragma once
// Format: how times, instants and yes and no are written, the same on paper, in files and on screens.
//
// Times are rounded up from the exact microseconds, once, by engine/rounding.h; nothing here uses floating point.
// Pure; any thread.

#include <cstdint>
#include <string>

#include "engine/meet_rules.h"

namespace heatline::ui {

// `m:ss`, `m:ss.t` or `m:ss.hh` by `rounding`, and `h:mm:ss…` from an hour on; never shorter than the exact time.
// Empty for a negative time: there is no way to be at the line before the gun.
std::string format_time(std::int64_t elapsed_us, Rounding rounding);

// `yes` or `no`.
const char* yes_no(bool value);

// Thousandths with three decimals: 950 is `0.950`. Of a negative number, `0.000`.
std::string format_milli(std::int64_t milli);

// RFC 3339 with the meet's offset from UTC.
std::string format_local(Instant instant, const MeetRules& rules);

// `K`, `1` to `12`, or empty when not known.
std::string format_grade(Grade grade);

}  // namespace heatline::ui
