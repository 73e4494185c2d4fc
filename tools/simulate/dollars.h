#pragma once
// Dollars: what the grants of a meet would pay for given counts, worked out the obvious way.
//
// A second implementation on purpose: it shares no code with engine/grants, so that a mistake there shows up as a
// difference. Slow and plain. Pure; any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/meet_rules.h"

namespace heatline::simulate {

struct TeamCount {
    std::string team;
    std::int64_t registered = 0, checked_in = 0, started = 0, finished = 0;
    std::int64_t virtuals = 0;
    bool eligible = true;  // By [eligibility], as the server says: children's running does not change it.
};

// By grant, then by team as given.
std::vector<std::vector<Cents>> dollars(const std::vector<GrantRules>& grants, const std::vector<TeamCount>& teams);

}  // namespace heatline::simulate
