#pragma once
// Settled: which times of a heat can be read out, and which of them moved all the same when more came in.
//
// A finish is settled when it is as good as certain, so are two behind it, and children have crossed for five seconds
// more: in a pack the next press still says which of two presses is whose. One that moves by a tenth of a second or
// more, or goes, must not do so silently. Where a person said when the child crossed, that is no notice to anybody.
// Pure; any thread.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/snapshot.h"

namespace heatline {

// What "as good as certain" is, in thousandths.
inline constexpr std::uint16_t kSettledMilli = 990;
inline constexpr std::size_t kSettledBehind = 2;
inline constexpr std::int64_t kSettledAfterUs = 5'000'000;
inline constexpr std::int64_t kMovedLeastUs = 100'000;

// By finish; `finishes` in the order of their instants, as fusion gives them. O(finishes).
std::vector<bool> settled(const std::vector<Finish>& finishes);

struct MovedTime {
    HeatId heat;
    RunnerId runner;
    Instant was;
    std::optional<Instant> is;  // None: there is no such finish any more, or it has no time.
    friend bool operator==(const MovedTime&, const MovedTime&) = default;
};

// Of what was settled before, in its order. O(n log n).
std::vector<MovedTime> moved_times(const std::vector<Finish>& before, const std::vector<Finish>& after);

// Sees snapshot after snapshot and keeps what moved, until it has moved back, is a person's word, or its heat is
// official. Keeps kMovedMost; beyond them the oldest are let go. One thread at a time.
class MovedWatch {
public:
    struct Moved : MovedTime {
        Instant noticed;
        friend bool operator==(const Moved&, const Moved&) = default;
    };
    static constexpr std::size_t kMovedMost = 200;

    // The oldest first. `now` is the meet's time. O(heats) when nothing changed.
    const std::vector<Moved>& look(const Snapshot& snapshot, Instant now);

private:
    void take(const HeatPicture& before, const HeatPicture& after, Instant now);

    std::vector<std::shared_ptr<const HeatPicture>> heats_;
    std::vector<Moved> moved_;
};

}  // namespace heatline
