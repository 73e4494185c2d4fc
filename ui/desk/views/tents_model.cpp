#include "ui/desk/views/tents_model.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>

#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

// A field without places is drawn this wide at most.
constexpr std::int32_t kUnplacedCols = 10;

bool is_out(ChildState state) {
    return state == ChildState::on_course || state == ChildState::medical || state == ChildState::dnf;
}

void count(TentTile& tile, const LedgerRow& row, const Snapshot& snapshot) {
    if (row.state == ChildState::virtually || row.state == ChildState::withdrawn) return;
    if (row.state == ChildState::dns && !row.seen) return;
    ++tile.all;
    tile.seen += row.seen ? 1 : 0;
    if (row.accounted || row.state == ChildState::returned) {
        ++tile.back;
    } else if (is_out(row.state)) {
        ++tile.out;
        tile.medical = tile.medical || row.state == ChildState::medical;
        const HeatPicture* heat = row.heat ? snapshot.heats[row.heat.index()].get() : nullptr;
        tile.missing = tile.missing || (row.state == ChildState::on_course && heat &&
                                        (heat->state == HeatState::official || heat->course_clear));
    } else if (row.state == ChildState::finished) {
        ++tile.not_back;
    } else if (row.state == ChildState::staged) {
        ++tile.staged;
    }
}

// The rows and columns of the roster begin anywhere; the map begins at the first that is used.
void place(TentMap& map, const Roster& roster) {
    std::int32_t first_row = INT32_MAX, first_col = INT32_MAX;
    for (const TentTile& tile : map.tiles) {
        const Team& team = roster.team(tile.team);
        if (team.tent_row <= 0 || team.tent_col <= 0) continue;
        map.placed = true;
        first_row = std::min(first_row, team.tent_row);
        first_col = std::min(first_col, team.tent_col);
    }
    std::set<std::pair<std::int32_t, std::int32_t>> taken;
    std::vector<TentTile*> without;
    for (TentTile& tile : map.tiles) {
        const Team& team = roster.team(tile.team);
        if (team.tent_row <= 0 || team.tent_col <= 0 || !taken.emplace(team.tent_row, team.tent_col).second) {
            without.push_back(&tile);
            continue;
        }
        tile.row = team.tent_row - first_row;
        tile.col = team.tent_col - first_col;
        map.rows = std::max(map.rows, tile.row + 1);
        map.cols = std::max(map.cols, tile.col + 1);
    }
    std::stable_sort(without.begin(), without.end(), [&](const TentTile* a, const TentTile* b) {
        return roster.team(a->team).name < roster.team(b->team).name;
    });
    const std::int32_t wide =
        map.placed ? map.cols : std::min(kUnplacedCols, static_cast<std::int32_t>(without.size()));
    const std::int32_t below = map.rows;
    for (std::size_t i = 0; i < without.size(); ++i) {
        without[i]->row = below + static_cast<std::int32_t>(i) / wide;
        without[i]->col = static_cast<std::int32_t>(i) % wide;
        map.rows = std::max(map.rows, without[i]->row + 1);
        map.cols = std::max(map.cols, without[i]->col + 1);
    }
}

int rank(const TentChild& child) {
    if (child.accounted && child.state != ChildState::returned) return 4;
    if (is_out(child.state)) return 0;
    switch (child.state) {
        case ChildState::finished:
            return 1;
        case ChildState::registered:
            return 2;
        case ChildState::checked_in:
        case ChildState::staged:
            return 3;
        default:
            return 4;
    }
}

}  // namespace

TentMap tents_of(const Snapshot& snapshot, TeamId only) {
    TentMap map;
    const Roster& roster = *snapshot.roster;
    std::vector<TentTile> tiles(roster.teams().size());
    for (std::size_t i = 0; i < tiles.size(); ++i) tiles[i].team = TeamId{i};
    for (const LedgerRow& row : *snapshot.ledger) {
        const TeamId team = roster.brief(row.runner).team;
        if (team) count(tiles[team.index()], row, snapshot);
    }
    for (TentTile& tile : tiles) {
        if (!only || tile.team == only) map.tiles.push_back(tile);
    }
    place(map, roster);
    std::sort(map.tiles.begin(), map.tiles.end(), [](const TentTile& a, const TentTile& b) {
        return std::pair{a.row, a.col} < std::pair{b.row, b.col};
    });
    return map;
}

