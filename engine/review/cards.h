#pragma once
// Cards: a place in words, with what a person may answer. Pure; any thread.

#include "engine/review/places.h"

namespace heatline::review {

ReviewCard card_of(const HeatView& view, const Place& place);
// Of a press that no finish rests on.
ReviewCard card_of(const HeatView& view, const LoosePress& press);

// What card_of puts together.
std::vector<ReviewWord> sentence_of(const HeatView& view, const Place& place, const ReviewCard& card);
std::vector<ReviewAnswer> answers_of(const HeatView& view, const Place& place);
// Of the reading that says another time than row `i` does: a note, else a chip, of its child; none.
ReadingIndex contradiction_of(const HeatView& view, std::size_t i);

}  // namespace heatline::review
