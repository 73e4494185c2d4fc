#pragma once
// Reports of a meet: for `heatline report` and `heatline demo`. Main thread.

#include "engine/snapshot.h"
#include "tools/heatline/cli.h"

namespace heatline::tools {

// KIND results, heats, grants or ledger as text; `format` csv or json, `audience` public or staff.
std::string report_text(const Snapshot& snapshot, const std::string& kind, const std::string& format,
                        const std::string& audience);

}  // namespace heatline::tools
