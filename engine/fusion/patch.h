#pragma once
// Patch: the answer of a line with the words of people: its base, and where they touch it a part explained again.
//
// answer = base + patches. The anchors of the base cut the line into stretches (places.h). A stretch that is touched is
// explained again with the rates of the base, with what people said as certain, between the anchors as they are;
// stretches behind an anchor that is touched itself are one with the one before. Everywhere else the rows are the
// base's, byte for byte.
//
// So no correction changes anything beyond the nearest anchors of the places it touches, taking it back gives the
// same bytes as before, and the order in which people said things does not matter. Pure; any thread.

#include <vector>

#include "engine/fusion/base.h"

namespace heatline::fusion {

// The answer of base.input(), with its words. Leaves the base as it was.
std::vector<Finish> patched(Base& base);

}  // namespace heatline::fusion
