#pragma once
// Numbers: what was taken in the chute, as the order in which children came out of it.
//
// Live scans stand in the order of their instants; the same number again within 5 s, or within 3 places and a
// minute, is one child scanned twice. Numbers keyed later without a time (pull tags from a ring) stand in their
// device's order; several such devices are merged by how far through its own list each number is. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/fusion/crossings.h"
#include "engine/fusion/line_input.h"
#include "engine/fusion/persons.h"

namespace heatline::fusion {

struct Number {
    Person person = kNobody;
    RunnerId runner;
    Symbol bib;
    ReadingIndex reading;
    std::uint32_t ring = 0;  // Batch: numbers keyed in one go have the same.
    bool live = false;
    bool settled = false;                  // Explained already, or of no heat that is open.
    Instant at;                            // Of a live scan.
    std::int64_t since_last = 0;           // Microseconds since the scan before; large for the first.
    std::uint32_t crossing = kNoCrossing;  // When settled: the crossing it was given, if any.
    std::uint32_t next_same = kNobody;     // The next number of the same person.
};

struct Numbers {
    std::vector<Number> list;
    std::vector<std::uint32_t> first_of;  // By person: index into list, or kNobody.
};

// `room` is empty: memory to write the list in.
Numbers live_numbers(const LineInput& input, const Persons& persons, std::vector<Number> room);
Numbers batch_numbers(const LineInput& input, const Persons& persons);

}  // namespace heatline::fusion
