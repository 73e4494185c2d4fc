#pragma once
// HeatsReview: the doubtful places of the heat that is looked at, a card at a time: what is asked, in words with the
// names that this window may show, and what an answer orders. Which cards there are is engine/review's to say. Pure;
// any thread.

#include <string>
#include <vector>

#include "engine/review/review.h"
#include "ui/desk/desk.h"
#include "ui/desk/screen.h"
#include "ui/desk/views/heats_orders.h"

namespace heatline::ui {

// The places of this heat; empty until the overview holds them.
const std::vector<ReviewCard>& cards_of(const Desk& desk, HeatId heat);

// "Place 2 of 9: may be another child"; of what needs no answer "For information".
std::string card_title(const std::vector<ReviewCard>& cards, std::size_t card);
// The question, with "Ava (103)" where the window may show names, "103" where not.
std::string card_sentence(const Desk& desk, const ReviewCard& card);

// What is asked for when an answer needs it: "Which number?"; empty for one that needs nothing.
std::string answer_question(const ReviewAnswer& answer);
// What `answer` orders, all of it one step; or why not.
HeatOrder answer_card(const Desk& desk, const ReviewCard& card, const ReviewAnswer& answer,
                      const std::string& entered = {});

// What an answer moved beside its own place: "2 times changed: 103 and 117"; empty when it moved nothing. Of finishers
// who are known, those that both pictures hold, but for the children of `card`.
std::string changed_times(const HeatPicture& before, const HeatPicture& after, const ReviewCard& card);

}  // namespace heatline::ui
