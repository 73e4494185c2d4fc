#pragma once
// meet.toml: the text in which people prepare a meet, as the MeetRules of the engine; contract part 5.
//
// A key left out has its default. Whatever cannot be meant is a problem with its line and key: an unknown key (with
// the nearest one that exists), a wrong type, an impossible value, a name of something that does not exist. All are
// listed, and then there are no rules at all. Clock times become instants by the meet's zone on the meet's date.
// No file is opened here but the system's time zone data. Any thread.

#include <string_view>
#include <vector>

#include "config/problem.h"
#include "engine/base/result.h"
#include "engine/meet_rules.h"

namespace heatline::config {

// `file_name` is only for the problems.
Result<MeetRules, std::vector<Problem>> parse_meet_toml(std::string_view text, std::string_view file_name);

// A heats.toml of `heatline heats`: [program], [[band]] and [[lock]] (its team may also be called school). Only the
// heats of the result are set: the zone is UTC and the date 1970-01-01, so that only differences of instants count.
Result<MeetRules, std::vector<Problem>> parse_heats_toml(std::string_view text, std::string_view file_name);

// A meet.toml with every default and nothing else: what `heatline fuse` uses without a configuration.
MeetRules default_rules();

}  // namespace heatline::config
