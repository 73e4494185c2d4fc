#include "engine/heats/band.h"

#include <algorithm>
#include <map>
#include <optional>

#include "engine/base/check.h"
#include "engine/heats/contiguous.h"
#include "engine/heats/fewest_heats.h"
#include "engine/heats/locks.h"

namespace heatline::heats {

namespace {

using Groups = std::vector<Group>;

bool fits(const Group& group, const HeatSize& size) {
    return group.seats() <= size.places && group.assisted() <= size.assisted;
}

LineCost cost_of(const Groups& groups, const HeatSize& size) {
    LineCost cost;
    for (const Group& group : groups) {
        const std::int64_t free = size.places - group.seats();
        cost.heats += 1;
        cost.span += group.span();
        cost.balance += free * free;
    }
    return cost;
}

// Tent order within a line: by position, then by the team's name, the pieces of a unit as they were cut.
void sort_line(const PlanInput& input, std::vector<Item>& items) {
    std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
        if (a.position != b.position) return a.position < b.position;
        return input.teams[a.team].name < input.teams[b.team].name;
    });
}

struct Split {
    Groups alone;            // Full pieces: a heat each.
    Groups given;            // Items that a lock puts together.
    std::vector<Item> line;  // All others, in tent order.
};

// What stands alone, what is given, what is free. `gather`: all items of a pin become one given heat, wherever they
// stand; else they stay in the line. `join_full`: pieces that have room left stay in the line too.
Split split_items(const PlanInput& input, const std::vector<Item>& items, const HeatSize& size, bool gather,
                  bool join_full) {
    std::map<std::int32_t, std::size_t> pins;
    for (const Item& item : items) {
        if (item.pin != 0) ++pins[item.pin];
    }
    Split split;
    std::map<std::int32_t, Group> given;
    for (const Item& item : items) {
        const bool shares_pin = item.pin != 0 && pins[item.pin] > 1;
        if (item.own_heat && !shares_pin && !(join_full && item.seats < size.places)) {
            split.alone.push_back({.items = {item}, .pin = item.pin, .seeded = {}});
        } else if (gather && item.pin != 0) {
            Group& group = given[item.pin];
            group.pin = item.pin;
            group.items.push_back(item);
        } else {
            split.line.push_back(item);
        }
    }
    sort_line(input, split.line);
    for (auto& [pin, group] : given) {
        sort_line(input, group.items);
        split.given.push_back(std::move(group));
    }
    std::stable_sort(split.given.begin(), split.given.end(), [](const Group& a, const Group& b) {
        return a.items.front().position + a.items.back().position < b.items.front().position + b.items.back().position;
    });
    return split;
}

// The contiguous optimum of the items, with `heats` heats in all or, for 0, with the fewest.
std::optional<Groups> contiguous(const PlanInput& input, const std::vector<Item>& items, const HeatSize& size,
                                 std::int64_t heats, bool gather, bool join_full) {
    Split split = split_items(input, items, size, gather, join_full);
    const std::int64_t in_line = heats - static_cast<std::int64_t>(split.alone.size());
    if (heats > 0 && (in_line < 1 || in_line > static_cast<std::int64_t>(split.line.size() + split.given.size()))) {
        return std::nullopt;
    }
    LineProblem problem{.items = {},
                        .composites = {},
                        .places = size.places,
                        .assisted = size.assisted,
                        .exact_heats = heats > 0 ? static_cast<std::int32_t>(in_line) : 0};
    for (const Item& item : split.line) problem.items.push_back({item.position, item.seats, item.assisted, item.pin});
    for (const Group& group : split.given) {
        problem.composites.push_back(
            {group.items.front().position, group.items.back().position, group.seats(), group.assisted()});
    }
    const std::optional<LineSolution> solution = solve_line(problem);
    if (!solution) return std::nullopt;
    Groups groups = std::move(split.alone);
    for (const Interval& heat : solution->heats) {
        Group group;
        if (heat.composite >= 0) group = split.given[static_cast<std::size_t>(heat.composite)];
        for (std::size_t i = heat.first; i < heat.last; ++i) {
            if (split.line[i].pin != 0) group.pin = split.line[i].pin;
            group.items.push_back(split.line[i]);
        }
        sort_line(input, group.items);
        groups.push_back(std::move(group));
    }
    return groups;
}

