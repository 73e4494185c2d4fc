#pragma once
// The parts of the heats view: what they share, and how each draws. Only heats*.cpp includes it. Render thread.

#include <string>
#include <vector>

#include "ui/desk/button.h"
#include "ui/desk/list.h"
#include "ui/desk/views/heats_children_model.h"
#include "ui/desk/views/heats_match_model.h"
#include "ui/desk/views/heats_mend.h"
#include "ui/desk/views/heats_orders.h"
#include "ui/desk/views/heats_review.h"

namespace heatline::ui {

// Screen::numbers while a child is moved: its id and the id of the heat that it leaves, each plus one; 0: none.
inline constexpr const char* kHeatsMoving = "heats.moving";
inline constexpr const char* kHeatsFrom = "heats.from";

// The heat that a typed line is about.
inline constexpr const char* kHeatsAsked = "heats.asked";

// What the keys go to.
enum class HeatsPlace : std::uint8_t { heats, children, match };

// One frame of the view: the heat that is looked at, and what was worked out for it.
struct HeatsLook {
    Frame& frame;
    const HeatsBook& book;
    HeatId heat;
    const std::vector<ChildPlace>& children;
    const HeatMatch* match;  // Null until the overview has it.
    const std::vector<MatchEntry>& entries;
    const std::vector<ReviewCard>& cards;

    Screen& screen() const { return frame.screen; }
    const Desk& desk() const { return frame.desk; }
    const HeatPicture& picture() const { return *frame.desk.snapshot->heats[heat.index()]; }

    HeatsPlace place() const;
    void go(HeatsPlace place) const;
    MatchColumn column() const;
    // The child that is being moved; none when none is.
    RunnerId moving() const;
    HeatId moving_from() const;
    std::vector<MoveCost> costs() const;
    // Why something was not done: Screen::said.
    void say(std::string sentence) const;
    // Opens a line to be typed for this heat.
    void ask(const char* purpose, std::string label, std::string typed = {}) const;

    // The card that is open; null when none is.
    const ReviewCard* card() const;
    std::size_t card_index() const;  // Among `cards`, which are not empty.
    // Whether the open card is about this row of the match.
    bool is_of_card(std::size_t row) const;
    // An answer was given: what it moves elsewhere is said when it is there.
    void await_changes(const ReviewCard& card) const;
};

// Which child, which reading stands in a row of the two lists. Of a row of the match it is the reading in the chosen
// column, else another of the row.
RowKeys child_rows(const HeatsLook& look);
RowKeys match_rows(const HeatsLook& look);

// Takes the keys of the frame and asks for what they mean.
void heats_keys(const HeatsLook& look);
// Of the card: one that was answered gives way to the next.
void hold_card(const HeatsLook& look);
void take_card_keys(const HeatsLook& look);
void typed_for_card(const HeatsLook& look, const std::string& typed);
// A key and what it does here and now.
struct HeatsHint {
    KeyPress key;
    std::string does;
};
// The one thing that is due with this heat, for a button: "Start Heat 3"; none while there is none.
std::optional<HeatsHint> heats_verb(const HeatsLook& look);
// All else.
std::vector<HeatsHint> heats_hints(const HeatsLook& look);

void draw_heats_list(const HeatsLook& look, Rect rect);
// How high the head is; `compact` where there is little room.
float heats_head_height(bool compact);
void draw_heats_head(const HeatsLook& look, Rect rect, bool compact);
void draw_heats_children(const HeatsLook& look, Rect rect);
// Takes its room off the top of `rect`; nothing when no card is open.
void draw_heats_card(const HeatsLook& look, Rect& rect);
void draw_heats_match(const HeatsLook& look, Rect rect);
void draw_heats_move(const HeatsLook& look, Rect rect);

}  // namespace heatline::ui
