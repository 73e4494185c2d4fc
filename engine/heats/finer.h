#pragma once
// finer: oversize units cut further than their size asks for, where locks cannot be kept otherwise.
//
// A piece that is locked to a heat where others are locked too leaves some children to another piece, one at the
// least stays. A lock that finds no piece left gets one of a single child. Pure; any thread.

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/heats/band.h"

namespace heatline::heats {

// Takes one child, whom the roster does not lock, out of the largest piece of these that has more than one: an item of
// its own, without a pin. None: there is no such child. Only for items of one oversize unit.
std::optional<Item> take_one_out(const BandTask& task, std::vector<Item>& pieces);

// Shrinks pieces of oversize units until no pin holds too much, and cuts them until there are blocks for every heat up
// to the last that is asked for, as far as that can be done.
void cut_for_locks(const BandTask& task, std::vector<Item>& items);

}  // namespace heatline::heats
