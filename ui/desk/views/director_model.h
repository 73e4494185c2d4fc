#pragma once
// What the director view says: how far behind the plan the day is, how many are out and back, who is out and for how
// long, and the heats as stretches of time. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ui/desk/desk.h"
#include "ui/desk/plot.h"

namespace heatline::ui {

// ---- what a snapshot comes to; O(children), so once a snapshot

// A child who started and is neither back, nor finished, nor accounted for.
struct ChildOut {
    RunnerId runner;
    HeatId heat;
    Instant gun;
    ChildState state = ChildState::on_course;  // Or in the medical tent, or marked as not finishing.
    std::optional<Instant> seen_at;
    SeenAt seen_where = SeenAt::nowhere;
};

struct MeetPicture {
    std::vector<ChildOut> out;               // Oldest gun first, then by bib.
    std::optional<std::int64_t> median_us;   // From gun to line, of all who finished with a time.
    std::uint32_t not_back = 0;              // Finished, and not seen at a tent since.
    std::uint32_t contradictions = 0;        // Children whose sightings and results do not fit together…
    std::optional<LedgerRow> contradiction;  // …and the one seen longest ago.
};
MeetPicture picture_of(const Snapshot& snapshot);

// After this long somebody goes to look for the child: three times the median, once ten have finished, else an hour.
std::int64_t missing_after_us(const MeetPicture& picture);
// Out for that long, or still out when the tail walker is in or the heat is official.
bool is_missing(const ChildOut& child, const Snapshot& snapshot, const MeetPicture& picture, Instant now);

// ---- the top of the screen

struct DayLine {
    std::string clock;               // "9:31"
    std::string drift;               // "+4 min"; empty before the first gun and after the last.
    std::string drift_words;         // "behind the plan"
    bool late = false;               // So late that somebody should do something.
    std::string end;                 // "ends about 11:05"
    std::string heats, heats_words;  // "2 of 12", "heats official"
    std::string out, not_back, back;
};
// Minutes later than this are said in colour.
inline constexpr std::int64_t kLateMinutes = 5;
// How far behind the plan as it now stands: the lateness of the last gun, or of the heat that should have started by
// now, if that is more. Nothing before the first planned start and once no heat waits.
std::optional<std::int64_t> drift_minutes(const Snapshot& snapshot, Instant now);
DayLine day_line(const Desk& desk, const MeetPicture& picture);

// ---- the heats

// Every heat that is not cancelled: planned above, as it went below.
Timeline timeline_of(const Desk& desk, HeatId selected);
// The heat that the view looks at: the one chosen before, else the one that runs or comes next.
HeatId selected_heat(const Desk& desk, HeatId chosen);
// The one `by` places later (or earlier) in the order of the plan.
HeatId heat_beside(const Snapshot& snapshot, HeatId from, int by);
// "Heat 3 · Mile 2-3 · 9:18, gun 9:19 · 14 out, 83 in"
std::string heat_line(const Desk& desk, HeatId heat);

// ---- who is out

struct OutLine {
    Mark mark = Mark::on_course;
    Ink ink = Ink::text;
    std::string bib, name, heat, tent, out_for, last_seen;
    bool missing = false;
};
OutLine out_line(const ChildOut& child, const Desk& desk, const MeetPicture& picture);
// "3 children out, oldest 31:20" or what is to be said when nobody is.
std::string out_title(const MeetPicture& picture, const Desk& desk);

}  // namespace heatline::ui
