#pragma once
// Band: which arrivals each slot is weighed against at least, from what notes and chips say of both.
//
// Of all arrivals with a note or a chip, the longest chain that rises in slots and in arrivals is taken, so that a
// wrong note drops out. Between two links the count runs evenly, and the band is the wider the farther the next link
// is. Pure; any thread.

#include <cstddef>
#include <vector>

#include "engine/fusion/agreement.h"

namespace heatline::fusion {

// By number of slots so far: arrivals so far, from and to (both included). Rising.
struct Band {
    std::vector<std::size_t> from, to;
};

// Of a window, counted from where it begins. `entered`: so many of its arrivals are most likely through by then.
// `open`: nothing says how many are at its end.
Band find_band(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals, const Window& window,
               std::size_t entered, bool open);

}  // namespace heatline::fusion
