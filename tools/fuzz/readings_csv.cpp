// Timing data recorded elsewhere: an even first byte reads readings, an odd one starts.

#include "config/readings_csv.h"

#include <cstddef>
#include <cstdint>

#include "engine/base/check.h"

using namespace heatline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
    if (data[0] % 2 == 0) {
        const auto readings = config::parse_readings_csv(bytes, "readings.csv", data[0] % 4 == 0 ? "mat" : "");
        CHECK_THAT(readings.ok() || !readings.error().empty(), "an error lists its problems");
        if (!readings) return 0;
        for (const auto& row : readings->rows) {
            CHECK_THAT(row.problem || (row.reading.seq >= 1 && !row.device.empty()), "a reading has its name");
        }
    } else {
        const auto starts = config::parse_starts_csv(bytes, "starts.csv");
        CHECK_THAT(starts.ok() || !starts.error().empty(), "an error lists its problems");
    }
    return 0;
}
