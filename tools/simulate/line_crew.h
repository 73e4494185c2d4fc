#pragma once
// The crew of one finish line: the tapper, the scanner in the chute, the note taker, the mat.
//
// Part of volunteers.h; see there. Pure; any thread.

#include "tools/simulate/volunteers.h"

namespace heatline::simulate {

struct LineNotes {
    std::vector<Note> taps, scans, selects, chips;  // Each by `due`.
    // By heat: when the last number of it was sent; pull tags may be keyed long after the last child.
    std::vector<Instant> heat_done;
    std::size_t waved_through = 0;
};

LineNotes crew_notes(const Plan& plan, const Truth& truth, std::size_t line, const Mistakes& mistakes,
                     std::uint64_t seed, Tallies& tallies);

}  // namespace heatline::simulate
