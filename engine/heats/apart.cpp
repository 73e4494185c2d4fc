#include "engine/heats/apart.h"

#include <algorithm>
#include <map>

#include "engine/roster.h"

namespace heatline::heats {

namespace {

class Cutter {
public:
    Cutter(const PlanInput& input, std::size_t band)
        : input_(input), band_(band), size_(heat_size(input.rules, input.rules.bands[band])) {}

    // The pieces of an item of a unit of so many children.
    std::vector<Item> pieces(const Item& whole, std::size_t children_of_unit) const {
        std::vector<Item> made;
        const std::vector<ChildIndex> held = holders(whole);
        if (whole.pin != 0) {
            made.push_back(empty_piece(whole));
            made.back().pin = whole.pin;
            for (const ChildIndex c : held) add(made.back(), c);
        }
        const std::size_t most =
            children_of_unit <= kSinglesMax ? 1 : static_cast<std::size_t>(input_.rules.chaperone_ratio);
        Item next = empty_piece(whole);
        for (const ChildIndex c : whole.children) {
            if (std::find(held.begin(), held.end(), c) != held.end()) continue;
            add(next, c);
            if (next.children.size() < most) continue;
            made.push_back(next);
            next = empty_piece(whole);
        }
        if (!next.children.empty()) made.push_back(std::move(next));
        return made;
    }

private:
    static Item empty_piece(const Item& whole) {
        Item piece;
        piece.team = whole.team;
        piece.position = whole.position;
        return piece;
    }

    void add(Item& piece, ChildIndex c) const {
        const bool assisted = input_.children[c].assisted;
        piece.seats += assisted ? size_.seats_of_assisted : 1;
        piece.assisted += assisted ? 1 : 0;
        piece.children.push_back(c);
    }

    // Those whom the roster locks; where a lock of the rules holds, one child is enough.
    std::vector<ChildIndex> holders(const Item& item) const {
        std::vector<ChildIndex> held;
        if (item.pin == 0) return held;
        for (const ChildIndex c : item.children) {
            if (lock_holds_in(input_.rules, input_.children[c], band_)) held.push_back(c);
        }
        if (!held.empty()) return held;
        const auto unassisted = std::find_if(item.children.begin(), item.children.end(),
                                             [&](ChildIndex c) { return !input_.children[c].assisted; });
        held.push_back(unassisted == item.children.end() ? item.children.front() : *unassisted);
        return held;
    }

    const PlanInput& input_;
    std::size_t band_;
    HeatSize size_;
};

}  // namespace

void cut_apart(const PlanInput& input, std::vector<DayHeat>& day) {
    struct Unit {
        std::int64_t seats = 0, assisted = 0;
        std::size_t children = 0;
    };
    std::map<std::pair<std::size_t, TeamIndex>, Unit> units;
    for (const DayHeat& heat : day) {
        if (!heat.group.seeded.empty()) continue;  // Heats of lanes stay as they are.
        for (const Item& item : heat.group.items) {
            Unit& unit = units[{heat.band, item.team}];
            unit.seats += item.seats;
            unit.assisted += item.assisted;
            unit.children += item.children.size();
        }
    }
    for (DayHeat& heat : day) {
        if (!heat.group.seeded.empty()) continue;
        const HeatSize size = heat_size(input.rules, input.rules.bands[heat.band]);
        const Cutter cutter(input, heat.band);
        std::vector<Item> items;
        for (Item& item : heat.group.items) {
            const Unit& unit = units[{heat.band, item.team}];
            if (heats_needed(unit.seats, unit.assisted, size) == 1) {
                items.push_back(std::move(item));
                continue;
            }
            for (Item& piece : cutter.pieces(item, unit.children)) items.push_back(std::move(piece));
        }
        heat.group.items = std::move(items);
    }
}

bool every_cut(const PlanInput& input, std::size_t band, const std::vector<ChildIndex>& children) {
    if (children.size() > kSinglesMax) return false;
    const TeamIndex team = input.children[children.front()].team;
    const bool locked = std::any_of(input.rules.locks.begin(), input.rules.locks.end(), [&](const LockRules& lock) {
        return team_key(lock.band) == team_key(input.rules.bands[band].name) &&
               team_key(lock.team) == team_key(input.teams[team].name);
    });
    // Which child holds the lock could matter where some take more places than others.
    return !locked ||
           std::none_of(children.begin(), children.end(), [&](ChildIndex c) { return input.children[c].assisted; });
}

}  // namespace heatline::heats
