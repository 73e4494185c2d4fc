#include "engine/heats/coach_search.h"

#include <algorithm>
#include <optional>

#include "engine/heats/arrangement.h"
#include "engine/heats/chance.h"

namespace heatline::heats {

namespace {

using Part = Arrangement::Part;
using Slot = Arrangement::Slot;

constexpr std::int64_t kTent = 1024;  // One tent of the walk, in the units of costs and temperatures.
constexpr std::int64_t kSteps = 400;
constexpr int kRounds = 3;
// What a place too many and a coach too few cost: at first, at most, and by which part it changes after each step.
constexpr std::int64_t kPlaceCost = kTent / 3, kCoachCost = 2 * kTent, kCostMax = 100 * kTent, kCostStep = 16;
constexpr std::int64_t kHot = 3 * kTent, kCold = kTent / 6;

// Of one team alone.
constexpr std::int64_t kLooksAtOne = 20'000;

class Annealer {
public:
    Annealer(Arrangement& day, const CoachEffort& effort, std::uint64_t seed)
        : day_(day), effort_(effort), chance_(seed) {
        for (Part p = 0; p < day.parts(); ++p) {
            if (!day.pinned(p) && day.slots_for(p).size() > 1) free_.push_back(p);
        }
    }

    std::optional<std::vector<Slot>> run() {
        keep_best();
        if (free_.empty()) return answer();
        const std::int64_t moves = std::min(effort_.moves_max, effort_.moves * static_cast<std::int64_t>(free_.size()));
        for (int round = 0; round < kRounds; ++round) {
            if (best_span_ >= 0) day_.put_all(best_);
            anneal(moves / kRounds, round == 0 ? kHot : kHot / 2);
        }
        return answer();
    }

private:
    std::optional<std::vector<Slot>> answer() const {
        if (best_span_ < 0) return std::nullopt;
        return best_;
    }

    void keep_best() {
        const bool holds = day_.too_many() == 0 && day_.lacking() == 0 && day_.empty() == 0;
        if (!holds || (best_span_ >= 0 && day_.span() >= best_span_)) return;
        best_span_ = day_.span();
        best_ = day_.slots();
    }

    void anneal(std::int64_t moves, std::int64_t hot) {
        std::int64_t place_cost = kPlaceCost, coach_cost = kCoachCost;
        const auto settle = [](std::int64_t& cost, bool broken) {
            cost += broken ? cost / kCostStep + 1 : -cost / kCostStep;
            cost = std::clamp(cost, std::int64_t{1}, kCostMax);
        };
        for (std::int64_t step = 0; step < kSteps; ++step) {
            const std::int64_t left = kSteps - 1 - step, all = kSteps - 1;
            temperature_ = kCold + (hot - kCold) * left * left * left / (all * all * all);
            for (std::int64_t m = moves / kSteps; m > 0; --m) move(place_cost, coach_cost);
            settle(place_cost, day_.too_many() > 0);
            settle(coach_cost, day_.lacking() > 0);
        }
    }

    // An item of a team that lacks coaches every other time.
    Part draw() {
        if (day_.lacking() > 0 && chance_.below(2) == 0) {
            const auto drawn = static_cast<Part>(chance_.below(static_cast<std::uint32_t>(free_.size())));
            for (std::uint32_t i = 0; i < free_.size(); ++i) {  // The next one of such a team.
                const Part p = free_[(drawn + i) % free_.size()];
                if (day_.lacking(day_.team_of(p)) > 0) return p;
            }
        }
        return free_[chance_.below(static_cast<std::uint32_t>(free_.size()))];
    }

    void move(std::int64_t place_cost, std::int64_t coach_cost) {
        const Part p = draw();
        const Slot from = day_.slot_of(p);
        const std::vector<Slot>& slots = day_.slots_for(p);
        const Slot to = slots[chance_.below(static_cast<std::uint32_t>(slots.size()))];
        if (to == from) return;
        changed_.clear();
        const std::uint32_t kind = chance_.below(8);
        if (kind == 0) {
            if (day_.holds_pinned(from) || day_.holds_pinned(to)) return;
            for (const Part q : day_.in(from)) changed_.emplace_back(q, to);
            for (const Part q : day_.in(to)) changed_.emplace_back(q, from);
        } else if (kind < 4) {
            if (day_.in(from).size() == 1) return;
            changed_.emplace_back(p, to);
        } else {
            const std::vector<Part>& others = day_.in(to);
            const Part q = others[chance_.below(static_cast<std::uint32_t>(others.size()))];
            if (day_.pinned(q)) return;
            changed_.emplace_back(p, to);
            changed_.emplace_back(q, from);
        }
        const auto cost = [&] {
            return day_.span() * kTent + day_.too_many() * place_cost + day_.lacking() * coach_cost;
        };
        const std::int64_t before = cost();
        exchange();
        if (cost() - before > temperature_ * chance_.patience() / kTent) {
            exchange();
            return;
        }
        keep_best();
    }

    // Puts each where it is to be, and notes where it was, so that the second time takes the first back.
    void exchange() {
        for (auto& [part, slot] : changed_) {
            const Slot was = day_.slot_of(part);
            day_.put(part, slot);
            slot = was;
        }
    }

