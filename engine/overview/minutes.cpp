#include "engine/overview/minutes.h"

#include <algorithm>
#include <limits>

namespace heatline {
namespace {

constexpr std::int64_t kMinuteUs = 60'000'000;
constexpr std::int64_t kMinutesMax = 24 * 60;  // What comes later is not counted.

Minutes count(const Snapshot& snapshot, Instant first) {
    Minutes minutes{first, {}};
    for (const auto& heat : snapshot.heats) {
        for (const Finish& finish : heat->finishes) {
            if (!finish.at || *finish.at < first) continue;
            const std::int64_t minute = micros_between(first, *finish.at) / kMinuteUs;
            if (minute >= kMinutesMax) continue;
            const auto at = static_cast<std::size_t>(minute);
            if (at >= minutes.finishers.size()) minutes.finishers.resize(at + 1);
            if (minutes.finishers[at] < std::numeric_limits<std::uint16_t>::max()) ++minutes.finishers[at];
        }
    }
    return minutes;
}

}  // namespace

std::optional<Minutes> MinuteCounter::look(const Snapshot& snapshot) {
    if (counted_ == snapshot.heats) return minutes_;
    counted_ = snapshot.heats;
    std::optional<Instant> first;
    for (const auto& heat : snapshot.heats) {
        if (heat->start && (!first || *heat->start < *first)) first = heat->start;
    }
    minutes_.reset();
    if (first) minutes_ = count(snapshot, *first);
    return minutes_;
}

}  // namespace heatline
