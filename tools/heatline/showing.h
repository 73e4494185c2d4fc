#pragma once
// A finished meet on one page of a terminal: heats with their first finishers, the ledger, the grants. Public names
// only, so that it may be shown to anybody. Pure.

#include <string>

#include "engine/snapshot.h"

namespace heatline::tools {

std::string show_heats(const Snapshot& snapshot);
std::string show_ledger(const Snapshot& snapshot);
std::string show_grants(const Snapshot& snapshot);

}  // namespace heatline::tools
