#pragma once
// The addresses of this machine that others on the field can type. Any thread.

#include <string>
#include <vector>

namespace heatline::tools {

// Of interfaces that are up, without loopback and link-local ones; IPv4 first; IPv6 only when asked for.
std::vector<std::string> own_addresses(bool with_v6);

}  // namespace heatline::tools
