#pragma once
// "Look at this": everything that waits for somebody, one sentence each, with what to do and where. What cannot wait
// comes first, then what has waited longest, then what only the office needs. Pure; any thread.

#include <optional>
#include <string>
#include <vector>

#include "ui/desk/views/devices_model.h"
#include "ui/desk/views/director_model.h"

namespace heatline::ui {

struct Problem {
    Urgency urgency = Urgency::look;
    std::string sentence;          // At most 15 words, with what to do.
    std::optional<Instant> since;  // None: since before the first gun, or nobody knows.
    View mends = View::director;   // Where it is put right.
    HeatId heat;                   // What that view is to show.
    RunnerId runner;
    TeamId team;
    std::uint64_t key = 0;  // What it is about, the same as long as it stands, whatever it says.
};

// A difference that lasts longer than this, with no tap for so long, is no hurry in the chute.
inline constexpr std::int64_t kDifferS = 20, kGapS = 8;
bool differ_for_long(const LineWatch& line, Instant now);

// For how long after the readings that it goes by advice is still shown.
inline constexpr std::int64_t kAdviceS = 60;

// For how long it is said that a certain time moved.
inline constexpr std::int64_t kMovedShownS = 900;

std::vector<Problem> problems_of(const Desk& desk, const MeetPicture& picture, const std::vector<Source>& sources);

}  // namespace heatline::ui
