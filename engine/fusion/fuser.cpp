#include "engine/fusion/fuser.h"

#include <algorithm>

#include "engine/fusion/patch.h"

namespace heatline::fusion {
namespace {

bool same(const Entrant& a, const Entrant& b) { return a.runner == b.runner && a.heat == b.heat && a.bib == b.bib; }

bool same(const AssignedTap& a, const AssignedTap& b) {
    return a.tap == b.tap && a.bib == b.bib && a.runner == b.runner;
}

bool same(const EnteredFinish& a, const EnteredFinish& b) {
    return a.heat == b.heat && a.runner == b.runner && a.removed == b.removed && a.at == b.at;
}

template <class T>
bool same_list(const std::vector<T>& kept, std::span<const T> now) {
    return std::equal(kept.begin(), kept.end(), now.begin(), now.end(),
                      [](const T& a, const T& b) { return same(a, b); });
}

template <class T>
void copy(std::span<const T> now, std::vector<T>& kept) {
    kept.assign(now.begin(), now.end());
}

}  // namespace

const std::vector<Finish>& Fuser::fuse(const LineInput& input) {
    const bool same_base = base_ && is_same_base(input);
    if (same_base && are_same_words(input)) {
        ++answered_at_once_;
        return answer_;
    }
    if (same_base) {
        ++patched_only_;
    } else {
        if (base_) base_->give_back(bench_);
        base_ = std::make_unique<Base>(input, bench_);
        remember_base(input);
    }
    base_->point_to(input);
    answer_ = patched(*base_);
    remember_words(input);
    return answer_;
}

bool Fuser::is_same_base(const LineInput& input) const {
    if (input.streams == 0 || input.streams != streams_) return false;
    if (input.heats.size() != heats_.size()) return false;
    for (std::size_t h = 0; h < heats_.size(); ++h) {
        const RunningHeat &a = heats_[h], &b = input.heats[h];
        if (a.heat != b.heat || a.start != b.start || a.minimum_finish != b.minimum_finish ||
            a.read_gate != b.read_gate || (a.official == nullptr) != (b.official == nullptr)) {
            return false;
        }
        if (b.official && *b.official != official_[h]) return false;
    }
    return same_list(entrants_, input.entrants);
}

bool Fuser::are_same_words(const LineInput& input) const {
    return same_list(entered_, input.entered) && same_list(assigned_, input.assigned) &&
           std::equal(voided_.begin(), voided_.end(), input.voided.begin(), input.voided.end());
}

void Fuser::remember_base(const LineInput& input) {
    copy(input.heats, heats_);
    official_.assign(input.heats.size(), {});
    for (std::size_t h = 0; h < heats_.size(); ++h) {
        if (input.heats[h].official) official_[h] = *input.heats[h].official;
    }
    copy(input.entrants, entrants_);
    streams_ = input.streams;
}

void Fuser::remember_words(const LineInput& input) {
    copy(input.assigned, assigned_);
    copy(input.entered, entered_);
    copy(input.voided, voided_);
}

}  // namespace heatline::fusion
