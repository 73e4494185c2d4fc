#include "engine/review/heat_view.h"

#include <algorithm>

#include "engine/fusion/tuning.h"
#include "engine/time_text.h"

namespace heatline::review {
namespace {

namespace t = fusion::tuning;

// A press this long after the last crossing of a heat is not looked at as one of its own.
constexpr std::int64_t kBehindLast = 60 * t::kSecond;

}  // namespace

HeatView::HeatView(const State& state, const Snapshot& snapshot, HeatId heat)
    : state_(state),
      snapshot_(snapshot),
      heat_(*snapshot.heats[heat.index()]),
      line_of_heat_(state.heats[heat.index()].line) {
    make_lines();
    gather_presses();
    add_companions();
    find_loose();
    hear();
}

void HeatView::make_lines() {
    lines_.resize(heat_.finishes.size());
    for (std::size_t i = 0; i < heat_.rows.size(); ++i) {
        if (heat_.rows[i].finish < lines_.size()) lines_[heat_.rows[i].finish].row = static_cast<std::uint32_t>(i);
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const Finish& finish = heat_.finishes[i];
        ReviewLine& line = lines_[i];
        line.finish = static_cast<std::uint32_t>(i);
        line.at = finish.at;
        line.child = finish.runner;
        line.bib = finish.runner ? bib_of(finish.runner) : std::string{state_.symbols.text(finish.bib)};
        if (finish.identity) {
            const StoredReading& number = state_.readings[finish.identity.index()];
            if (number.bib) line.taken = state_.symbols.text(number.bib);
            line.number = finish.identity;
        }
        if (is_tap(finish.tap)) line.presses.push_back(finish.tap);
        line.marked = row(i).review;
    }
}

// The presses of the whole line, because a heat beside this one may own some of them.
void HeatView::gather_presses() {
    for (const ReadingIndex tap : state_.lines[line_of_heat_.index()].taps) {
        const StoredReading& stored = state_.readings[tap.index()];
        if (!stored.voided && stored.has_at && !stored.far_off) presses_.push_back(tap);
    }
    const auto before = [&](ReadingIndex a, ReadingIndex b) {
        return std::pair{state_.readings[a.index()].at, a} < std::pair{state_.readings[b.index()].at, b};
    };
    if (!std::is_sorted(presses_.begin(), presses_.end(), before)) std::sort(presses_.begin(), presses_.end(), before);
    for (const auto& heat : snapshot_.heats) {
        if (state_.heats[heat->heat.index()].line != line_of_heat_) continue;
        const bool here = heat->heat == heat_.heat;
        for (std::size_t i = 0; i < heat->finishes.size(); ++i) {
            const Finish& finish = heat->finishes[i];
            if (is_tap(finish.tap)) spoken_for_[finish.tap] = here ? i : kElsewhere;
            if (finish.at) crossings_.emplace_back(*finish.at, here);
        }
    }
    std::sort(crossings_.begin(), crossings_.end());
}

// Beside the press that a finish rests on stand bounces of the same key and the presses of other timers.
void HeatView::add_companions() {
    std::map<ReadingIndex, std::size_t> companions;
    for (std::size_t k = 0; k < presses_.size(); ++k) {
        const auto owner = spoken_for_.find(presses_[k]);
        if (owner == spoken_for_.end()) continue;
        const StoredReading& own = state_.readings[presses_[k].index()];
        const auto look_at = [&](ReadingIndex other) {
            const StoredReading& press = state_.readings[other.index()];
            const std::int64_t apart = std::abs(micros_between(own.at, press.at));
            if (apart > t::kSameCrossing) return false;
            const bool bounce = press.device == own.device && press.at >= own.at && apart < t::kBounce;
            if (spoken_for_.contains(other) || (press.device == own.device && !bounce)) return true;
            if (!companions.emplace(other, owner->second).second || owner->second == kElsewhere) return true;
            auto& presses = lines_[owner->second].presses;
            if (presses.size() < kReviewPressesMax) presses.push_back(other);
            return true;
        };
        for (std::size_t j = k; j-- > 0 && look_at(presses_[j]);) {}
        for (std::size_t j = k + 1; j < presses_.size() && look_at(presses_[j]); ++j) {}
    }
    spoken_for_.merge(companions);
}

void HeatView::find_loose() {
    std::optional<Instant> first, last;
    for (const auto& [at, here] : crossings_) {
        if (!here) continue;
        if (!first) first = at;
        last = at;
    }
    if (!first) return;
    for (std::size_t k = 0; k < presses_.size(); ++k) {
        if (spoken_for_.contains(presses_[k])) continue;
        const StoredReading& press = state_.readings[presses_[k].index()];
        if (press.at < *first || press.at.us > last->us + kBehindLast) continue;
        const auto after = std::lower_bound(crossings_.begin(), crossings_.end(), std::pair{press.at, false});
        const std::int64_t to_after = after == crossings_.end() ? kBehindLast : after->first.us - press.at.us;
        const std::int64_t to_before = after == crossings_.begin() ? kBehindLast : press.at.us - (after - 1)->first.us;
        const auto nearest = to_before <= to_after ? after - 1 : after;
        if (!nearest->second) continue;  // Of the heat beside this one.
        LoosePress loose{presses_[k], press.at, {}};
        const auto same_finger = [&](std::size_t j) {
            const StoredReading& other = state_.readings[presses_[j].index()];
            const auto owner = spoken_for_.find(presses_[j]);
            if (other.device != press.device || owner == spoken_for_.end() || owner->second == kElsewhere) return;
            if (std::abs(micros_between(other.at, press.at)) <= t::kDoublePress) loose.doubles = owner->second;
        };
        if (k > 0) same_finger(k - 1);
        if (!loose.doubles && k + 1 < presses_.size()) same_finger(k + 1);
        // A finger that presses for the same crossing as another timer's says nothing new.
        const bool beside = std::min(to_before, to_after) <= t::kSameCrossing;
        if (loose.doubles || !beside) loose_.push_back(loose);
    }
}

void HeatView::hear() {
    const LineStreams& streams = state_.lines[line_of_heat_.index()];
    for (const auto* stream : {&streams.taps, &streams.bibs, &streams.selects, &streams.tokens}) {
        for (const ReadingIndex index : *stream) {
            const StoredReading& reading = state_.readings[index.index()];
            if (reading.has_at && !reading.far_off) heard_ = std::max(heard_, std::optional{reading.at});
        }
    }
}

std::uint32_t HeatView::place(std::size_t i) const {
    const auto* finished = std::get_if<outcome::Finished>(&row(i).outcome);
    return finished ? finished->place : 0;
}

bool HeatView::is_certain(std::size_t i) const { return lines_[i].child && lines_[i].at && !lines_[i].marked; }

bool HeatView::is_anchor(std::size_t i) const {
    const EvidenceSet e = finish(i).evidence;
    return is_certain(i) && (e.has(Evidence::select) || e.has(Evidence::chip) || e.has(Evidence::token) ||
                             e.has(Evidence::assigned) || e.has(Evidence::inserted));
}

std::optional<std::size_t> HeatView::before(std::size_t i, bool (HeatView::*holds)(std::size_t) const) const {
    while (i-- > 0) {
        if ((this->*holds)(i)) return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> HeatView::after(std::size_t i, bool (HeatView::*holds)(std::size_t) const) const {
    while (++i < lines_.size()) {
        if ((this->*holds)(i)) return i;
    }
    return std::nullopt;
}

ReadingIndex HeatView::press_near(Instant at, std::int64_t within_us) const {
    ReadingIndex best;
    std::int64_t least = within_us + 1;
    const auto from =
        std::lower_bound(presses_.begin(), presses_.end(), at.us - within_us,
                         [&](ReadingIndex tap, std::int64_t us) { return state_.readings[tap.index()].at.us < us; });
    for (auto k = from; k != presses_.end() && state_.readings[k->index()].at.us <= at.us + within_us; ++k) {
        const std::int64_t apart = std::abs(state_.readings[k->index()].at.us - at.us);
        if (apart >= least) continue;
        least = apart;
        best = *k;
    }
    return best;
}

ReadingName HeatView::name_of(ReadingIndex reading) const {
    const StoredReading& stored = state_.readings[reading.index()];
    const DeviceLog& device = state_.devices[stored.device.index()];
    return {device.name, device.epochs[stored.epoch].epoch, stored.device_seq};
}

std::string HeatView::since_gun(Instant at) const {
    return heat_.start ? time_text(micros_between(*heat_.start, at), Rounding::up_tenth) : std::string{};
}

std::string HeatView::since_gun_s(Instant at) const {
    return heat_.start ? time_text(micros_between(*heat_.start, at), Rounding::up_second) : std::string{};
}

}  // namespace heatline::review
