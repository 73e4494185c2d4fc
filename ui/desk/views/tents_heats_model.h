#pragma once
// TentsHeats: what the tents view says of heats: when each team leaves its tent, who of it is here, at staging, out and
// back, and the way the marshal takes along the tents to fetch a heat.
//
// TentBook is what costs O(children): made once for a snapshot. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ui/desk/desk.h"
#include "ui/desk/kit.h"
#include "ui/desk/views/tents_model.h"

namespace heatline::ui {

// The children of one team in one heat. Each is counted once; who does not come is not.
struct TentHeat {
    HeatId heat;
    TeamId team;
    Instant leaves;  // When the team leaves its tent.
    std::uint32_t all = 0;
    std::uint32_t unseen = 0;  // Nowhere today.
    std::uint32_t here = 0;    // Seen, and not at staging yet.
    std::uint32_t staged = 0;
    std::uint32_t out = 0;
    std::uint32_t not_back = 0;
    std::uint32_t back = 0;
    friend bool operator==(const TentHeat&, const TentHeat&) = default;
};

struct TentBook {
    std::vector<std::vector<TentHeat>> teams;  // By TeamId; each in the order of the day.
    std::vector<std::int64_t> position;        // By TeamId; see engine/heats/tent.h.
    std::vector<HeatId> day;                   // Heats in the order of the day, without those that are cancelled.
};
TentBook tent_book(const Snapshot& snapshot);

// The heat that the team leaves its tent for next; null when there is none.
const TentHeat* next_of(const TentBook& book, const Snapshot& snapshot, TeamId team);

// ---- the marshal's walk

struct HeatWalk {
    HeatId heat;
    std::vector<TeamId> stops;  // Along the tents.
    std::int64_t tents = 0;     // From the first stop to the last.
};
HeatWalk walk_of(const TentBook& book, HeatId heat);
// A straight piece of the way on the drawn map, in its columns and rows.
struct WalkLeg {
    std::int32_t row = 0, from = 0, to = 0;  // `to` may be left of `from`.
    friend bool operator==(const WalkLeg&, const WalkLeg&) = default;
};
// From the first stop to the last, row by row, there and back; stops without a known tent are left out.
std::vector<WalkLeg> legs_of(const HeatWalk& walk, const TentMap& map, const Snapshot& snapshot);
// The heat whose walk is worth showing: the next that is to start; none when all have.
HeatId next_walk(const TentBook& book, const Snapshot& snapshot);

// "Heat 4, 9:33: the marshal walks 5 tents, A3 to B1, for 4 teams · the first leaves at 9:22 · 4 not seen"
std::string walk_words(const HeatWalk& walk, const TentBook& book, const Desk& desk);

// ---- words

// For the tile of a team in a heat that is to come.
struct StopWords {
    std::string when;   // "leaves 9:22", "should leave 9:22", "has left".
    std::string brief;  // "9:22", "left".
    std::string who;    // "27 of 28 here", "26 of 28 staged", "nobody here".
    bool late = false;  // It should have left, and children of it are still here.
    bool look = false;  // Nobody of it is here, and it should leave within a quarter of an hour.
};
StopWords stop_words(const TentHeat& heat, const Desk& desk);

// A heat of the tent that is open.
struct TentHeatWords {
    Mark mark = Mark::none;
    Ink ink = Ink::muted;
    std::string title;  // "Heat 4, 9:33"
    std::string when;   // "leaves 9:22", "should leave 9:22", "has left", "began 9:19"
    std::string who;    // "27 of 28 here, 1 not seen"
};
TentHeatWords words_of(const TentHeat& heat, const Desk& desk);

// A row of the list of all tents: who leaves next comes first, then who has nothing to leave for, along the tents.
std::vector<TeamId> list_order(const TentBook& book, const Snapshot& snapshot);
struct TentLine {
    std::string tent, team;
    std::string next;   // "Heat 4"
    std::string leave;  // "9:22"; empty: no heat is to come.
    std::uint32_t all = 0, unseen = 0, here = 0, staged = 0, out = 0, not_back = 0, back = 0;
    Mark mark = Mark::none;
    Ink ink = Ink::muted;
    bool late = false;  // It should have left.
};
// Counts are those of the whole day, each child once: where it is now.
TentLine tent_line(const TentTile& tile, const TentBook& book, const Desk& desk);

}  // namespace heatline::ui
