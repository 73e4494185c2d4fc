#pragma once
// Typing: a number with a digit wrong. Pure; any thread.

#include <string>

#include "tools/draw.h"

namespace heatline::fusion_days {

// In 100: 25 lose a digit, 25 have two swapped, 35 a neighbouring key, 15 any other digit; as the reference model of
// the fusion has it, whose chances leave 15 open. Never the number itself.
std::string wrong_digits(const std::string& bib, tools::Draw& draw);

}  // namespace heatline::fusion_days
