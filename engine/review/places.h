#pragma once
// Places: the marked rows of a heat, gathered to what is one question each. Pure; any thread.

#include <vector>

#include "engine/review/heat_view.h"

namespace heatline::review {

// One place: the lines of a HeatView that it is about, in order.
struct Place {
    ReviewCause cause = ReviewCause::counts_differ;
    std::vector<std::size_t> marked;  // At most kReviewLinesMax; a longer run is several places.
    std::vector<std::size_t> shown;   // The marked and what is shown with them.
    HeatId own, other;                // heat_doubtful: where the child is entered, where the time fits.
    RunnerId maybe;                   // entered_twice, no_sign_of_start: who may be meant.
};

// The marked rows. Adjacent ones of one cause are one place, where one answer can serve them all: a number that is
// nobody's is a question of its own.
std::vector<Place> marked_places(const HeatView& view);
// What fusion does not mark: a child of whom there is no other sign, a queue without presses.
std::vector<Place> places_without_sign(const HeatView& view);
std::vector<Place> queues_without_presses(const HeatView& view);

// The child of this heat without a finish whose number is taken down as `taken` by one slip most easily; none.
RunnerId missing_like(const HeatView& view, std::string_view taken);

}  // namespace heatline::review
