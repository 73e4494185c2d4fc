#include "engine/heats/finer.h"

#include <algorithm>
#include <map>
#include <set>

namespace heatline::heats {

namespace {

// The last child of the piece whom the roster does not lock; children that are assisted come first when asked for.
std::optional<std::size_t> free_child(const BandTask& task, const Item& piece, bool assisted) {
    if (piece.children.size() < 2) return std::nullopt;
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < piece.children.size(); ++i) {
        const PlanChild& child = task.input.children[piece.children[i]];
        if (lock_holds_in(task.input.rules, child, task.band)) continue;
        if (!found || child.assisted == assisted || task.input.children[piece.children[*found]].assisted != assisted)
            found = i;
    }
    return found;
}

void give(const BandTask& task, Item& from, std::size_t at, Item& to) {
    const ChildIndex c = from.children[at];
    const bool assisted = task.input.children[c].assisted;
    const std::int64_t seats = assisted ? task.input.rules.assist_seats : 1;
    from.children.erase(from.children.begin() + static_cast<std::ptrdiff_t>(at));
    from.seats -= seats;
    from.assisted -= assisted ? 1 : 0;
    to.children.push_back(c);
    to.seats += seats;
    to.assisted += assisted ? 1 : 0;
}

Item rest_of(const Item& piece) {
    Item rest;
    rest.team = piece.team;
    rest.position = piece.position;
    return rest;
}

std::set<TeamIndex> cut_teams(const std::vector<Item>& items) {
    std::map<TeamIndex, int> pieces;
    for (const Item& item : items) ++pieces[item.team];
    std::set<TeamIndex> teams;
    for (const auto& [team, count] : pieces) {
        if (count > 1) teams.insert(team);
    }
    return teams;
}

// The children that left go to a free piece of their team that has room for all, else they are a piece of their own.
void settle_rest(Item rest, std::vector<Item>& items, const HeatSize& size) {
    if (rest.children.empty()) return;
    for (Item& item : items) {
        if (item.team != rest.team || item.pin != 0 || item.seats + rest.seats > size.places ||
            item.assisted + rest.assisted > size.assisted)
            continue;
        item.children.insert(item.children.end(), rest.children.begin(), rest.children.end());
        item.seats += rest.seats;
        item.assisted += rest.assisted;
        return;
    }
    items.push_back(std::move(rest));
}

void shrink_locked(const BandTask& task, std::vector<Item>& items, const HeatSize& size) {
    const std::set<TeamIndex> cut = cut_teams(items);
    std::map<std::int32_t, std::pair<std::int64_t, std::int64_t>> taken;  // Seats and assisted, by pin.
    for (const Item& item : items) {
        if (item.pin == 0) continue;
        taken[item.pin].first += item.seats;
        taken[item.pin].second += item.assisted;
    }
    for (std::size_t i = 0, n = items.size(); i < n; ++i) {
        if (items[i].pin == 0 || !cut.contains(items[i].team)) continue;
        auto& [seats, assisted] = taken[items[i].pin];
        Item rest = rest_of(items[i]);
        while (seats > size.places || assisted > size.assisted) {
            const std::optional<std::size_t> child = free_child(task, items[i], assisted > size.assisted);
            if (!child) break;
            const std::int64_t before_seats = items[i].seats, before_assisted = items[i].assisted;
            give(task, items[i], *child, rest);
            seats -= before_seats - items[i].seats;
            assisted -= before_assisted - items[i].assisted;
        }
        settle_rest(std::move(rest), items, size);
    }
}

}  // namespace

std::optional<Item> take_one_out(const BandTask& task, std::vector<Item>& pieces) {
    Item* largest = nullptr;
    for (Item& piece : pieces) {
        if (free_child(task, piece, false) && (!largest || piece.children.size() > largest->children.size()))
            largest = &piece;
    }
    if (!largest) return std::nullopt;
    Item one = rest_of(*largest);
    give(task, *largest, *free_child(task, *largest, false), one);
    return one;
}

void cut_for_locks(const BandTask& task, std::vector<Item>& items) {
    shrink_locked(task, items, heat_size(task.input.rules, task.input.rules.bands[task.band]));
    std::int32_t least = 0;
    std::set<std::int32_t> pins;
    std::int32_t blocks = 0;
    for (const Item& item : items) {
        least = std::max(least, item.pin);
        if (item.pin == 0) {
            ++blocks;
        } else {
            pins.insert(item.pin);
        }
    }
    blocks += static_cast<std::int32_t>(pins.size());
    const std::set<TeamIndex> cut = cut_teams(items);
    while (blocks < least) {
        Item* largest = nullptr;
        for (Item& item : items) {
            const bool may = cut.contains(item.team) && free_child(task, item, false);
            if (may && (!largest || item.children.size() > largest->children.size())) largest = &item;
        }
        if (!largest) return;
        Item one = rest_of(*largest);
        give(task, *largest, *free_child(task, *largest, false), one);
        items.push_back(std::move(one));
        ++blocks;
    }
}

}  // namespace heatline::heats
