#pragma once
// What the office orders from the director and the tents view, each with what takes it back. Pure, but for give and
// take_back, which are of a frame.

#include <cstdint>
#include <string>

#include "ui/desk/screen.h"

namespace heatline::ui {

// Minutes by which + and - move the plan.
inline constexpr std::int64_t kDelayStep = 5;

struct DirectorOrder {
    std::string json, words;            // As intent::Command has them.
    std::string back_json, back_words;  // What takes it back.
};

DirectorOrder hold_all(const std::string& reason);
DirectorOrder resume_all(const std::string& reason);
// This heat and all after it that have not started.
DirectorOrder delay_from(const HeatPicture& heat, std::int64_t minutes);
// The tail walker is in; a second time, is not in after all.
DirectorOrder clear_course(const HeatPicture& heat);
DirectorOrder account_for(const std::string& bib, const std::string& reason);

// Asks for it, and remembers how to take it back.
void give(Frame& frame, const DirectorOrder& order);
// Takes back the last order given from this window, once. False when there is none.
bool take_back(Frame& frame);
// What take_back would do; empty when there is none.
std::string last_order(const Screen& screen);

}  // namespace heatline::ui
