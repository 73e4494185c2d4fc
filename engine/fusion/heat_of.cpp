#include "engine/fusion/heat_of.h"

#include <algorithm>
#include <utility>

#include "engine/base/limits.h"

namespace heatline::fusion {

HeatBook::HeatBook(const LineInput& input, const Persons& persons, std::vector<Claim> room)
    : input_(input), runners_(persons.runners()), claims_(std::move(room)) {
    for (std::size_t i = 0; i < input.heats.size(); ++i) {
        const std::size_t id = input.heats[i].heat.index();
        if (local_.size() <= id) local_.resize(id + 1, kNoHeat);
        local_[id] = static_cast<std::uint32_t>(i);
    }
    first_entry_.assign(runners_ + 1, 0);
    std::size_t runner = 0;
    for (std::size_t i = 0; i < input.entrants.size(); ++i) {
        while (runner <= input.entrants[i].runner.index()) first_entry_[runner++] = static_cast<std::uint32_t>(i);
    }
    while (runner <= runners_) first_entry_[runner++] = static_cast<std::uint32_t>(input.entrants.size());

    for (const RunningHeat& heat : input.heats) {
        started_.add(heat);
        if (!heat.official) open_.add(heat);
    }
    started_.merge();
    open_.merge();

    heads_.assign(persons.count(), -1);
    claims_.reserve(persons.count());
    hear_words();
}

void HeatBook::hear_words() {
    any_removed_ = false;
    for (const EnteredFinish& word : input_.entered) any_removed_ |= word.removed;
}

std::uint32_t HeatBook::find(HeatId heat) const {
    return heat && heat.index() < local_.size() ? local_[heat.index()] : kNoHeat;
}

bool HeatBook::fits(std::uint32_t heat, Instant at) const {
    const RunningHeat& h = input_.heats[heat];
    return at >= h.start + h.minimum_finish && at <= h.start + limits::kHeatLongest;
}

void HeatBook::Windows::add(const RunningHeat& heat) {
    list_.push_back({heat.start + heat.minimum_finish, heat.start + limits::kHeatLongest});
}

void HeatBook::Windows::merge() {
    std::sort(list_.begin(), list_.end(), [](const Window& a, const Window& b) { return a.from < b.from; });
    std::size_t kept = 0;
    for (const Window& window : list_) {
        if (kept > 0 && window.from <= list_[kept - 1].to) {
            list_[kept - 1].to = std::max(list_[kept - 1].to, window.to);
        } else {
            list_[kept++] = window;
        }
    }
    list_.resize(kept);
}

bool HeatBook::Windows::holds(Instant at) const {
    if (list_.empty()) return false;
    if (at < list_[hint_].from) hint_ = 0;
    while (hint_ + 1 < list_.size() && at > list_[hint_].to) ++hint_;
    return at >= list_[hint_].from && at <= list_[hint_].to;
}

std::uint32_t HeatBook::latest_open(Instant at) const {
    const auto later = std::upper_bound(input_.heats.begin(), input_.heats.end(), at,
                                        [](Instant t, const RunningHeat& heat) { return t < heat.start; });
    for (auto i = static_cast<std::uint32_t>(later - input_.heats.begin()); i-- > 0;) {
        if (input_.heats[i].start + limits::kHeatLongest < at) break;  // All before started earlier still.
        if (!is_official(i) && fits(i, at)) return i;
    }
    return kNoHeat;
}

std::uint32_t HeatBook::latest_open() const {
    for (auto i = static_cast<std::uint32_t>(input_.heats.size()); i-- > 0;) {
        if (!is_official(i)) return i;
    }
    return kNoHeat;
}

std::span<const Entrant> HeatBook::entries(Person person) const {
    if (person >= runners_) return {};
    return input_.entrants.subspan(first_entry_[person], first_entry_[person + 1] - first_entry_[person]);
}

bool HeatBook::entered_after(Person person, std::uint32_t heat, Instant at) const {
    for (const Entrant& entry : entries(person)) {
        const std::uint32_t other = find(entry.heat);
        if (other != kNoHeat && (heat == kNoHeat || other > heat) && fits(other, at)) return true;
    }
    return false;
}

bool HeatBook::entered_anywhere(Person person) const { return !entries(person).empty(); }

bool HeatBook::is_entered(Person person, std::uint32_t heat) const {
    for (const Entrant& entry : entries(person)) {
        if (entry.heat == input_.heats[heat].heat) return true;
    }
    return false;
}

bool HeatBook::claimed(Person person, std::uint32_t heat) const {
    for (std::int32_t at = heads_[person]; at >= 0; at = claims_[static_cast<std::size_t>(at)].next) {
        if (claims_[static_cast<std::size_t>(at)].heat == heat) return true;
    }
    return false;
}

HeatChoice HeatBook::choose(Person person, std::optional<Instant> at) const {
    HeatChoice own, twice, closed;
    const auto later = [&](std::uint32_t a, std::uint32_t b) { return b == kNoHeat || a > b; };
    for (const Entrant& entry : entries(person)) {
        const std::uint32_t heat = find(entry.heat);
        if (heat == kNoHeat || (at && !fits(heat, *at))) continue;
        if (is_official(heat)) {
            if (later(heat, closed.heat)) closed = {Fit::closed, heat};
        } else if (heads_[person] >= 0 && claimed(person, heat)) {
            if (later(heat, twice.heat)) twice = {Fit::twice, heat};
        } else if (later(heat, own.heat)) {
            own = {Fit::own, heat};
        }
    }
    if (own.heat != kNoHeat) return own;
    if (twice.heat != kNoHeat) return twice;
    if (closed.heat != kNoHeat) return closed;
    const std::uint32_t other = at ? latest_open(*at) : latest_open();
    if (other == kNoHeat) return {};
    if (heads_[person] >= 0 && claimed(person, other)) return {Fit::twice, other};
    return {person < runners_ ? Fit::other : Fit::own, other};
}

void HeatBook::claim(Person person, Claim claim) {
    claim.next = heads_[person];
    claim.person = person;
    heads_[person] = static_cast<std::int32_t>(claims_.size());
    claims_.push_back(claim);
}

void HeatBook::undo(std::size_t mark) {
    while (claims_.size() > mark) {
        heads_[claims_.back().person] = claims_.back().next;
        claims_.pop_back();
    }
}

void HeatBook::drop(Person person, std::uint32_t row) {
    for (std::int32_t* at = &heads_[person]; *at >= 0; at = &claims_[static_cast<std::size_t>(*at)].next) {
        Claim& claim = claims_[static_cast<std::size_t>(*at)];
        if (claim.row != row) continue;
        *at = claim.next;
        return;
    }
}

bool HeatBook::removed(std::uint32_t heat, RunnerId runner) const {
    if (!any_removed_ || !runner) return false;
    const auto key = [](const EnteredFinish& e) { return std::pair{e.heat, e.runner}; };
    const std::pair wanted{input_.heats[heat].heat, runner};
    const auto found = std::lower_bound(input_.entered.begin(), input_.entered.end(), wanted,
                                        [&](const EnteredFinish& e, const auto& w) { return key(e) < w; });
    return found != input_.entered.end() && key(*found) == wanted && found->removed;
}

}  // namespace heatline::fusion
