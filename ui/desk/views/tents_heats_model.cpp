#include "ui/desk/views/tents_heats_model.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "engine/heats/tent.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

// A team of which nobody is here is worth a look so long before it should leave.
constexpr std::int64_t kNobodyHereMin = 15;

bool is_to_come(const HeatPicture& heat) { return heat.state == HeatState::planned && !heat.start; }

void count(TentHeat& at, const LedgerRow& row, const HeatPicture& heat) {
    ++at.all;
    // A child of two heats: the ledger speaks of the one it started last. It waits for the other, or has run it.
    if (row.heat != heat.heat) {
        ++(is_to_come(heat) ? (row.seen ? at.here : at.unseen) : at.back);
        return;
    }
    if (row.accounted || row.state == ChildState::returned) {
        ++at.back;
        return;
    }
    switch (row.state) {
        case ChildState::staged:
            ++at.staged;
            return;
        case ChildState::on_course:
        case ChildState::medical:
        case ChildState::dnf:
            ++at.out;
            return;
        case ChildState::finished:
            ++at.not_back;
            return;
        default:
            ++(row.seen ? at.here : at.unseen);
    }
}

bool counts(const LedgerRow& row) {
    const bool gone = row.state == ChildState::virtually || row.state == ChildState::withdrawn;
    return !gone && (row.state != ChildState::dns || row.seen);
}

std::string tent_of(const Snapshot& snapshot, TeamId id) {
    const Team& team = snapshot.roster->team(id);
    return team.tent.empty() ? team.name : team.tent;
}

}  // namespace

TentBook tent_book(const Snapshot& snapshot) {
    TentBook book;
    const Roster& roster = *snapshot.roster;
    std::vector<heats::PlanTeam> teams;
    for (const Team& team : roster.teams()) teams.push_back({team.name, team.tent_row, team.tent_col, {}});
    book.position = heats::tent_positions(snapshot.rules->heats, teams);
    book.teams.resize(teams.size());
    for (const auto& heat : snapshot.heats) {
        if (heat->state != HeatState::cancelled) book.day.push_back(heat->heat);
    }
    std::stable_sort(book.day.begin(), book.day.end(), [&](HeatId a, HeatId b) {
        return snapshot.heats[a.index()]->planned < snapshot.heats[b.index()]->planned;
    });
    for (const HeatId id : book.day) {
        const HeatPicture& heat = *snapshot.heats[id.index()];
        for (const Placement& placement : heat.placements) {
            const TeamId team = roster.brief(placement.runner).team;
            const LedgerRow& row = (*snapshot.ledger)[placement.runner.index()];
            if (!team || !counts(row)) continue;
            std::vector<TentHeat>& of_team = book.teams[team.index()];
            if (of_team.empty() || of_team.back().heat != id) {
                of_team.emplace_back();
                of_team.back().heat = id;
                of_team.back().team = team;
                of_team.back().leaves =
                    heats::call_time(snapshot.rules->heats, book.position[team.index()], heat.planned);
            }
            count(of_team.back(), row, heat);
        }
    }
    return book;
}

const TentHeat* next_of(const TentBook& book, const Snapshot& snapshot, TeamId team) {
    for (const TentHeat& heat : book.teams[team.index()]) {
        if (is_to_come(*snapshot.heats[heat.heat.index()])) return &heat;
    }
    return nullptr;
}

HeatWalk walk_of(const TentBook& book, HeatId id) {
    HeatWalk walk{id, {}, 0};
    for (std::size_t team = 0; team < book.teams.size(); ++team) {
        const std::vector<TentHeat>& heats = book.teams[team];
        const bool runs =
            std::any_of(heats.begin(), heats.end(), [&](const TentHeat& heat) { return heat.heat == id; });
        if (runs) walk.stops.push_back(TeamId{team});
    }
    std::stable_sort(walk.stops.begin(), walk.stops.end(),
                     [&](TeamId a, TeamId b) { return book.position[a.index()] < book.position[b.index()]; });
    if (!walk.stops.empty())
        walk.tents = book.position[walk.stops.back().index()] - book.position[walk.stops.front().index()];
    return walk;
}

std::vector<WalkLeg> legs_of(const HeatWalk& walk, const TentMap& map, const Snapshot& snapshot) {
    struct Stop {
        std::int32_t row, col;
    };
    std::vector<Stop> stops;
    std::int32_t first_row = 0;  // Of the roster, where the map has 0.
    for (const TeamId id : walk.stops) {
        const auto tile = tile_of(map, id);
        const Team& team = snapshot.roster->team(id);
        if (!tile || team.tent_row <= 0 || team.tent_col <= 0) continue;
        stops.push_back({map.tiles[*tile].row, map.tiles[*tile].col});
        first_row = team.tent_row - map.tiles[*tile].row;
    }
    std::vector<WalkLeg> legs;
    if (stops.empty()) return legs;
    const Stop& end = stops.back();
    std::int32_t col = stops.front().col;
    for (std::int32_t row = stops.front().row; row <= end.row; ++row) {
        const bool rightwards = (row + first_row) % 2 != 0;
        const std::int32_t turn = rightwards ? map.cols - 1 : 0;
        const std::int32_t to = row == end.row ? end.col : turn;
        legs.push_back({row, col, to});
        col = to;
    }
    return legs;
}

HeatId next_walk(const TentBook& book, const Snapshot& snapshot) {
    for (const HeatId heat : book.day) {
        if (is_to_come(*snapshot.heats[heat.index()])) return heat;
    }
    return {};
}