// The best of the ways to treat locks and pieces. Items stay in the line when that is possible at all.
std::optional<Groups> best_contiguous(const PlanInput& input, const std::vector<Item>& items, const HeatSize& size,
                                      std::int64_t heats) {
    for (const bool gather : {false, true}) {
        std::optional<Groups> best = contiguous(input, items, size, heats, gather, false);
        std::optional<Groups> other = contiguous(input, items, size, heats, gather, true);
        if (!best || (other && cost_of(*other, size) < cost_of(*best, size))) best = std::move(other);
        if (best) return best;
    }
    return std::nullopt;
}

// Cuts heats in two at their widest gaps until there are `heats`, never between items of one pin. For bands too large
// to prescribe the number of heats exactly. None when there is nothing left to cut.
std::optional<Groups> cut_further(Groups groups, std::size_t heats) {
    while (groups.size() < heats) {
        std::size_t widest = groups.size(), at = 0;
        std::int64_t gap = -1;
        for (std::size_t g = 0; g < groups.size(); ++g) {
            const std::vector<Item>& items = groups[g].items;
            const auto pinned = [](const Item& item) { return item.pin != 0; };
            const auto first = std::find_if(items.begin(), items.end(), pinned) - items.begin();
            const auto last = items.rend() - std::find_if(items.rbegin(), items.rend(), pinned);  // One past it.
            for (std::size_t i = 1; i < items.size(); ++i) {
                if (static_cast<std::ptrdiff_t>(i) > first && static_cast<std::ptrdiff_t>(i) < last) continue;
                if (items[i].position - items[i - 1].position <= gap) continue;
                gap = items[i].position - items[i - 1].position;
                widest = g;
                at = i;
            }
        }
        if (widest == groups.size()) return std::nullopt;
        std::vector<Item>& items = groups[widest].items;
        Group tail;
        tail.items.assign(items.begin() + static_cast<std::ptrdiff_t>(at), items.end());
        items.resize(at);
        if (std::any_of(tail.items.begin(), tail.items.end(), [](const Item& i) { return i.pin != 0; })) {
            std::swap(tail.pin, groups[widest].pin);
        }
        groups.push_back(std::move(tail));
    }
    return groups;
}

Groups first_fit_decreasing(const PlanInput& input, const std::vector<Item>& items, const HeatSize& size) {
    Split split = split_items(input, items, size, true, false);
    Groups groups = std::move(split.given);
    std::stable_sort(split.line.begin(), split.line.end(),
                     [](const Item& a, const Item& b) { return a.seats > b.seats; });
    for (const Item& item : split.line) {
        const auto room = std::find_if(groups.begin(), groups.end(), [&](const Group& g) {
            return g.seats() + item.seats <= size.places && g.assisted() + item.assisted <= size.assisted;
        });
        if (room == groups.end()) {
            groups.push_back({.items = {item}, .pin = 0, .seeded = {}});
        } else {
            room->items.push_back(item);
        }
    }
    for (Group& group : split.alone) groups.push_back(std::move(group));
    for (Group& group : groups) sort_line(input, group.items);
    return groups;
}

