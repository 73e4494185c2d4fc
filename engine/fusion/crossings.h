#pragma once
// Crossings: the taps of all tappers of a line as one list of "somebody crossed here".
//
// A bounce of the key is dropped, presses of different tappers that speak of the same child become one crossing at
// their mean, and a press that stands alone keeps exactly its instant. Presses that fit no started heat are no
// crossings; those that fit official heats only are taken. What
// people said of taps is not looked at. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/fusion/heat_of.h"
#include "engine/fusion/line_input.h"
#include "engine/fusion/room.h"

namespace heatline::fusion {

inline constexpr std::uint32_t kNoCrossing = 0xFFFF'FFFF;

struct Crossing {
    Instant at;
    ReadingIndex tap;        // The first press.
    std::uint8_t heard = 1;  // By how many tappers.
    bool again = false;      // Right after another press of the same tapper.
    bool unheard = false;    // By one tapper, while another stood there and did not press.
    bool taken = false;      // Somebody's already.
    bool fixed = false;      // Taken by the word of a person or by a token.
};

struct Crossings {
    std::vector<Crossing> list;  // By instant, then by reading.
    // By position in input.taps: its crossing, or kNoCrossing.
    std::vector<std::uint32_t> of_tap;
};

// A crossing on its way: its presses are `leader` and those whose leader is `leader`.
struct Draft {
    std::int64_t sum = 0;  // Of microseconds since the first tap of the line.
    std::uint32_t presses = 1;
    std::uint32_t leader = 0;   // Index into input.taps.
    std::uint32_t tappers = 0;  // Bits of the first tuning::kTappersWatched devices.

    std::int64_t mean() const { return presses == 1 ? sum : sum / presses; }
};

// Memory to work in; what is in it does not matter.
struct CrossingsRoom {
    std::vector<Crossing> list;
    std::vector<Draft> drafts;
};

// Takes `room.list` along with the result.
Crossings merge_taps(const LineInput& input, const HeatBook& book, CrossingsRoom& room);

}  // namespace heatline::fusion
