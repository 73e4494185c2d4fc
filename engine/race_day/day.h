#pragma once
// Day: what a change on the race day looks at, taken from the server's state or from the snapshot that a dashboard
// holds. Both give the same Day for the same sequence of the journal, but for names, which are not looked at.
//
// It points into what it was taken from, which must outlive it. Pure; any thread.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/snapshot.h"
#include "engine/state.h"

namespace heatline::race_day {

struct DayHeat {
    std::string name;
    BandId band;  // None: outside the bands; no change touches it.
    Instant planned;
    bool started = false;    // A gun was heard, or it is official.
    bool cancelled = false;  // And no gun was heard.
    const std::vector<Placement>* placements = nullptr;
    // Of its children: who does not run in it, and as what. By number. In a cancelled heat dns says nothing.
    std::vector<std::pair<RunnerId, Status>> gone;
};

struct Day {
    std::shared_ptr<const MeetRules> rules;
    std::shared_ptr<const Roster> roster;
    std::shared_ptr<const std::vector<std::string>> bibs;  // By RunnerId: the bib worn now, or empty.
    std::vector<DayHeat> heats;                            // By HeatId.
    std::optional<Instant> held_since;
    bool closed = false;
};

Day day_of(const State& state);
Day day_of(const Snapshot& snapshot);

}  // namespace heatline::race_day
