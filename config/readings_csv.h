#pragma once
// readings.csv and starts.csv: timing data recorded elsewhere; contract part 3.
//
//   device,seq,kind,at,bib,tag,mode     and, where the file has them, epoch, position, heat, line, where, note
//   heat,at
//
// A reading that cannot be understood (no such kind, an instant that is none, a bib missing) keeps its row, with the
// problem beside it: whether it is then quarantined or refuses the file is for the caller. Only what makes the whole
// file unreadable is an error. Without a `seq` column each device's readings are counted from 1 in file order, so
// that the same file gives the same names again. No file is opened here. Any thread.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/problem.h"
#include "engine/base/result.h"
#include "engine/reading.h"

namespace heatline::config {

struct ReadingRow {
    int row = 0;
    std::string device;
    // Reading::sent is the JSON object that a station would have posted, with the keys that the row gives.
    Reading reading;
    std::optional<Problem> problem;
};

struct ReadingsCsv {
    std::vector<ReadingRow> rows;
    std::vector<std::string> unknown_columns;  // Not looked at.
};

// `default_device` names the device of rows that name none; without either a row has a problem.
Result<ReadingsCsv, std::vector<Problem>> parse_readings_csv(std::string_view bytes, std::string_view file,
                                                             std::string_view default_device = {});

struct StartRow {
    int row = 0;
    std::string heat;
    Instant at;
    std::string at_text;  // As it stands in the file.
    std::optional<Problem> problem;
};

// A heat that stands there twice keeps both rows: the later one counts, as with readings of the kind `start`.
Result<std::vector<StartRow>, std::vector<Problem>> parse_starts_csv(std::string_view bytes, std::string_view file);

}  // namespace heatline::config