TileWords words_of(const TentTile& tile, const Snapshot& snapshot) {
    const Team& team = snapshot.roster->team(tile.team);
    TileWords words;
    words.name = team.name;
    words.label = team.tent.empty() ? team.name : team.tent;
    const std::string of_all = " of " + grouped(tile.all);
    if (tile.out > 0) {
        words.mark = tile.medical ? Mark::did_not_finish : tile.missing ? Mark::look : Mark::on_course;
        words.first = grouped(tile.out) + " out";
        words.second = grouped(tile.back) + of_all + " back";
    } else if (tile.not_back > 0) {
        words.mark = Mark::finished;
        words.first = grouped(tile.not_back) + " not back";
        words.second = grouped(tile.back) + of_all + " back";
    } else if (tile.all > 0 && tile.back == tile.all) {
        words.mark = Mark::back;
        words.first = "all back";
    } else {
        words.mark = tile.seen > 0 ? Mark::live : Mark::absent;
        words.first = grouped(tile.seen) + of_all + " here";
        if (tile.back > 0) words.second = grouped(tile.back) + of_all + " back";
    }
    if (tile.all == 0) words.first = "no children";
    // Only what somebody should look at has a colour.
    const bool loud = words.mark == Mark::did_not_finish || words.mark == Mark::look || words.mark == Mark::on_course;
    words.ink = loud ? ink_of(words.mark) : Ink::muted;
    return words;
}

std::size_t tile_beside(const TentMap& map, std::size_t from, int across, int down) {
    if (from >= map.tiles.size()) return 0;
    const TentTile& here = map.tiles[from];
    std::size_t best = from;
    std::pair<std::int32_t, std::int32_t> best_way{INT32_MAX, INT32_MAX};
    for (std::size_t i = 0; i < map.tiles.size(); ++i) {
        const std::int32_t cols = map.tiles[i].col - here.col, rows = map.tiles[i].row - here.row;
        const std::int32_t ahead = across != 0 ? cols * across : rows * down;
        const std::int32_t aside = std::abs(across != 0 ? rows : cols);
        if (ahead <= 0 || (across != 0 && aside != 0)) continue;
        if (std::pair{ahead, aside} < best_way) {
            best_way = {ahead, aside};
            best = i;
        }
    }
    return best;
}

std::optional<std::size_t> tile_of(const TentMap& map, TeamId team) {
    const auto found =
        std::find_if(map.tiles.begin(), map.tiles.end(), [&](const TentTile& tile) { return tile.team == team; });
    if (found == map.tiles.end()) return std::nullopt;
    return static_cast<std::size_t>(found - map.tiles.begin());
}

std::vector<TentChild> children_of(const Snapshot& snapshot, TeamId team) {
    std::vector<TentChild> children;
    for (const LedgerRow& row : *snapshot.ledger) {
        if (snapshot.roster->brief(row.runner).team != team || row.state == ChildState::virtually) continue;
        TentChild child{row.runner, row.heat, row.state, row.accounted, {}};
        if (row.heat) child.gun = snapshot.heats[row.heat.index()]->start;
        children.push_back(child);
    }
    const auto& bibs = *snapshot.bibs;
    std::sort(children.begin(), children.end(), [&](const TentChild& a, const TentChild& b) {
        const auto key = [&](const TentChild& child) {
            const std::string& bib = bibs[child.runner.index()];
            const Instant gun = rank(child) == 0 ? child.gun.value_or(Instant{}) : Instant{};
            return std::tuple{rank(child), gun, bib.size(), std::string_view{bib}, child.runner};
        };
        return key(a) < key(b);
    });
    return children;
}

ChildWords words_of(const TentChild& child, const Desk& desk) {
    const Snapshot& snapshot = *desk.snapshot;
    ChildWords words;
    words.mark = mark_of(child.state);
    words.ink = ink_of(words.mark);
    words.bib = desk.names.bib(child.runner);
    words.name = desk.names.name(child.heat, child.runner);
    words.state = child_state_word(child.state);
    if (child.accounted && child.state != ChildState::returned) words.state = "accounted for";
    if (rank(child) == 0 && child.gun)
        words.state += " " + span(std::max<std::int64_t>(0, micros_between(*child.gun, desk.now)) / 1'000'000);
    if (rank(child) == 1) words.state = "finished, not back";
    if (child.state == ChildState::registered) words.state = "not seen";
    if (child.heat) words.heat = heat_title(*snapshot.heats[child.heat.index()]);
    return words;
}

}  // namespace heatline::ui
