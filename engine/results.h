#pragma once
// Results: the finishes of one heat become rows with places and statuses; contract part 4.
//
// Places go by the exact instant; equal instants share a place, and the next place counts on from all before it. A
// finisher who is not known takes a place too: somebody crossed. Whoever has no time takes none. Pure; any thread.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/sightings.h"

namespace heatline {

// What a heat's rows are made from, beside the state.
struct HeatFinishes {
    HeatId heat;
    std::optional<Instant> gun;
    std::span<const Finish> finishes;  // Of this heat, by instant.
    const SeenToday* seen = nullptr;
    // By RunnerId: the child has a finish in a heat it was not entered in.
    const std::vector<bool>* ran_elsewhere = nullptr;
    // By RunnerId: the bib worn now.
    const std::vector<std::string>* bibs = nullptr;
};

// Rows in the order of results: places first, then who finished without a time, then who was disqualified after
// crossing, then the rest; each by bib.
// O(n log n) in the heat's entries and finishes.
std::vector<ResultRow> result_rows(const State& state, const HeatFinishes& heat);

// Whether a child of this age (if known) is further from the band's ages than the rules time. A grade stands for the
// ages at which children are usually in it: K is 5 to 6, each later grade a year more.
bool too_far_from_band(const BandRules& band, const std::optional<std::int32_t>& age);

// When the meet was told that this child crossed: of the reading that names it, or of the word of a person: a finish
// entered, a tap assigned.
Seq told_at(const State& state, const Finish& finish);

// What is written down when a heat is made official, and back.
std::vector<OfficialRow> official_rows(const State& state, std::span<const Finish> finishes);
// 16 hex digits over everything the rows say. Equal rows have equal digests on every machine.
std::string digest_of(std::span<const OfficialRow> rows);

}  // namespace heatline
