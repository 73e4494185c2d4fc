#pragma once
// A random meet: teams, children, heats, readings of every kind and corrections of every kind, in any order.
//
// Corrections go through `decide`, so that only what may happen does. The same seed makes the same meet. Tests only.

#include "tests/support/meet_builder.h"

namespace heatline::test {

MeetBuilder random_meet(std::uint32_t seed);

}  // namespace heatline::test
