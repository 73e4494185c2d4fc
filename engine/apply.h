#pragma once
// apply: the one place where facts change the state.
//
// A fact has happened: apply never refuses and never asks the world anything. Facts come in the order of the
// journal, from 1, without gaps. Called on the thread that owns the state. O(1) for a reading.

#include "engine/state.h"

namespace heatline {

void apply(State& state, Seq seq, const Fact& fact);

}  // namespace heatline
