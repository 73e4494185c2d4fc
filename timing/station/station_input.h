#pragma once
// StationInput: what a person did at a laptop, and when; and the reading that it is. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>

#include "engine/reading.h"

namespace heatline::timing {

// The moment is on the laptop's BOOTTIME clock, beside what its wall clock showed.
struct StationInput {
    enum class Kind : std::uint8_t { tap, bib, select, start, undo, redo, reading };
    Kind kind = Kind::tap;
    std::int64_t boottime_us = 0;
    std::int64_t wall_us = 0;
    std::string text = {};                // bib and select: the bib; start: the heat's name.
    std::optional<Reading> reading = {};  // `reading`: taken as it is; epoch and seq are given here.
    std::uint64_t ticket = 0;             // Handed back once it is on disk; nothing here reads it.
};

// Of all kinds but undo and redo. `boot` names the run of the clock that stamped.
Reading reading_of(const StationInput& input, const std::string& boot);

}  // namespace heatline::timing
