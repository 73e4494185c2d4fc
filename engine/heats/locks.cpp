#include "engine/heats/locks.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "engine/base/limits.h"
#include "engine/heats/finer.h"
#include "engine/roster.h"

namespace heatline::heats {

namespace {

const BandRules& band_of(const BandTask& task) { return task.input.rules.bands[task.band]; }

std::string quoted(const std::string& name) { return "'" + name + "'"; }

std::string heat_text(const BandTask& task, std::int32_t pin) {
    return "heat " + std::to_string(pin) + " of " + quoted(band_of(task).name) + " (heat " +
           std::to_string(task.heats_before + pin) + " of the day)";
}

std::int64_t seats_of(const PlanInput& input, const std::vector<ChildIndex>& children, const HeatSize& size) {
    std::int64_t seats = 0;
    for (const ChildIndex c : children) seats += input.children[c].assisted ? size.seats_of_assisted : 1;
    return seats;
}

std::int64_t assisted_of(const PlanInput& input, const std::vector<ChildIndex>& children) {
    return std::count_if(children.begin(), children.end(), [&](ChildIndex c) { return input.children[c].assisted; });
}

using Pinned = std::map<std::int32_t, std::vector<ChildIndex>>;

// The items of one unit. `pinned`: its children that the roster locks, by heat of the band; the rest in `free`.
Result<std::vector<Item>, Infeasible> unit_items(const BandTask& task, const std::vector<ChildIndex>& unit,
                                                 const Pinned& pinned, const std::vector<ChildIndex>& free) {
    const PlanInput& input = task.input;
    const HeatSize size = heat_size(input.rules, band_of(task));
    const TeamIndex team = input.children[unit.front()].team;
    const std::int64_t ratio = task.whole_ratios ? input.rules.chaperone_ratio : 0;
    const std::int64_t needed = heats_needed(seats_of(input, unit, size), assisted_of(input, unit), size);
    if (needed == 1) {
        if (pinned.size() > 1) {
            return Error{Infeasible{"H5",
                                    "the roster asks for children of " + quoted(input.teams[team].name) + " in " +
                                        heat_text(task, pinned.begin()->first) + " and in " +
                                        heat_text(task, pinned.rbegin()->first) +
                                        ", but they fit one heat and a team that fits one heat stays together; "
                                        "ask for one heat",
                                    team_names(input, {team})}};
        }
        std::vector<Item> items = cut_unit(input, unit, task.positions[team], size, 0);
        if (!pinned.empty()) items.front().pin = pinned.begin()->first;
        return items;
    }
    std::vector<Item> items = cut_unit(input, free, task.positions[team], size, ratio);
    for (const auto& [pin, children] : pinned) {
        Item item;
        item.team = team;
        item.position = task.positions[team];
        item.pin = pin;
        item.children = children;
        item.seats = seats_of(input, children, size);
        item.assisted = assisted_of(input, children);
        // The remainder of the others keeps them company, so that the lock takes no more pieces than need be.
        if (!items.empty() && items.back().pin == 0 && items.back().seats + item.seats <= size.places &&
            items.back().assisted + item.assisted <= size.assisted) {
            item.seats += items.back().seats;
            item.assisted += items.back().assisted;
            item.children.insert(item.children.end(), items.back().children.begin(), items.back().children.end());
            items.pop_back();
        }
        items.push_back(std::move(item));
    }
    return items;
}

// Gives the unit's locks of the rules to its items: to one that runs there anyway, else to the smallest free one.
std::optional<Infeasible> lock_items(const BandTask& task, std::vector<Item>& items,
                                     const std::vector<TeamLock>& locks) {
    for (const TeamLock& lock : locks) {
        if (lock.team != items.front().team) continue;
        const bool kept =
            std::any_of(items.begin(), items.end(), [&](const Item& i) { return i.pin == lock.heat_in_band; });
        if (kept) continue;
        Item* smallest = nullptr;
        for (Item& item : items) {
            if (item.pin == 0 && (!smallest || item.seats < smallest->seats)) smallest = &item;
        }
        if (!smallest && items.size() > 1) {
            if (std::optional<Item> one = take_one_out(task, items)) {
                one->pin = lock.heat_in_band;
                items.push_back(std::move(*one));
                continue;
            }
        }
        if (!smallest) {
            const std::string name = task.input.teams[lock.team].name;
            return Infeasible{"H8",
                              quoted(name) + " is locked to " + heat_text(task, lock.heat_in_band) + " and to " +
                                  heat_text(task, items.front().pin) +
                                  ", but its children stay together; take one of the locks away",
                              {name}};
        }
        smallest->pin = lock.heat_in_band;
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> team_names(const PlanInput& input, const std::vector<TeamIndex>& teams) {
    std::vector<std::string> names;
    for (const TeamIndex t : teams) names.push_back(input.teams[t].name);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::optional<Infeasible> child_without_room(const BandTask& task) {
    const HeatSize size = heat_size(task.input.rules, band_of(task));
    for (const ChildIndex c : task.children) {
        const PlanChild& child = task.input.children[c];
        if (size.places >= 1 && !child.assisted) continue;
        if (child.assisted && size.places >= size.seats_of_assisted && size.assisted >= 1) continue;
        const std::string who = child.assisted ? "an assisted child" : "a child";
        return Infeasible{"H4",
                          "a heat of " + quoted(band_of(task).name) + " has " + std::to_string(size.places) +
                              " places after the reserve and takes " + std::to_string(size.assisted) +
                              " assisted children, so there is no room for " + who + " (" + child.key +
                              "); raise the capacity, lower the reserve or raise max_assisted",
                          team_names(task.input, {child.team})};
    }
    return std::nullopt;
}

Result<std::vector<TeamLock>, Infeasible> team_locks(const BandTask& task) {
    const PlanInput& input = task.input;
    std::vector<TeamLock> locks;
    if (task.children.empty()) return locks;  // The band does not run, and a lock on it asks for nothing.
    for (const LockRules& lock : input.rules.locks) {
        if (team_key(lock.band) != team_key(band_of(task).name)) continue;
        const auto child = std::find_if(task.children.begin(), task.children.end(), [&](ChildIndex c) {
            return team_key(input.teams[input.children[c].team].name) == team_key(lock.team);
        });
        if (child == task.children.end()) {
            return Error{Infeasible{"H8",
                                    quoted(lock.team) + " is locked to " + heat_text(task, lock.heat_in_band) +
                                        " but has no child in this band; take the lock away or correct the team",
                                    {lock.team}}};
        }
        if (lock.heat_in_band < 1) {
            return Error{Infeasible{"H8",
                                    quoted(lock.team) + " is locked to heat " + std::to_string(lock.heat_in_band) +
                                        " of " + quoted(lock.band) + ", but heats count from 1; correct heat_in_band",
                                    {lock.team}}};
        }
        locks.push_back({input.children[*child].team, lock.heat_in_band});
    }
    std::stable_sort(locks.begin(), locks.end(),
                     [](const TeamLock& a, const TeamLock& b) { return a.heat_in_band < b.heat_in_band; });
    return locks;
}

Result<std::int32_t, Infeasible> roster_pin(const BandTask& task, ChildIndex child) {
    const PlanInput& input = task.input;
    const PlanChild& asks = input.children[child];
    if (!lock_holds_in(input.rules, asks, task.band)) return std::int32_t{0};
    const std::string& text = asks.heat_lock;
    std::int64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string who =
        "the roster asks for heat " + quoted(text) + " for " + asks.key + " of " + quoted(input.teams[asks.team].name);
    const std::vector<std::string> teams = team_names(input, {asks.team});
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() || number < 1 ||
        number > static_cast<std::int64_t>(limits::kHeatsMax)) {
        return Error{Infeasible{
            "H8", who + ", but planned heats are called 1, 2, 3 and so on; give a number or leave it empty", teams}};
    }
    if (number <= task.heats_before) {
        return Error{Infeasible{"H8",
                                who + ", but " + quoted(band_of(task).name) + " runs after the first " +
                                    std::to_string(task.heats_before) + " heats of the day; ask for a later heat",
                                teams}};
    }
    return static_cast<std::int32_t>(number - task.heats_before);
}

Result<std::vector<Item>, Infeasible> pinned_items(const BandTask& task) {
    if (const std::optional<Infeasible> bad = child_without_room(task)) return Error{*bad};
    const Result<std::vector<TeamLock>, Infeasible> locks = team_locks(task);
    if (!locks) return Error{locks.error()};
    std::vector<Item> all;
    for (const std::vector<ChildIndex>& unit : units_of(task.input, task.children)) {
        Pinned pinned;
        std::vector<ChildIndex> free;
        for (const ChildIndex c : unit) {
            const Result<std::int32_t, Infeasible> pin = roster_pin(task, c);
            if (!pin) return Error{pin.error()};
            (*pin == 0 ? free : pinned[*pin]).push_back(c);
        }
        Result<std::vector<Item>, Infeasible> items = unit_items(task, unit, pinned, free);
        if (!items) return items;
        if (const std::optional<Infeasible> bad = lock_items(task, *items, *locks)) return Error{*bad};
        all.insert(all.end(), items->begin(), items->end());
    }
    cut_for_locks(task, all);
    return all;
}

Infeasible lock_overload(const BandTask& task, std::int32_t pin, const Group& group) {
    const HeatSize size = heat_size(task.input.rules, band_of(task));
    // The fewest teams that are too many already: the largest, by places or by assisted children.
    std::vector<TeamIndex> teams;
    for (const bool by_assisted : {false, true}) {
        const auto of = [&](const Item& item) { return by_assisted ? item.assisted : item.seats; };
        const std::int64_t most = by_assisted ? size.assisted : size.places;
        std::vector<Item> largest = group.items;
        std::stable_sort(largest.begin(), largest.end(), [&](const Item& a, const Item& b) { return of(a) > of(b); });
        std::int64_t taken = 0;
        std::vector<TeamIndex> some;
        for (const Item& item : largest) {
            if (taken > most) break;
            taken += of(item);
            some.push_back(item.team);
        }
        if (taken > most && (teams.empty() || some.size() < teams.size())) teams = std::move(some);
    }
    return {"H4",
            "the locks put " + std::to_string(group.seats()) + " places (" + std::to_string(group.assisted()) +
                " assisted) into " + heat_text(task, pin) + ", which has " + std::to_string(size.places) + " (" +
                std::to_string(size.assisted) + " assisted); lock fewer teams to this heat",
            team_names(task.input, teams)};
}

Infeasible lock_beyond(const BandTask& task, std::int32_t pin, const std::vector<Item>& items) {
    // One team is enough: its lock alone asks for more heats than there are blocks.
    const auto asks = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.pin == pin; });
    const std::vector<TeamIndex> teams(asks == items.end() ? 0 : 1, asks == items.end() ? 0 : asks->team);
    return {"H8",
            "a lock asks for " + heat_text(task, pin) + ", but the band's " + std::to_string(items.size()) +
                " blocks of children cannot fill so many heats; lock to an earlier heat",
            team_names(task.input, teams)};
}

}  // namespace heatline::heats
