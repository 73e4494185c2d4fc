#include "engine/fusion/places.h"

#include <algorithm>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

using Named = std::vector<std::pair<ReadingIndex, std::uint32_t>>;

std::uint32_t find_in(const Named& list, ReadingIndex reading) {
    const auto found = std::lower_bound(list.begin(), list.end(), std::pair{reading, 0u});
    return found != list.end() && found->first == reading ? found->second : ~0u;
}

}  // namespace

Places::Places(const Line& line, const Explained& sequence) {
    const auto& crossings = line.crossings.list;
    slot_of.assign(crossings.size(), kNoSlot);
    for (std::uint32_t i = 0; i < sequence.slots.size(); ++i) slot_of[sequence.slots[i].crossing] = i;
    row_of.assign(crossings.size(), kNoRow);
    for (std::uint32_t r = 0; r < line.rows.count(); ++r) {
        if (const std::uint32_t c = line.rows.origin(r).crossing; c != kNoCrossing) row_of[c] = r;
    }
    owner.assign(sequence.slots.size(), kNobody);
    first_of.assign(line.persons.count(), kNobody);
    next_of.assign(sequence.arrivals.size(), kNobody);
    for (auto j = static_cast<std::uint32_t>(sequence.arrivals.size()); j-- > 0;) {
        const Arrival& a = sequence.arrivals[j];
        const std::uint32_t slot = a.fixed != kNoCrossing ? slot_of[a.fixed] : sequence.chosen[j].slot;
        if (slot != kNoSlot) owner[slot] = j;
        next_of[j] = std::exchange(first_of[a.person], j);
        if (a.number) numbers_.emplace_back(a.number, j);
    }
    for (std::uint32_t k = 0; k < line.input.taps.size(); ++k) taps_.emplace_back(line.input.taps[k].reading, k);
    std::sort(taps_.begin(), taps_.end());
    std::sort(numbers_.begin(), numbers_.end());
    find_anchors(sequence);
}

std::uint32_t Places::tap(ReadingIndex reading) const { return find_in(taps_, reading); }
std::uint32_t Places::arrival(ReadingIndex number) const { return find_in(numbers_, number); }

std::size_t Places::anchors_before_slot(std::uint32_t slot) const {
    return static_cast<std::size_t>(std::lower_bound(anchors.begin(), anchors.end(), slot,
                                                     [](const Anchor& a, std::uint32_t s) { return a.slot < s; }) -
                                    anchors.begin());
}

std::size_t Places::anchors_before_arrival(std::uint32_t arrival) const {
    return static_cast<std::size_t>(std::lower_bound(anchors.begin(), anchors.end(), arrival,
                                                     [](const Anchor& a, std::uint32_t j) { return a.arrival < j; }) -
                                    anchors.begin());
}

void Places::find_anchors(const Explained& sequence) {
    struct Candidate {
        Anchor anchor;
        double sure = 0;
    };
    std::vector<Candidate> candidates;  // Pairs that nobody passed, and their own chance.
    std::vector<std::uint32_t> least_behind(sequence.arrivals.size() + 1, kNoSlot);
    std::vector<std::uint32_t> slot(sequence.arrivals.size(), kNoSlot);
    for (std::uint32_t i = 0; i < owner.size(); ++i) {
        if (owner[i] != kNobody) slot[owner[i]] = i;
    }
    for (std::size_t j = sequence.arrivals.size(); j-- > 0;)
        least_behind[j] = std::min(least_behind[j + 1], slot[j]);  // kNoSlot is larger than any.
    std::int64_t most = -1;
    for (std::uint32_t j = 0; j < slot.size(); ++j) {
        if (slot[j] == kNoSlot) continue;
        const bool passed = std::int64_t{slot[j]} < most || least_behind[j + 1] < slot[j];
        const double sure = sequence.arrivals[j].fixed != kNoCrossing ? 1 : sequence.chosen[j].right;
        most = std::max(most, std::int64_t{slot[j]});
        candidates.push_back({{slot[j], j}, passed ? 0 : sure});
    }
    // An anchor is as sure as the least sure of three.
    const auto sure_at = [&](std::size_t k) {
        double sure = candidates[k].sure;
        if (sure > 0 && k > 0) sure = std::min(sure, std::max(candidates[k - 1].sure, 1e-9));
        if (sure > 0 && k + 1 < candidates.size()) sure = std::min(sure, std::max(candidates[k + 1].sure, 1e-9));
        return sure;
    };
    std::size_t begin = 0;  // The first candidate behind the last anchor.
    const auto cut = [&](std::size_t k, bool weak) {
        candidates[k].anchor.weak = weak;
        anchors.push_back(candidates[k].anchor);
        begin = k + 1;
    };
    const auto length = [&](std::size_t k) {
        return candidates[k].anchor.slot - (anchors.empty() ? 0 : anchors.back().slot + 1);
    };
    for (std::size_t k = 0; k < candidates.size(); ++k) {
        if (length(k) > tuning::kStretchMost) {
            std::size_t best = k;
            double most_sure = 0;
            for (std::size_t i = begin; i < k; ++i) {
                if (2 * length(i) < tuning::kStretchMost || sure_at(i) <= most_sure) continue;
                most_sure = sure_at(i);
                best = i;
            }
            if (most_sure > 0) cut(best, true);
        }
        if (sure_at(k) > tuning::kAnchorSure) cut(k, false);
    }
}

}  // namespace heatline::fusion
