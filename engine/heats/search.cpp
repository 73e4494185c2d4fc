#include "engine/heats/search.h"

#include <algorithm>
#include <array>

#include "engine/heats/chance.h"

namespace heatline::heats {

namespace {

constexpr std::int32_t kTent = 1024;  // One tent of span, in the units of costs and temperatures.
constexpr std::int32_t kNobody = -1;

// What a place too many costs: at first, at most, and by which part it rises after a step that ended too full and
// falls after one that did not. So it settles where about every other step holds, however tight the heats are.
constexpr std::int64_t kPlaceCost = kTent / 3, kPlaceCostMax = 100 * kTent, kPlaceCostStep = 16;
constexpr std::int64_t kSteps = 800;

struct Schedule {
    std::int32_t hot, cold;  // Temperatures.
    bool afresh;             // Else from the best so far.
};
constexpr std::array<Schedule, 4> kSchedules{{
    // Those at odd places go on from the best.
    {2 * kTent, kTent / 5, true},
    {kTent, kTent / 5, false},
    {4 * kTent, kTent / 6, true},
    {kTent, kTent / 6, false},
}};

struct Shape {
    std::int64_t seats = 0, assisted = 0;
    std::int64_t low = 0, high = 0;
    std::int64_t pins = 0;
};

struct Change {
    std::array<std::int32_t, 2> out{kNobody, kNobody};  // Leave the one heat for the other.
    std::array<std::int32_t, 2> in{kNobody, kNobody};   // Come in return.
};

class Annealer {
public:
    Annealer(const PackProblem& problem, const SearchTask& task)
        : problem_(problem), heats_(static_cast<std::size_t>(task.heats)), chance_(task.seed), tight_(task.tight) {
        if (!task.known || task.known->size() != heats_) return;
        heat_of_.assign(size(), 0);
        for (std::size_t h = 0; h < heats_; ++h) {
            for (const std::uint32_t i : (*task.known)[h]) heat_of_[i] = static_cast<std::int32_t>(h);
        }
        settle();
    }

    // One round from its start to the cold end; keeps the best packing that holds.
    void round(const Schedule& schedule, std::int64_t moves) {
        if (schedule.afresh || best_span_ < 0) {
            start_from_intervals();
        } else {
            heat_of_ = best_;
        }
        settle();
        place_cost_ = kPlaceCost;
        for (std::int64_t step = 0; step < kSteps; ++step) {
            const std::int64_t left = kSteps - 1 - step, all = kSteps - 1;
            // A cubic comes close enough to a geometric fall, in integers.
            temperature_ = schedule.cold + (schedule.hot - schedule.cold) * left * left * left / (all * all * all);
            if (tight_) temperature_ = std::max(temperature_, place_cost_ / 6);
            for (std::int64_t m = moves / kSteps; m > 0; --m) move();
            place_cost_ += too_many_ == 0 ? -place_cost_ / kPlaceCostStep : place_cost_ / kPlaceCostStep + 1;
            place_cost_ = std::min(place_cost_, kPlaceCostMax);
        }
    }

    std::optional<Grouping> best() const {
        if (best_span_ < 0) return std::nullopt;
        Grouping packing(heats_);
        for (std::size_t i = 0; i < best_.size(); ++i) {
            packing[static_cast<std::size_t>(best_[i])].push_back(static_cast<std::uint32_t>(i));
        }
        return packing;
    }

private:
    std::size_t size() const { return problem_.items.size(); }

    std::int64_t too_many(const Shape& s) const {
        return std::max(std::int64_t{0}, s.seats - problem_.places) +
               8 * std::max(std::int64_t{0}, s.assisted - problem_.assisted) +
               problem_.places * std::max(std::int64_t{0}, s.pins - 1);
    }

    void count(std::int32_t i, Shape& from, Shape& to) const {
        if (i == kNobody) return;
        const PackItem& item = problem_.items[static_cast<std::size_t>(i)];
        from.seats -= item.seats;
        to.seats += item.seats;
        from.assisted -= item.assisted;
        to.assisted += item.assisted;
        from.pins -= item.pinned ? 1 : 0;
        to.pins += item.pinned ? 1 : 0;
    }

    void stretch(const std::vector<std::int32_t>& members, const std::array<std::int32_t, 2>& without,
                 const std::array<std::int32_t, 2>& with, Shape& shape) const {
        std::int64_t low = INT64_MAX, high = INT64_MIN;
        const auto add = [&](std::int32_t i) {
            const PackItem& item = problem_.items[static_cast<std::size_t>(i)];
            low = std::min(low, item.low);
            high = std::max(high, item.high);
        };
        for (const std::int32_t i : members) {
            if (i != without[0] && i != without[1]) add(i);
        }
        for (const std::int32_t i : with) {
            if (i != kNobody) add(i);
        }
        shape.low = low;
        shape.high = high;
    }

    // Intervals of even seats in tent order: a short walk, heats too full here and there.
    void start_from_intervals() {
        heat_of_.assign(size(), 0);
        const std::int64_t all = std::max(std::int64_t{1}, problem_.seats());
        const auto heats = static_cast<std::int64_t>(heats_);
        std::vector<std::int32_t> held(heats_, 0);
        std::int64_t before = 0;
        for (std::size_t i = 0; i < size(); ++i) {
            const std::int64_t middle = before + problem_.items[i].seats / 2;
            heat_of_[i] = static_cast<std::int32_t>(std::min(heats - 1, middle * heats / all));
            ++held[static_cast<std::size_t>(heat_of_[i])];
            before += problem_.items[i].seats;
        }
        std::size_t giver = 0;
        for (std::size_t h = 0; h < heats_; ++h) {  // No heat stays empty.
            if (held[h] > 0) continue;
            while (held[static_cast<std::size_t>(heat_of_[giver])] < 2) ++giver;  // There are items for all heats.
            --held[static_cast<std::size_t>(heat_of_[giver])];
            heat_of_[giver] = static_cast<std::int32_t>(h);
            held[h] = 1;
        }
    }

