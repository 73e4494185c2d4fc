#pragma once
// Leftovers: what stays when the numbers of a line are explained: notes that speak of no number, and crossings that are
// nobody's.
//
// A lone note is a finish of its own and takes the press beside it. A free crossing is a finisher without a name when
// a child whose number was missed is likely enough against an extra press. Pure; any thread.

#include <span>
#include <vector>

#include "engine/fusion/line.h"
#include "engine/fusion/slots.h"

namespace heatline::fusion {

// What the line says of crossings that are left.
struct LeftRates {
    bool anybody = false;        // Some stream says who finished.
    bool numbers_given = false;  // Numbers or chips were explained.
    double number_missed = 0;
    double unread = 1;             // Of those whose number was missed, who would not have been seen by a chip either.
    std::uint32_t last_taken = 0;  // The last crossing that is somebody's.
};

// Whether the note confirms or contradicts a finish that its child has already; the row says so then.
bool confirms(Line& line, const Item& note, Person person, Fit fit);
// The row of the note; kNoRow or kRemovedRow when it is no finish of its own.
std::uint32_t stand_lone_note(Line& line, const Item& note);
// Of the slots those that nobody took.
void name_the_rest(Line& line, std::span<const Slot> slots, const LeftRates& rates);

}  // namespace heatline::fusion
