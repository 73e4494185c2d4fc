#include "engine/overview/review_watch.h"

namespace heatline {

const std::vector<ReviewCard>& ReviewWatch::look(const State& state, const Snapshot& snapshot, HeatId heat) {
    Seen now;
    if (heat) {
        now = {heat,
               snapshot.heats,
               state.readings.size(),
               state.taps_voided,
               state.naming_voided,
               state.naming_changed,
               state.roster_edited,
               state.words_changed,
               0};
        for (const DeviceLog& device : state.devices) now.voided += device.voiding;
    }
    if (now == seen_) return queue_;
    seen_ = std::move(now);
    queue_ = review_queue(state, snapshot, heat);
    return queue_;
}

}  // namespace heatline
