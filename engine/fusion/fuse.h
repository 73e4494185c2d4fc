#pragma once
// fuse: from the streams of one finish line to its finishes.
//
// Slots (taps) and arrivals (numbers, chips) are two lists in order. All stories of how one became the other are
// weighed together, and of all lists the one with the most right answers is given. Every answer says what it rests on
// (Evidence), how sure it is, and whether a person should look. The model is in README.md beside this.
//
// Promises: the same items give the same finishes in whatever order devices delivered them; nothing here reads a
// clock; what is stored, ranked or shown is integers, and inside a decision only + - x / on doubles in one fixed order
// and tables made of them, so every machine gives the same answer. Pure; any thread. About linear in the number of
// items where notes, chips or scan times anchor the line.

#include <functional>
#include <string>
#include <vector>

#include "engine/fusion/line_input.h"

namespace heatline::fusion {

// All finishes of the line, ordered by (heat in the order of input.heats, instant with the timeless last, runner,
// bib). A runner appears at most once in a heat. Official heats give back exactly their rows.
std::vector<Finish> fuse(const LineInput& input);

// What a finish rests on, for a person: "tap + chute number", "chip", "entered by hand". Never empty. `source` may add
// to each part where it comes from.
std::string evidence_text(const Finish& finish, const std::function<std::string(Evidence)>& source = {});

}  // namespace heatline::fusion