    Arrangement& day_;
    const CoachEffort& effort_;
    Chance chance_;
    std::vector<Part> free_;
    std::vector<std::pair<Part, Slot>> changed_;
    std::int64_t temperature_ = 0;
    std::int64_t best_span_ = -1;  // None yet.
    std::vector<Slot> best_;
};

// Every way, the item with the least choice first.
class Through {
public:
    // `empty`: heats may stay empty.
    explicit Through(Arrangement& day, std::int64_t looks_max, bool empty = false)
        : day_(day), may_be_empty_(empty), looks_max_(looks_max) {
        for (Part p = 0; p < day.parts(); ++p) {
            if (!day.pinned(p)) out_.push_back(p);
        }
        for (const Part p : out_) day.put(p, Arrangement::kOut);
        for (Part p = 0; p < day.parts(); ++p) {
            like_.push_back(p);
            for (Part q = 0; q < p && like_[p] == p && !day.pinned(p); ++q) {
                if (like_[q] == q && !day.pinned(q) && day.alike(p, q)) like_[p] = q;
            }
        }
        least_.assign(day.parts(), 0);
    }

    CoachAnswer run() {
        if (day_.too_many() > 0 || day_.lacking() > 0) return CoachAnswer::impossible;  // By pinned items alone.
        if (go()) return CoachAnswer::found;
        return looks_ < looks_max_ ? CoachAnswer::impossible : CoachAnswer::gave_up;
    }

private:
    bool go() {
        if (out_.empty()) return may_be_empty_ || day_.empty() == 0;
        if (!may_be_empty_ && day_.empty() > static_cast<std::int64_t>(out_.size())) return false;
        std::size_t next = out_.size(), choice = SIZE_MAX;
        std::int64_t seats = -1;
        for (std::size_t i = 0; i < out_.size() && choice > 0; ++i) {
            std::size_t count = 0;
            for (const Slot slot : day_.slots_for(out_[i])) {
                if (++looks_ >= looks_max_) return false;
                count += day_.takes(slot, out_[i]) ? 1 : 0;
                if (count > choice) break;
            }
            if (count > choice || (count == choice && day_.seats_of(out_[i]) <= seats)) continue;
            next = i;
            choice = count;
            seats = day_.seats_of(out_[i]);
        }
        if (choice == 0) return false;
        const Part part = out_[next];
        std::vector<std::pair<std::int64_t, Slot>> slots;
        // Parts that are alike come in the order of the heats: which of them is where makes no other way.
        const Slot least = least_[like_[part]];
        for (const Slot slot : day_.slots_for(part)) {
            if (slot < least || !day_.takes(slot, part)) continue;
            const std::int64_t before = day_.span();
            day_.put(part, slot);
            slots.emplace_back(day_.span() - before, slot);
            day_.put(part, Arrangement::kOut);
        }
        std::sort(slots.begin(), slots.end());
        out_.erase(out_.begin() + static_cast<std::ptrdiff_t>(next));
        for (const auto& [walk, slot] : slots) {
            day_.put(part, slot);
            least_[like_[part]] = slot;
            if (go()) return true;
            least_[like_[part]] = least;
            day_.put(part, Arrangement::kOut);
            if (looks_ >= looks_max_) break;
        }
        out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(next), part);
        return false;
    }

    Arrangement& day_;
    bool may_be_empty_;
    std::int64_t looks_max_;
    std::vector<Part> out_;
    std::vector<Part> like_;   // By part: the first that is like it.
    std::vector<Slot> least_;  // By first part: where the last of its kind went.
    std::int64_t looks_ = 0;
};

}  // namespace

CoachAnswer coach_search(const PlanInput& input, std::vector<DayHeat>& day, const std::vector<Instant>& starts,
                         const CoachEffort& effort) {
    Arrangement arranged(input, day, starts);
    std::optional<std::vector<Slot>> best = Annealer(arranged, effort, 1).run();
    if (!best) {
        const CoachAnswer answer = Through(arranged, effort.looks).run();
        if (answer != CoachAnswer::found) return answer;
        best = Annealer(arranged, effort, 2).run();  // Shorter walks from there.
    }
    arranged.put_all(*best);
    day = arranged.write(day);
    return CoachAnswer::found;
}

CoachAnswer every_way(const PlanInput& input, const std::vector<DayHeat>& day, const std::vector<Instant>& starts,
                      std::int64_t looks) {
    Arrangement arranged(input, day, starts);
    return Through(arranged, looks, true).run();
}

CoachAnswer coaches_alone(const PlanInput& input, std::vector<DayHeat> day, const std::vector<Instant>& starts,
                          const std::vector<TeamIndex>& teams, std::int64_t looks) {
    for (DayHeat& heat : day) {
        std::erase_if(heat.group.items, [&](const Item& item) {
            return std::find(teams.begin(), teams.end(), item.team) == teams.end();
        });
    }
    return every_way(input, day, starts, looks);
}

std::optional<TeamIndex> team_without_way(const PlanInput& input, const std::vector<DayHeat>& day,
                                          const std::vector<Instant>& starts, const std::vector<bool>& of) {
    for (const TeamIndex team : Arrangement(input, day, starts).lacking_teams()) {
        if (of[team] && coaches_alone(input, day, starts, {team}, kLooksAtOne) == CoachAnswer::impossible) return team;
    }
    return std::nullopt;
}

}  // namespace heatline::heats
