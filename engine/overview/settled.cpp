#include "engine/overview/settled.h"

#include <algorithm>
#include <map>
#include <utility>

namespace heatline {
namespace {

using ByRunner = std::map<std::pair<HeatId, RunnerId>, const Finish*>;

ByRunner by_runner(const std::vector<Finish>& finishes) {
    ByRunner out;
    for (const Finish& finish : finishes) {
        if (finish.runner) out.emplace(std::pair{finish.heat, finish.runner}, &finish);
    }
    return out;
}

bool is_said(const Finish& finish) {
    return finish.evidence.has(Evidence::assigned) || finish.evidence.has(Evidence::inserted);
}

bool is_moved(Instant was, std::optional<Instant> is) {
    if (!is) return true;
    const std::int64_t by = is->us - was.us;
    return by >= kMovedLeastUs || by <= -kMovedLeastUs;
}

}  // namespace

std::vector<bool> settled(const std::vector<Finish>& finishes) {
    std::vector<bool> out(finishes.size(), false);
    std::size_t behind = 0;
    Instant last{INT64_MIN};
    for (const Finish& finish : finishes) last = std::max(last, finish.at.value_or(last));
    for (std::size_t k = finishes.size(); k-- > 0;) {
        const Finish& finish = finishes[k];
        if (!finish.at || finish.confidence_milli < kSettledMilli || finish.review) continue;
        out[k] = finish.runner && behind >= kSettledBehind && last.us - finish.at->us >= kSettledAfterUs;
        ++behind;
    }
    return out;
}

std::vector<MovedTime> moved_times(const std::vector<Finish>& before, const std::vector<Finish>& after) {
    const std::vector<bool> was_settled = settled(before);
    const ByRunner now = by_runner(after);
    std::vector<MovedTime> out;
    for (std::size_t k = 0; k < before.size(); ++k) {
        if (!was_settled[k]) continue;
        const auto found = now.find({before[k].heat, before[k].runner});
        if (found != now.end() && is_said(*found->second)) continue;
        const std::optional<Instant> is = found == now.end() ? std::nullopt : found->second->at;
        if (is_moved(*before[k].at, is)) out.push_back({before[k].heat, before[k].runner, *before[k].at, is});
    }
    return out;
}

const std::vector<MovedWatch::Moved>& MovedWatch::look(const Snapshot& snapshot, Instant now) {
    if (snapshot.heats.size() < heats_.size()) *this = {};  // Another meet.
    for (std::size_t h = 0; h < snapshot.heats.size(); ++h) {
        if (h >= heats_.size()) heats_.push_back(snapshot.heats[h]);
        if (heats_[h] == snapshot.heats[h]) continue;
        take(*heats_[h], *snapshot.heats[h], now);
        heats_[h] = snapshot.heats[h];
    }
    return moved_;
}

void MovedWatch::take(const HeatPicture& before, const HeatPicture& after, Instant now) {
    for (const MovedTime& moved : moved_times(before.finishes, after.finishes)) {
        const bool known = std::any_of(moved_.begin(), moved_.end(), [&](const Moved& kept) {
            return kept.heat == moved.heat && kept.runner == moved.runner;
        });
        if (!known) moved_.push_back({moved, now});  // Else it moved on from where it was certain first.
    }
    const ByRunner finishes = by_runner(after.finishes);
    std::erase_if(moved_, [&](Moved& kept) {
        if (kept.heat != after.heat) return false;
        const auto found = finishes.find({kept.heat, kept.runner});
        kept.is = found == finishes.end() ? std::nullopt : found->second->at;
        const bool said = found != finishes.end() && is_said(*found->second);
        return after.state == HeatState::official || said || !is_moved(kept.was, kept.is);
    });
    if (moved_.size() > kMovedMost)
        moved_.erase(moved_.begin(), moved_.end() - static_cast<std::ptrdiff_t>(kMovedMost));
}

}  // namespace heatline
