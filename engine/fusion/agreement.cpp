#include "engine/fusion/agreement.h"

#include <algorithm>

#include "engine/fusion/curves.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

namespace t = tuning;

double seconds_of(std::int64_t us) { return static_cast<double>(us) / t::kSecond; }

// At most 1, so that no story grows by leaving arrivals without slots.
double chip(const Arrival& a, double off) { return t::kChipFloor + (1 - t::kChipFloor) * bell(off / a.chip_spread); }
double note(double off) { return t::kNoteFloor + (1 - t::kNoteFloor) * bell(off / t::kNoteSpreadSeconds); }

}  // namespace

Agreement::Agreement(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals, const Window& window,
                     const ScanModel& scans)
    : slots_(slots), arrivals_(arrivals), window_(window), scans_(scans) {}

double Agreement::agree(std::size_t slot, std::size_t arrival, double unseen) const {
    const Slot& s = slots_[window_.slot + slot];
    const Arrival& a = arrivals_[window_.arrival + arrival];
    if (s.fixed || a.fixed != kNoCrossing) return a.fixed == s.crossing ? t::kFixedAgrees : t::kFixedDisagrees;
    double e = kept_ && !kept_->empty() && (*kept_)[arrival] == slot ? t::kKeptPair : 1;
    if (a.live && !a.has_chip()) e *= scans_.after_unseen(arrival, a.scan - s.at, unseen);
    if (a.note) e *= note(seconds_of(s.at - a.note->at.us));
    if (a.second_note) e *= note(seconds_of(s.at - a.second_note->at.us));
    if (a.has_chip()) e *= chip(a, seconds_of(s.at - a.chip_at));
    return e;
}

double Agreement::between(std::size_t slots, std::size_t arrival) const {
    const Arrival& a = arrivals_[window_.arrival + arrival];
    if (a.fixed != kNoCrossing) return t::kFixedAlone;
    const std::size_t behind = window_.slot + slots;
    const std::int64_t from = behind > 0 ? slots_[behind - 1].at : INT64_MIN / 2;
    const std::int64_t to = behind < window_.slot_end ? slots_[behind].at : INT64_MAX / 2;
    double e = 1;
    if (a.live && !a.has_chip()) e = scans_.between(arrival, a.scan - to, a.scan - from);
    const auto off = [&](std::int64_t at) { return seconds_of(at - std::clamp(at, from, to)); };
    if (a.note) e *= note(off(a.note->at.us));
    if (a.second_note) e *= note(off(a.second_note->at.us));
    if (a.has_chip()) e *= chip(a, off(a.chip_at));
    return e;
}

}  // namespace heatline::fusion
