#pragma once
// What the two stations' views draw alike. Render thread.

#include <string>
#include <utility>
#include <vector>

#include "ui/desk/screen.h"
#include "ui/desk/views/station_model.h"

namespace heatline::ui {

inline constexpr float kStationMargin = 24;

// The body without the strips, the practice's frame and its questions, which are drawn.
Rect draw_station_top(Frame& frame, Rect body, const std::vector<Strip>& strips);
// The heat's name and what it is of, and at the right a remark.
void draw_station_title(Kit& kit, Rect row, const std::string& title, const std::string& subtitle,
                        const std::string& remark);
// The counts against each other; the verdict beside them.
void draw_count_line(Kit& kit, Rect row, const CountLine& line);
// Keys and what they do, as many as have room.
void draw_hints(Kit& kit, Rect row, const std::vector<std::pair<std::string, std::string>>& hints);
// Why the last key was of no use.
void draw_refused(Kit& kit, Rect row, const std::string& why, Align align);
// Last of all: the border that says that a key was heard.
void draw_flash(Kit& kit, Rect body, Flash flash);

}  // namespace heatline::ui
