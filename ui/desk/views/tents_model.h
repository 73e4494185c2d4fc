#pragma once
// What the tents view says: the field as it stands in the roster, one tile a tent, and the children of one tent with
// who is out longest first. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ui/desk/desk.h"
#include "ui/desk/kit.h"

namespace heatline::ui {

struct TentTile {
    TeamId team;
    std::int32_t row = 0, col = 0;                           // On the drawn map, from 0.
    std::uint32_t out = 0, not_back = 0, back = 0, all = 0;  // Children who are here on the day, or may still come.
    std::uint32_t seen = 0;
    std::uint32_t staged = 0;
    bool medical = false;
    bool missing = false;  // One is still out when it should not be.
};
struct TentMap {
    std::vector<TentTile> tiles;  // By row, then by column; no two at the same place.
    std::int32_t rows = 0, cols = 0;
    bool placed = false;  // The roster says where at least one tent stands; else the tents stand in order of names.
};
// O(children). Of one team alone, or of all. Teams without a place, or with one that is taken, follow below the map.
TentMap tents_of(const Snapshot& snapshot, TeamId only = {});

struct TileWords {
    Mark mark = Mark::none;
    Ink ink = Ink::muted;
    std::string label;   // The tent's, else the team's name.
    std::string name;    // The team's.
    std::string first;   // "3 out", "5 not back", "all back", "20 of 24 here".
    std::string second;  // "18 of 24 back"; may be empty.
};
TileWords words_of(const TentTile& tile, const Snapshot& snapshot);

// The tile reached from `from` by an arrow: the nearest in that direction; `from` itself where there is none.
std::size_t tile_beside(const TentMap& map, std::size_t from, int across, int down);
// Where the team's tile is; nothing when it has none.
std::optional<std::size_t> tile_of(const TentMap& map, TeamId team);

struct TentChild {
    RunnerId runner;
    HeatId heat;
    ChildState state = ChildState::registered;
    bool accounted = false;
    std::optional<Instant> gun;  // Of the heat it started last.
};
// Out longest first, then who is not back, who was not seen, who waits, and the rest; each by bib.
std::vector<TentChild> children_of(const Snapshot& snapshot, TeamId team);

struct ChildWords {
    Mark mark = Mark::none;
    Ink ink = Ink::muted;
    std::string bib, name, state, heat;
};
ChildWords words_of(const TentChild& child, const Desk& desk);

}  // namespace heatline::ui
