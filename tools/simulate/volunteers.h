#pragma once
// Volunteers: what people and devices make of the truth: the readings they send and the commands the office gives.
//
// A note is a reading without its epoch and seq; those belong to the station that sends it. Follows from the truth,
// the rates and the seed alone. Pure; any thread.

#include <optional>
#include <string>
#include <vector>

#include "tools/draw.h"
#include "tools/simulate/cast.h"
#include "tools/simulate/truth.h"

namespace heatline::simulate {

using tools::Draw;

struct Note {
    Instant due;  // When the device has it and can send it.
    const char* kind = "";
    std::optional<Instant> at;  // What the reading says; whole milliseconds, as the devices give them.
    std::string bib;
    std::string heat;
    const char* where = "";
    const char* mode = "";
};

// What the office does with the staff's token, and the director, who makes heats official.
struct Order {
    Instant due;
    std::string command;  // status, set-start or make-official
    std::string heat;
    std::string bib;
    std::string status;
    std::optional<Instant> at;
    std::string reason;
};

struct Recorded {
    std::vector<CastMember> cast;
    std::vector<std::vector<Note>> notes;  // By member of the cast, by `due`.
    std::vector<Order> orders;             // By `due`.
    Tallies tallies{};
    std::size_t waved_through = 0;  // Children with chips whom nobody scanned, because the queue was long.
};

Recorded what_is_recorded(const Plan& plan, const Truth& truth, const Mistakes& mistakes, std::uint64_t seed);

}  // namespace heatline::simulate
