#pragma once
// take_words: finds out what people's words mean for a base: which crossing and which number are the child's of whom
// they speak, which rows they end, and which places they touch. Pure; any thread.

#include "engine/fusion/words.h"

namespace heatline::fusion {

// The words of base.input().
Words take_words(Base& base);

}  // namespace heatline::fusion