    // Works out all that follows from heat_of_.
    void settle() {
        members_.assign(heats_, {});
        shapes_.resize(heats_);
        span_ = too_many_ = 0;
        for (std::size_t i = 0; i < size(); ++i)
            members_[static_cast<std::size_t>(heat_of_[i])].push_back(static_cast<std::int32_t>(i));
        for (std::size_t h = 0; h < heats_; ++h) {
            shapes_[h] = {};
            Shape outside;
            for (const std::int32_t i : members_[h]) count(i, outside, shapes_[h]);
            stretch(members_[h], {kNobody, kNobody}, {kNobody, kNobody}, shapes_[h]);
            span_ += shapes_[h].high - shapes_[h].low;
            too_many_ += too_many(shapes_[h]);
        }
        keep_best();
    }

    void put(std::int32_t item, std::size_t heat) {
        heat_of_[static_cast<std::size_t>(item)] = static_cast<std::int32_t>(heat);
        members_[heat].push_back(item);
    }

    void move() {
        const auto n = static_cast<std::uint32_t>(size());
        const auto i = static_cast<std::int32_t>(chance_.below(n));
        const std::uint32_t reach = std::min(n - 1, 2 + chance_.below(24));
        const std::uint32_t from =
            static_cast<std::uint32_t>(i) > reach / 2 ? static_cast<std::uint32_t>(i) - reach / 2 : 0;
        const auto j = static_cast<std::int32_t>(std::min(n - 1, from + chance_.below(reach + 1)));
        const auto h = static_cast<std::size_t>(heat_of_[static_cast<std::size_t>(i)]);
        const auto g = static_cast<std::size_t>(heat_of_[static_cast<std::size_t>(j)]);
        if (h == g) return;
        Change change;
        change.out[0] = i;
        const std::uint32_t kind = chance_.below(8);
        if (kind >= 2) change.in[0] = j;
        if (kind >= 5) {
            std::vector<std::int32_t>& others = members_[kind < 7 ? h : g];
            const std::int32_t extra = others[chance_.below(static_cast<std::uint32_t>(others.size()))];
            if (extra == i || extra == j) return;
            (kind < 7 ? change.out : change.in)[1] = extra;
        }
        if (change.in[0] == kNobody && members_[h].size() == 1) return;
        try_change(h, g, change);
    }

    void try_change(std::size_t h, std::size_t g, const Change& change) {
        const std::int64_t bearable = temperature_ * chance_.patience() / kTent;
        const std::int64_t walked = shapes_[h].high - shapes_[h].low + shapes_[g].high - shapes_[g].low;
        Shape left = shapes_[h], right = shapes_[g];
        for (const std::int32_t i : change.out) count(i, left, right);
        for (const std::int32_t i : change.in) count(i, right, left);
        const std::int64_t over = too_many(left) + too_many(right) - too_many(shapes_[h]) - too_many(shapes_[g]);
        if (over * place_cost_ - walked * kTent > bearable) return;  // No walk is shorter than none.
        stretch(members_[h], change.out, change.in, left);
        stretch(members_[g], change.in, change.out, right);
        const std::int64_t span = left.high - left.low + right.high - right.low - walked;
        if (span * kTent + over * place_cost_ > bearable) return;
        for (const std::int32_t i : change.out) carry(i, h, g);
        for (const std::int32_t i : change.in) carry(i, g, h);
        shapes_[h] = left;
        shapes_[g] = right;
        span_ += span;
        too_many_ += over;
        if (too_many_ == 0 && (best_span_ < 0 || span_ < best_span_)) keep_best();
    }

    void carry(std::int32_t item, std::size_t from, std::size_t to) {
        if (item == kNobody) return;
        std::vector<std::int32_t>& members = members_[from];
        *std::find(members.begin(), members.end(), item) = members.back();
        members.pop_back();
        put(item, to);
    }

    void keep_best() {
        if (too_many_ > 0 || (best_span_ >= 0 && span_ >= best_span_)) return;
        best_span_ = span_;
        best_ = heat_of_;
    }

    const PackProblem& problem_;
    std::size_t heats_;
    Chance chance_;
    std::vector<std::int32_t> heat_of_;
    std::vector<std::vector<std::int32_t>> members_;
    std::vector<Shape> shapes_;
    bool tight_;
    std::int64_t span_ = 0, too_many_ = 0;
    std::int64_t temperature_ = 0, place_cost_ = 0;
    std::int64_t best_span_ = -1;  // None yet.
    std::vector<std::int32_t> best_;
};

}  // namespace

std::optional<Grouping> search(const PackProblem& problem, const SearchTask& task) {
    if (task.heats < 1 || task.heats > static_cast<std::int64_t>(problem.items.size())) return std::nullopt;
    Annealer annealer(problem, task);
    for (int r = 0; r < task.rounds; ++r) {
        const auto at = static_cast<std::size_t>(task.onward ? 2 * r + 1 : r);
        annealer.round(kSchedules[at % kSchedules.size()], task.moves / task.rounds);
    }
    return annealer.best();
}

}  // namespace heatline::heats
