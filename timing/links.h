#pragma once
// Links: names that nobody can guess, for pages that are reached by a link alone. Made from the meet's secret (the fact
// LinksKeyed), so that they are the same after a restart and on a restored meet. Pure; any thread.

#include <string>

#include "engine/base/ids.h"

namespace heatline::timing {

// 32 random bytes in hex, for LinksKeyed.
std::string random_secret();
// The path of a team's page: "/tent/" and 26 letters and digits, 128 bits of HMAC-SHA-256 (RFC 2104). `secret` is not
// empty.
std::string tent_path(const std::string& secret, TeamId team);

}  // namespace heatline::timing
