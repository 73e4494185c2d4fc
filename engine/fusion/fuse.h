#pragma once
// fuse: from the streams of one finish line to its finishes.
//
// The interface behind which the method may grow. Today: chips and selects stand on their own instants; taps and
// chute numbers are paired in order, and every select that can be placed is a sync point from which counting
// starts again, so that one missed tap shifts only the children up to the next select. Every answer says what it
// rests on (Evidence), how sure it is, and whether a person should look. The rules are in README.md beside this.
//
// Promises: the same items give the same finishes in whatever order devices delivered them; nothing here reads a
// clock; integers only. Pure; any thread. O(n log n) in the number of items, a linear pass when nothing overlaps.

#include <string>
#include <vector>

#include "engine/fusion/bench.h"
#include "engine/fusion/line_input.h"

namespace heatline::fusion {

// All finishes of the line, ordered by (heat in the order of input.heats, instant with the timeless last, runner,
// bib). A runner appears at most once in a heat. Official heats give back exactly their rows.
std::vector<Finish> fuse(const LineInput& input);
// The same, on the tables of `bench`, and with its memory where it remembers. For Fuser.
std::vector<Finish> fuse_with(const LineInput& input, Bench& bench);

// What a finish rests on, for a person: "tap + chute number", "chip", "entered by hand". Never empty.
std::string evidence_text(const Finish& finish);

}  // namespace heatline::fusion
