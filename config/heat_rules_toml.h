#pragma once
// The part of a configuration that plans heats: [heats] with its bands and locks, in a meet.toml and in a heats.toml.
//
// Internal to this library. Clock times stay minutes of the day until the zone is known to be right.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/toml_reader.h"
#include "engine/meet_rules.h"

namespace heatline::config {

// The clock times of a configuration, beside the HeatRules that will hold them as instants.
struct HeatClocks {
    struct Clock {
        std::optional<std::int32_t> minute_of_day;
        int row = 1;
    };
    Clock first_start{8 * 60, 1};
    Clock latest_start{11 * 60 + 30, 1};
    std::vector<Clock> earliest;  // By band.
};

// The keys of [heats] or [program], without the bands and locks. Notes a latest start before the first.
void read_program(TomlReader& program, HeatRules& rules, HeatClocks& clocks);
void read_bands(std::vector<TomlReader> bands, HeatRules& rules, HeatClocks& clocks, ProblemList& problems);
// After the bands: a lock names one of them.
void read_locks(std::vector<TomlReader> locks, HeatRules& rules);

// Puts the clock times into `rules` as instants of `date` in `zone`, and the offset at the first start into
// `zone_offset_min`. Notes a time that the clocks jump over; `path` is how the section is called.
void place_clocks(const HeatClocks& clocks, const std::string& zone, Date date, const std::string& path,
                  HeatRules& rules, std::int32_t& zone_offset_min, ProblemList& problems);

}  // namespace heatline::config
