#pragma once
// Crossings: the taps of all tappers of a line as one list of "somebody crossed here".
//
// A bounce of the key is dropped, presses of different tappers that speak of the same child become one crossing at
// their mean, and a press that stands alone keeps exactly its instant. Presses that fit no started heat are no
// crossings; those that fit official heats only are taken. Two presses that a person gave to two children are never
// merged, and never dropped. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/fusion/heat_of.h"
#include "engine/fusion/line_input.h"

namespace heatline::fusion {

inline constexpr std::uint32_t kNoCrossing = 0xFFFF'FFFF;

struct Crossing {
    Instant at;
    ReadingIndex tap;        // The first press.
    std::uint8_t heard = 1;  // By how many tappers.
    // A double press, or heard by one tapper while another stood there and did not press.
    bool doubtful = false;
    bool taken = false;  // Somebody's already.
};

struct Crossings {
    std::vector<Crossing> list;  // By instant, then by reading.
    // By position in input.taps: its crossing, or kNoCrossing. Empty when nothing in the input names a tap.
    std::vector<std::uint32_t> of_tap;
};

// `room` is empty: memory to write the list in.
Crossings merge_taps(const LineInput& input, const HeatBook& book, std::vector<Crossing> room);

}  // namespace heatline::fusion
