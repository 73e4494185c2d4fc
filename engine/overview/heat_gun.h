#pragma once
// HeatGun: all that was said about one heat's start, so that a person can take back what was wrong: a false start, a
// typed time. Pure; any thread.

#include <optional>

#include "engine/state.h"

namespace heatline {

struct HeatGun {
    struct Heard {  // A `start` reading.
        ReadingRef ref;
        Instant at;
        friend bool operator==(const Heard&, const Heard&) = default;
    };
    HeatId heat;
    std::optional<Heard> heard;   // The one that counts among the readings.
    std::optional<Heard> voided;  // The last that was taken out.
    std::optional<Instant> set;   // A person's word: it holds over what was heard.
    friend bool operator==(const HeatGun&, const HeatGun&) = default;
};

// None when there is no such heat. O(start readings of the heat).
std::optional<HeatGun> look_at_gun(const State& state, HeatId heat);

}  // namespace heatline
