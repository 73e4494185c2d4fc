#pragma once
// Line: everything that the steps of one call of fuse share. Made in fuse.cpp, gone when the call ends.

#include <vector>

#include "engine/fusion/bench.h"
#include "engine/fusion/chips.h"
#include "engine/fusion/crossings.h"
#include "engine/fusion/heat_of.h"
#include "engine/fusion/numbers.h"
#include "engine/fusion/persons.h"
#include "engine/fusion/rows.h"

namespace heatline::fusion {

struct Line {
    Line(const LineInput& in, Bench& bench)
        : input(in),
          persons(in),
          book(in, persons, take_room(bench.claims)),
          rows(in, persons, book, take_room(bench.rows)) {}

    // A line to be corrected. What is there stays as it is; see Rows.
    explicit Line(const Line& base)
        : input(base.input),
          persons(base.persons),
          book(base.book),
          rows(base.rows, book),
          crossings(base.crossings),
          chips(base.chips),
          official_readings(base.official_readings) {
        book.hear_words();
    }

    // The free crossing closest to `at`, at most `within` microseconds away; the earlier one of two as close.
    std::uint32_t nearest_free(Instant at, std::int64_t within) const;
    // Whether a row of an official heat rests on this reading.
    bool is_official(ReadingIndex reading) const {
        return reading.index() < official_readings.size() && official_readings[reading.index()];
    }
    // Takes the crossing, and adds what it says to `found`.
    void give(std::uint32_t crossing, Found& found);

    const LineInput& input;
    Persons persons;
    HeatBook book;
    Rows rows;
    Crossings crossings;
    std::vector<ChipCrossing> chips;
    std::vector<bool> official_readings;  // By reading.
};

}  // namespace heatline::fusion