// Tent order by the mean position of the items, with every pinned heat in its place. Pins differ and are at most n.
Groups in_running_order(const PlanInput& input, Groups groups) {
    const auto sum = [](const Group& g) {
        std::int64_t total = 0;
        for (const Item& item : g.items) total += item.position;
        return total;
    };
    std::stable_sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) {
        const auto na = static_cast<std::int64_t>(a.items.size()), nb = static_cast<std::int64_t>(b.items.size());
        const std::int64_t left = sum(a) * nb, right = sum(b) * na;  // Means, without fractions.
        if (left != right) return left < right;
        if (a.items.front().position != b.items.front().position) {
            return a.items.front().position < b.items.front().position;
        }
        return input.teams[a.items.front().team].name < input.teams[b.items.front().team].name;
    });
    Groups order(groups.size());
    std::vector<bool> taken(groups.size(), false);
    for (Group& group : groups) {
        if (group.pin == 0) continue;
        const auto slot = static_cast<std::size_t>(group.pin - 1);
        CHECK_THAT(slot < order.size() && !taken[slot], "two heats of a band were given one place");
        taken[slot] = true;
        order[slot] = std::move(group);
        group.pin = -1;  // Moved.
    }
    std::size_t slot = 0;
    for (Group& group : groups) {
        if (group.pin == -1) continue;
        while (taken[slot]) ++slot;
        order[slot++] = std::move(group);
    }
    return order;
}

}  // namespace

std::int64_t Group::seats() const {
    std::int64_t total = 0;
    for (const Item& item : items) total += item.seats;
    return total;
}

std::int64_t Group::assisted() const {
    std::int64_t total = 0;
    for (const Item& item : items) total += item.assisted;
    return total;
}

std::int64_t Group::span() const {
    if (items.empty()) return 0;
    std::int64_t low = items.front().position, high = low;
    for (const Item& item : items) {
        low = std::min(low, item.position);
        high = std::max(high, item.position);
    }
    return high - low;
}

std::vector<std::vector<ChildIndex>> units_of(const PlanInput& input, const std::vector<ChildIndex>& children) {
    std::vector<std::vector<ChildIndex>> units;
    for (const ChildIndex c : children) {  // Canonical order keeps a team together.
        if (units.empty() || input.children[units.back().front()].team != input.children[c].team) units.emplace_back();
        units.back().push_back(c);
    }
    return units;
}

Result<BandHeats, Infeasible> make_band(const BandTask& task) {
    const PlanInput& input = task.input;
    const BandRules& band = input.rules.bands[task.band];
    const HeatSize size = heat_size(input.rules, band);
    Result<std::vector<Item>, Infeasible> pinned = pinned_items(task);
    if (!pinned) return Error{pinned.error()};
    const std::vector<Item>& items = pinned.value();

    std::int32_t least = 0;  // A lock on heat k needs k heats.
    std::map<std::int32_t, Group> together;
    for (const Item& item : items) {
        least = std::max(least, item.pin);
        if (item.pin != 0) together[item.pin].items.push_back(item);
    }
    for (const auto& [pin, group] : together) {
        if (!fits(group, size)) return Error{lock_overload(task, pin, group)};
    }

    std::optional<Groups> groups = best_contiguous(input, items, size, 0);
    if (!groups) groups = first_fit_decreasing(input, items, size);  // More locks than solve_line takes.
    if (static_cast<std::int64_t>(groups->size()) < least) {
        std::optional<Groups> more = best_contiguous(input, items, size, least);
        if (!more) more = cut_further(std::move(*groups), static_cast<std::size_t>(least));
        groups = std::move(more);
        if (!groups) return Error{lock_beyond(task, least, items)};
    }
    if (task.packing == Packing::dense) {
        Groups dense = first_fit_decreasing(input, items, size);
        const auto n = static_cast<std::int64_t>(dense.size());
        if (n >= least && n < static_cast<std::int64_t>(groups->size())) groups = std::move(dense);
    }
    BandHeats made;
    if (task.packing == Packing::fewest) {
        CHECK_THAT(task.units != nullptr, "a band was to be packed without its units");
        std::optional<FewestHeats> fewest = fewest_heats({.input = input,
                                                          .items = items,
                                                          .units = *task.units,
                                                          .size = size,
                                                          .least = std::max(std::int64_t{least}, task.heats_least),
                                                          .known = *groups,
                                                          .effort = task.effort});
        if (fewest) {
            groups = std::move(fewest->groups);
            if (task.heats_least == 0) made.heats_bound = fewest->heats_bound;  // Else asked for, not proven.
            made.span_bound = fewest->span_bound;
        }
    }
    made.groups = in_running_order(input, std::move(*groups));
    return made;
}

}  // namespace heatline::heats
