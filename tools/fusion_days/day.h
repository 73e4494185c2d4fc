#pragma once
// Day: one finish line as the devices saw it, and what really happened: a folder of fusion-cases as a value.
//
// Runners, guns and readings are what fusion may know; `truth` is for the scorer alone. Plain values; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/time.h"
#include "engine/reading.h"

namespace heatline::fusion_days {

struct DayRunner {
    std::string bib, first, last, grade, gender, team;
    std::string heat;  // Where the child is entered.
    std::string tag;   // Empty where no chips are used.

    friend bool operator==(const DayRunner&, const DayRunner&) = default;
};

struct DayStart {
    std::string heat;
    Instant at;

    friend bool operator==(const DayStart&, const DayStart&) = default;
};

// What a device sent. Of kind tap, bib, select or chip.
struct DayReading {
    std::string device;
    std::uint64_t seq = 0;  // From 1, for each device.
    ReadingKind kind = ReadingKind::tap;
    std::optional<Instant> at;  // None: keyed later, only the order counts.
    std::string bib, tag;
    Mode mode = Mode::none;

    friend bool operator==(const DayReading&, const DayReading&) = default;
};

// A child crossed the line. Adults who did are not in the truth.
struct Crossing {
    std::string heat;  // The heat the child really ran in.
    std::string bib;   // The number it wears, registered or not.
    Instant at;

    friend bool operator==(const Crossing&, const Crossing&) = default;
};

struct Day {
    std::vector<DayRunner> runners;
    std::vector<DayStart> starts;      // In the order of the guns.
    std::vector<DayReading> readings;  // In the order in which a server received them.
    std::vector<Crossing> truth;       // In the order of the crossings.

    friend bool operator==(const Day&, const Day&) = default;
};

// What a reading is truly about, which no aligner can see: a press for which crossing, a number in which place of the
// chute. By position in Day::truth.
using Origin = std::int32_t;
inline constexpr Origin kNobody = -1;

// A generated day, and what each of its readings is about.
struct KnownDay {
    Day day;
    std::vector<Origin> origins;  // By reading; of taps and bibs alone.
};

}  // namespace heatline::fusion_days
