#pragma once
// Sync points: places where it is known which crossing belongs to which number, and counting starts again.
//
// A note at the line (select) is good to a quarter of a second and wrong now and then, so none is believed alone: of
// all candidates (the taps near each note, with its number's place in the chute) the heaviest chain is chosen that
// increases in both lists. A note is worth kNoteWorth less its distance; shifting the count costs kShiftByOne, so a
// note that only picked the neighbouring tap keeps the count as it was, and one that nobody supports drops out.
// Chips and corrections are candidates that weigh more. Pure; any thread.

#include <cstdint>
#include <span>
#include <vector>

namespace heatline::fusion {

struct SyncPoint {
    // Twice the index of the crossing plus one; an even value lies between two crossings: there was no tap.
    std::uint32_t twice_crossing = 0;
    std::uint32_t number = 0;
    std::int32_t worth = 0;    // Before shifts.
    std::uint32_t source = 0;  // Candidates of one source exclude each other; of the caller.

    bool has_crossing() const { return (twice_crossing & 1) != 0; }
    std::uint32_t crossing() const { return twice_crossing >> 1; }
};

// The chain, as indices into `candidates`, ascending. `candidates` stand in the order of (twice_crossing, number);
// indices count from the begin of the stretch. `end`: behind the last crossing and the last number, which count like a
// sync point. `counts_mean_something`: false where there are no taps, so that no count can be out.
std::vector<std::uint32_t> heaviest_chain(std::span<const SyncPoint> candidates, const SyncPoint& end,
                                          bool counts_mean_something);

}  // namespace heatline::fusion
