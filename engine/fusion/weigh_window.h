#pragma once
// weigh_window: the stories of one window of a line, with rates that are known.
//
// What slips may happen where (pair_hmm.h) follows from the rates, the clock and what lies close together; what agrees
// is said by Agreement. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/fusion/agreement.h"
#include "engine/fusion/line_rates.h"
#include "engine/fusion/pair_hmm.h"

namespace heatline::fusion {

// What is heard besides slots and arrivals.
struct WindowSetting {
    // By slot of the line: a slot beside a note of a child in no list of arrivals is more likely a child without a
    // number.
    const std::vector<double>& noted;
    Ends ends;                // The entry counts from the window.
    std::size_t entered = 0;  // So many of its arrivals are most likely through where it begins.
    // By arrival of the window, of a part that is looked at again: the slot that counts kKeptPair times as much.
    const std::vector<std::uint32_t>* kept = nullptr;
};

WeighedStories weigh_window(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals, const Window& window,
                            const LineRates& rates, const WindowSetting& setting, StoryRoom& room);

// By slot: how much likelier than others it is a child without a number.
std::vector<double> beside_notes(const std::vector<Slot>& slots, const std::vector<const Item*>& lone_notes);

}  // namespace heatline::fusion
