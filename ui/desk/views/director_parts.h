#pragma once
// The parts of the director's view, each drawn into its place. They say what the models say and decide nothing. Render
// thread.

#include "ui/desk/list.h"
#include "ui/desk/screen.h"
#include "ui/desk/views/director_model.h"
#include "ui/desk/views/director_problems.h"

namespace heatline::ui {

inline constexpr const char* kOutList = "director.out";
inline constexpr const char* kLookList = "director.look";

enum class DirectorColumn : std::uint8_t { out, look };

struct DirectorScene {
    const MeetPicture& picture;
    std::vector<Problem> problems;
    const std::vector<Source>& sources;
    HeatId heat;                                  // The one that is selected.
    DirectorColumn column = DirectorColumn::out;  // Which list hears the keys.
};

// Who stands in a row of the one list, what in a row of the other.
RowKeys out_rows(const DirectorScene& scene);
RowKeys look_rows(const DirectorScene& scene);

// Where the parts stand. On a small screen one list is shown at a time, and the pulse is left out.
struct DirectorLayout {
    bool small = false;
    bool both = true;
    Rect day, heat_line, timeline, out, look, pulse, hints;
};
DirectorLayout layout_of(Rect body);

void draw_day(Frame& frame, const DirectorLayout& layout, const DirectorScene& scene);
// Returns the heat that was clicked, or none.
HeatId draw_heats_in_time(Frame& frame, const DirectorLayout& layout, const DirectorScene& scene);
// In place of the timeline while no heat may start.
void draw_held(Frame& frame, const DirectorLayout& layout);
// Both return the row that was activated, or -1.
int draw_out(Frame& frame, Rect rect, const DirectorScene& scene, bool takes_keys);
int draw_look(Frame& frame, Rect rect, const DirectorScene& scene, bool takes_keys);
// Stations, counts of the line, finishers a minute.
void draw_pulse(Frame& frame, const DirectorLayout& layout, const DirectorScene& scene);
void draw_hints(Frame& frame, const DirectorLayout& layout, const DirectorScene& scene);

}  // namespace heatline::ui
