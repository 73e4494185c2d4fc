#pragma once
// The parts of the grants view. Render thread.

#include "ui/desk/screen.h"
#include "ui/desk/views/grants_model.h"

namespace heatline::ui {

// What the view remembers and what it worked out; a memo of the window.
struct GrantsState {
    Memo<std::shared_ptr<const Snapshot>, GrantsTable> table;
    bool open = false;          // One team has the whole body, where there is no room for a panel.
    std::string digest;         // Of the statements that were looked at when somebody began to approve.
    TeamId team;                // Whose award is typed…
    std::string grant, amount;  // …of which grant, and how much.
};

void take_grants_keys(Frame& frame, GrantsState& state, TeamId selected);
// While the line at the foot is this view's.
void take_grants_prompt(Frame& frame, GrantsState& state);

void draw_approval(Frame& frame, Rect strip, const ApprovalLook& look, const std::string& total);
void draw_grants_table(Frame& frame, Rect rect, const GrantsTable& table, GrantsState& state);
void draw_team_sheet(Frame& frame, Rect rect, const TeamSheet& sheet);

}  // namespace heatline::ui