std::string walk_words(const HeatWalk& walk, const TentBook& book, const Desk& desk) {
    const Snapshot& snapshot = *desk.snapshot;
    const HeatPicture& heat = *snapshot.heats[walk.heat.index()];
    std::string words = heat_title(heat) + ", " + clock_time(heat.planned, *snapshot.rules) + ": ";
    if (walk.stops.empty()) return words + "nobody runs in it";
    std::uint32_t unseen = 0;
    std::optional<Instant> first;
    for (const TeamId team : walk.stops) {
        for (const TentHeat& at : book.teams[team.index()]) {
            if (at.heat != walk.heat) continue;
            unseen += at.unseen;
            first = first ? std::min(*first, at.leaves) : at.leaves;
        }
    }
    words += "the marshal walks " + counted(static_cast<std::uint64_t>(walk.tents), "tent", "tents") + ", " +
             tent_of(snapshot, walk.stops.front());
    if (walk.stops.size() > 1)
        words += " to " + tent_of(snapshot, walk.stops.back()) + ", for " + grouped(walk.stops.size()) + " teams";
    if (is_to_come(heat)) {
        words += " \u00B7 the first leaves at " + clock_time(*first, *snapshot.rules);
    } else {
        words += std::string{" \u00B7 "} + heat_state_word(heat, false);
    }
    if (unseen > 0) words += " \u00B7 " + grouped(unseen) + " not seen";
    return words;
}

StopWords stop_words(const TentHeat& at, const Desk& desk) {
    const Snapshot& snapshot = *desk.snapshot;
    StopWords words;
    words.brief = clock_time(at.leaves, *snapshot.rules);
    words.who = grouped(at.all - at.unseen) + " of " + grouped(at.all) + " here";
    if (at.staged > 0) words.who = grouped(at.staged) + " of " + grouped(at.all) + " staged";
    const bool left = at.staged > 0 && at.here == 0;
    words.late = at.leaves < desk.now && at.here > 0;
    words.when = (words.late ? "should leave " : "leaves ") + words.brief;
    if (left) words.brief = "left";
    if (left) words.when = "has left";
    words.look = at.all > 0 && at.unseen == at.all && at.leaves < desk.now + minutes(kNobodyHereMin);
    if (words.look) words.who = "nobody here";
    return words;
}

TentHeatWords words_of(const TentHeat& at, const Desk& desk) {
    const Snapshot& snapshot = *desk.snapshot;
    const HeatPicture& heat = *snapshot.heats[at.heat.index()];
    TentHeatWords words;
    words.title = heat_title(heat) + ", " + clock_time(heat.planned, *snapshot.rules);
    if (is_to_come(heat)) {
        const StopWords stop = stop_words(at, desk);
        words.when = stop.when;
        words.who = stop.who;
        if (at.unseen > 0 && !stop.look) words.who += ", " + grouped(at.unseen) + " not seen";
        words.mark = stop.look ? Mark::look : at.staged > 0 ? Mark::live : Mark::none;
        words.ink = stop.look || stop.late ? Ink::warn : Ink::text;
        return words;
    }
    words.when = heat.start ? "began " + clock_time(*heat.start, *snapshot.rules) : heat_state_word(heat, false);
    const auto add = [&](std::uint32_t count, const char* what) {
        if (count > 0) words.who += (words.who.empty() ? "" : ", ") + grouped(count) + what;
    };
    add(at.out, " out");
    add(at.not_back, " not back");
    add(at.back, at.back == at.all ? " back, all" : " back");
    add(at.here + at.staged, " did not start");
    add(at.unseen, " not seen");
    words.mark = at.out > 0 ? Mark::on_course : at.not_back > 0 ? Mark::finished : Mark::back;
    words.ink = at.out > 0 ? ink_of(Mark::on_course) : Ink::muted;
    return words;
}

std::vector<TeamId> list_order(const TentBook& book, const Snapshot& snapshot) {
    std::vector<TeamId> order;
    for (std::size_t team = 0; team < book.teams.size(); ++team) order.emplace_back(team);
    const auto key = [&](TeamId team) {
        const TentHeat* next = next_of(book, snapshot, team);
        return std::tuple{next == nullptr, next ? next->leaves : Instant{}, book.position[team.index()]};
    };
    std::stable_sort(order.begin(), order.end(), [&](TeamId a, TeamId b) { return key(a) < key(b); });
    return order;
}

TentLine tent_line(const TentTile& tile, const TentBook& book, const Desk& desk) {
    const Snapshot& snapshot = *desk.snapshot;
    const Team& team = snapshot.roster->team(tile.team);
    const TileWords words = words_of(tile, snapshot);
    TentLine line;
    line.tent = team.tent;
    line.team = team.name;
    line.mark = words.mark;
    line.ink = words.ink;
    line.all = tile.all;
    line.out = tile.out;
    line.not_back = tile.not_back;
    line.back = tile.back;
    line.unseen = tile.all - tile.seen;
    line.staged = tile.staged;
    line.here = tile.seen - std::min(tile.seen, tile.staged + tile.out + tile.not_back + tile.back);
    if (const TentHeat* next = next_of(book, snapshot, tile.team)) {
        line.next = heat_title(*snapshot.heats[next->heat.index()]);
        line.leave = clock_time(next->leaves, *snapshot.rules);
        const StopWords stop = stop_words(*next, desk);
        line.late = stop.late;
        if (stop.look) {
            line.mark = Mark::look;
            line.ink = Ink::warn;
        }
    }
    return line;
}

}  // namespace heatline::ui
