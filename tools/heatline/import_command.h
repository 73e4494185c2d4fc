#pragma once
// Importing rosters and recorded timing data: for `heatline import` and `heatline demo`. Main thread.

#include <string>
#include <string_view>

#include "timing/meet.h"
#include "tools/heatline/cli.h"

namespace heatline::tools {

enum class ImportMode { add, update, both };

struct Import {
    std::string what;       // teams, runners, starts or readings.
    std::string file_name;  // For messages.
    std::string bytes;
    ImportMode mode = ImportMode::both;
    bool dry_run = false;
    std::string source;  // readings: the device of rows that name none.
};

// Works out every fact first and writes them in one transaction; with problems it lists all and writes nothing.
Exit import_into(timing::Meet& meet, const Import& import);

}  // namespace heatline::tools
