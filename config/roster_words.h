#pragma once
// Roster words: what schools write for a grade, a gender, a day of birth, a time, a whole name.
//
// Each gives nothing for what it cannot understand; what to do then is for the caller. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/time.h"
#include "engine/meet_rules.h"

namespace heatline::config {

// `K`, `KG`, `Kindergarten`, `0`; `3`, `3rd`, `Grade 3`, `third grade`; `FR` to `SR` for 9 to 12.
std::optional<Grade> parse_grade(std::string_view text);
// `F`, `girl`, `female`…; `M`, `boy`, `male`…; `X`, `non-binary`, `other`….
std::optional<Gender> parse_gender(std::string_view text);
// `YYYY-MM-DD`, or month first as in `5/1/2017`; the year has four digits. Only days of the calendar.
std::optional<Date> parse_birth_date(std::string_view text);
// `m:ss.f`, `h:mm:ss`, or seconds alone, to the millisecond.
std::optional<std::int64_t> parse_seed_time_ms(std::string_view text);
// First and last name: at the comma of `Last, First`, else at the last space; one word is a first name.
std::pair<std::string, std::string> split_full_name(std::string_view text);

}  // namespace heatline::config
