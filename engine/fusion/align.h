#pragma once
// align: how likely each slot is each arrival's, in one pass over the line, with rates learned on the way.
//
// A line with scans or chips is decided window by window (others as a whole): kWindowSlots slots, as soon as kLookAhead
// more slots and as many arrivals have come behind them. What a window says of its slots stands, whatever comes later;
// the chances with which it is left are those with which the next begins, and what it taught are the rates of the next.
// The first window is weighed twice, with the usual rates and with what it taught; others once. What is not decided yet
// is the last window.
//
// So the answer is a function of the readings in their order alone, the same live and from a file, and a reading more
// costs the last window: what was decided is remembered in AlignMemory. Pure; any thread, one for each memory.

#include <cstdint>
#include <vector>

#include "engine/fusion/align_memory.h"
#include "engine/fusion/arrivals.h"
#include "engine/fusion/line_rates.h"
#include "engine/fusion/pair_hmm.h"
#include "engine/fusion/slots.h"

namespace heatline::fusion {

// The rates with which slots from this one on were weighed.
struct RatesFrom {
    std::size_t slot = 0;
    LineRates rates;
};

struct Alignment {
    Posterior posterior;
    std::vector<RatesFrom> rates;  // By slot; the first from 0. Never empty.
};

// Of those of the window that the slot is in. O(log windows).
const LineRates& rates_at(const std::vector<RatesFrom>& rates, std::size_t slot);

// `lone_notes`: notes whose child is in no list of arrivals; a slot beside one is more likely a child without a number.
// `memory` of the same line saves time and changes nothing.
Alignment align(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
                const std::vector<const Item*>& lone_notes, AlignMemory& memory);

// A part of a line, with the rates of the whole. `kept`, by arrival, is the slot that it had: such a pair counts
// kKeptPair times as much. Empty: none does.
Posterior align_part(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
                     const std::vector<const Item*>& lone_notes, const LineRates& rates,
                     const std::vector<std::uint32_t>& kept);

}  // namespace heatline::fusion
