#pragma once
// Streams: what the people and devices of one line record of a field, each with its own mistakes.
//
// Part of generate.h; see there. Each stream draws for itself, so that a further tapper or fewer notes leave the
// others as they were. Pure; any thread.

#include <string>
#include <vector>

#include "tools/fusion_days/field.h"

namespace heatline::fusion_days {

// A reading and when it came to be; `due` of those keyed later is when they were keyed.
struct Made {
    DayReading reading;  // Without device and seq.
    Instant due;
    Origin about = kNobody;
};

std::vector<Made> tap(const Field& field, const TapRates& rates, std::uint64_t seed, const std::string& tapper);
// Numbers scanned live, or all keyed at the end.
std::vector<Made> scan(const Field& field, const ChuteRates& rates, bool keyed_later, std::uint64_t seed);
std::vector<Made> note(const Field& field, const NoteRates& rates, std::uint64_t seed);
std::vector<Made> read_chips(const Field& field, const ChipRates& rates, std::uint64_t seed);

}  // namespace heatline::fusion_days
