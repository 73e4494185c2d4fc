#pragma once
// Words: how the dashboard says times, counts and heats, the same in every view. Pure; any thread.

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/snapshot.h"
#include "ui/desk/kit.h"
#include "ui/format_heat.h"

namespace heatline::ui {

// A time of day at the meet: "9:15"; with seconds "9:31:42". The hour is not padded, of 24.
std::string clock_time(Instant instant, const MeetRules& rules, bool with_seconds = false);
// A running clock: whole tenths that have passed: "12:41.8", "1:02:03.4". "0:00.0" before the gun.
std::string running_clock(Instant gun, Instant now);
// A length of time for people: "40 s", "31:20", "1:04:10".
std::string span(std::int64_t seconds);
// How old something is: "just now", "40 s ago", "12 min ago", "2 h ago".
std::string ago(std::int64_t seconds);
// "1st", "2nd", "13th".
std::string ordinal(std::uint64_t number);
// "$1,250.00".
std::string dollars(Cents amount);

const char* heat_state_word(const HeatPicture& heat, bool held);

// Why a person should look, in a few words.
const char* doubt_words(Doubt doubt);
// The ledger's state as people say it, and its mark.
const char* child_state_word(ChildState state);
Mark mark_of(ChildState state);
const char* seen_at_words(SeenAt where);

// ---- which heat a station looks at

// The finish line that the heat runs to.
std::string_view line_of(const Snapshot& snapshot, const HeatPicture& heat);

// The heat that runs on the line and whose gun went last; else the next that is planned there; none when all is over.
HeatId current_heat(const Snapshot& snapshot, std::string_view line);
// The next one on the line to start: planned, not cancelled. None when there is none.
HeatId next_heat(const Snapshot& snapshot, std::string_view line);

}  // namespace heatline::ui
