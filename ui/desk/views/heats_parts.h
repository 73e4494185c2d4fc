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
#include "ui/desk/views/heats_team_model.h"

namespace heatline::ui {

// Screen::numbers while a child is moved: its id and the id of the heat that it leaves, each plus one; 0: none.
inline constexpr const char* kHeatsMoving = "heats.moving";
inline constexpr const char* kHeatsFrom = "heats.from";
// While a team is moved out of kHeatsFrom: its id plus one. Its children then are the panel's business.
inline constexpr const char* kHeatsTeam = "heats.team";
inline constexpr const char* kHeatsAssign = "heats.assign";
inline constexpr const char* kHeatsTeamTargets = "heats.team-targets";
// While a team is dragged: its id plus one, and 1 as soon as it left the place where it was taken up.
inline constexpr const char* kHeatsDrag = "heats.drag";
inline constexpr const char* kHeatsDragged = "heats.dragged";

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
    // The team that is being moved; without a team when none is.
    TeamGroup moving_team() const;
    bool is_moving() const { return moving() || moving_team().team; }
    // The team that is being dragged onto another heat; without a team when none is.
    TeamGroup dragged_team() const;
    // What each heat would cost the team that is moved or dragged. Worked out once for a snapshot and a minute.
    const std::vector<TeamMove>& team_moves_of(const TeamGroup& group) const;
    // Why something was not done: Screen::said.
    void say(std::string sentence) const;
    // Opens a line to be typed for this heat.
    void ask(const char* purpose, std::string label, std::string typed = {}) const;
    // Only if there is no reason not to; else says that.
    void ask_unless(std::string why_not, const char* purpose, std::string label) const;
    // Gives the order, or says why it cannot be given.
    void give_or_say(HeatOrder order) const;

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
// Of the match, and the number typed for the tap that was chosen there.
void take_match_keys(const HeatsLook& look);
void typed_for_match(const HeatsLook& look, const std::string& bib);
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

// ---- a team to another heat

// Opens the question, with this heat chosen; none: the best. Says why not where it cannot be.
void start_team_move(const HeatsLook& look, const TeamGroup& group, HeatId to);
void take_team_keys(const HeatsLook& look);
void typed_for_team(const HeatsLook& look, const std::string& reason);
void draw_heats_team(const HeatsLook& look, Rect rect);

// A row of this team was pressed in `where`: it may be dragged from there.
void press_team(const HeatsLook& look, Rect where, TeamId team);
// Follows the pointer; before anything is drawn.
void take_drag(const HeatsLook& look);
// The row of a heat while a team is dragged: the places left there, what else it would cost; the drop.
std::string drag_places(const HeatsLook& look, HeatId heat);
void draw_drag_row(const HeatsLook& look, Rect where, HeatId heat);
// What is dragged, beside the pointer; over all else.
void draw_dragged(const HeatsLook& look);

}  // namespace heatline::ui
