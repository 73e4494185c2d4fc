#pragma once
// decode: from the chances of all pairs to one list: which arrival gets which slot.
//
// Not the likeliest story but the list with the most right answers to be expected: a slot counts for a child as much
// as all slots within half a second of it are worth, because such a time is right whoever pressed. The heaviest chain
// that rises in both lists is taken; then neighbours are exchanged where the chances say that they swapped. Pure.

#include <vector>

#include "engine/fusion/pair_hmm.h"
#include "engine/fusion/slots.h"

namespace heatline::fusion {

inline constexpr std::uint32_t kNoSlot = 0xFFFF'FFFF;

struct Chosen {
    std::uint32_t slot = kNoSlot;
    double right = 0;  // The chance that the time is right to within half a second, given the slot.
    double close = 0;  // To within kClose.
};

// How sure the slots are that were chosen already: `right` and `close` by these chances.
void weigh_chosen(const std::vector<Slot>& slots, const Posterior& posterior, std::vector<Chosen>& chosen);

// By arrival.
std::vector<Chosen> decode(const std::vector<Slot>& slots, std::size_t arrivals, const Posterior& posterior);

}  // namespace heatline::fusion
