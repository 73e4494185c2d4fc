#pragma once
// HeatsModel: what the heats view says about every heat: its times, its state, who of which team runs in it, how many
// places are taken.
//
// HeatsBook is what costs O(children): made once for a snapshot. The rest is worked out for the heats that are seen.
// Pure; any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "ui/desk/desk.h"
#include "ui/desk/kit.h"

namespace heatline::ui {

// The children of one team in one heat, without those who are gone from it before it starts.
struct TeamBlock {
    TeamId team;
    std::uint32_t children = 0;
    std::uint32_t seats = 0;  // An assisted runner takes more than one.
    friend bool operator==(const TeamBlock&, const TeamBlock&) = default;
};

struct HeatSeats {
    std::uint32_t taken = 0;
    std::uint32_t places = 0;   // 0: a heat outside the bands has no bound.
    std::uint32_t reserve = 0;  // Of these, kept for late children.
    std::uint32_t assisted = 0;
    std::vector<TeamBlock> blocks;  // In the order of the tents.
    std::int64_t left() const { return static_cast<std::int64_t>(places) - taken; }
    friend bool operator==(const HeatSeats&, const HeatSeats&) = default;
};

struct HeatsBook {
    std::vector<HeatSeats> heats;        // By HeatId.
    std::vector<std::int64_t> position;  // Of each team's tent along the walk; see engine/heats/tent.h.
    std::vector<std::size_t> day;        // Heats in the order of the day: planned starts.
};
HeatsBook heats_book(const Snapshot& snapshot);

struct HeatLine {
    std::string title, subtitle;
    std::string times;   // "9:18, began 9:19:00"
    std::string counts;  // "86 in, 9 out"
    std::string state;
    std::string seats;  // "98 of 120"
    Mark mark = Mark::none;
    Ink ink = Ink::muted;  // Of the state.
};
HeatLine heat_line(const Desk& desk, const HeatsBook& book, HeatId heat);

// The heat that is looked at, in full.
struct HeatHead {
    std::string title, subtitle;
    std::string state;  // "UNOFFICIAL", "OFFICIAL", "planned", …
    Mark mark = Mark::none;
    Ink ink = Ink::muted;
    std::string clock;    // "12:41" since the gun, "in 8:18", or empty.
    std::string times;    // "planned 9:18, began 9:19:00.2"
    std::string counts;   // "86 finished, 9 out, 61 back"
    std::string seats;    // "98 of 120 places, 4 kept for late children"
    std::string doubts;   // "9 doubtful", or empty.
    std::string missing;  // "The course is clear, and 1 child is out", or empty.
};
HeatHead heat_head(const Desk& desk, const HeatsBook& book, HeatId heat);

// What a heat has left when a child or a team has come into it: "3 places left after", or "2 over the 120". On the race
// day the whole heat is for use (H4), so places that were kept for late children count as left.
std::string places_after(std::int64_t left, std::int64_t places);

// "9:19:00.2": a start as it is compared with another.
std::string start_clock(Instant start, const MeetRules& rules);

}  // namespace heatline::ui
