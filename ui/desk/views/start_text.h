#pragma once
// StartText: what a person types when a gun went unseen: "9:14:30", "9:14", "-12", "-1:30", "12 s ago", "2 min ago".
//
// Clock times are of the meet's day and zone, of 24 hours. A gun has been heard: a time to come, or one longer ago than
// any race, is a slip of the finger, and the answer says what to write instead. Pure; any thread.

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/meet_rules.h"

namespace heatline::ui {

Result<Instant, std::string> parse_start_text(std::string_view text, Instant now, const MeetRules& rules);

}  // namespace heatline::ui
