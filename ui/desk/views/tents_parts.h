#pragma once
// The parts of the tents view: what they share, and how each draws. Only tents*.cpp includes it. Render thread.

#include <vector>

#include "ui/desk/list.h"
#include "ui/desk/views/tents_heats_model.h"
#include "ui/desk/views/tents_model.h"

namespace heatline::ui {

inline constexpr const char* kTentsOfTent = "tents.children";  // Lists of the view, by their words in Screen::lists.
inline constexpr const char* kTentsList = "tents.list";
inline constexpr const char* kTentsAccount = "tents.account";

// One frame of the view, and what was worked out for it.
struct TentsLook {
    Frame& frame;
    const TentMap& map;
    const TentBook& book;
    const HeatWalk* walk;  // Null: none is shown.

    const Desk& desk() const { return frame.desk; }
    const Snapshot& snapshot() const { return *frame.desk.snapshot; }
    Screen& screen() const { return frame.screen; }
    // Of the heat whose walk is shown; null where the team does not run in it.
    const TentHeat* stop_of(TeamId team) const;
};

// The tile that was clicked; -1: none.
int draw_tents_map(const TentsLook& look, Rect rect, std::size_t selected);
// The row that was opened; -1: none.
int draw_tents_list(const TentsLook& look, Rect rect, const std::vector<TeamId>& order, bool takes_keys);
// The tent that is open: its heats, then its children.
void draw_tent(const TentsLook& look, Rect rect, const std::vector<TentChild>& children);
RowKeys rows_of(const std::vector<TentChild>& children);

}  // namespace heatline::ui
