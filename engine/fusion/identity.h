#pragma once
// Identity: whose number was meant where the one that was taken cannot be right.
//
// A number that is nobody's, or that came through before, may be a slip of the finger. Children who were seen nowhere
// are weighed by how likely their number would have become this one (a lost digit, two digits exchanged, one digit
// hit wrongly) against a runner nobody registered. Above one half the number is taken as that child's, and always
// marked. Pure; any thread.

#include <string_view>
#include <vector>

#include "engine/fusion/arrivals.h"
#include "engine/fusion/heat_of.h"

namespace heatline::fusion {

// The chance that `meant` was taken down as `taken`, for one slip; 0 when it takes more than one.
double slip_chance(std::string_view taken, std::string_view meant);

// Finds out which arrivals are unknown or there twice, and repairs what can be repaired. `lone_notes` speak of
// children without an arrival; a note whose child is found that way is attached and leaves the list. `book` comes
// back as it was.
void settle_identities(const LineInput& input, const Persons& persons, std::vector<Arrival>& arrivals,
                       std::vector<const Item*>& lone_notes, HeatBook& book);

}  // namespace heatline::fusion
