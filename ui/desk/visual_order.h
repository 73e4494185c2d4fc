#pragma once
// visual_order: a line of text as a drawer without shaping must be given it: right-to-left words turned round, Arabic
// letters in their joined forms, runs in the order of the eye. Text without such letters comes back as it is, without a
// look at ICU.
//
// Limit: scripts whose letters move or stack by rule (Devanagari, Thai, …) are drawn letter by letter. Pure; any
// thread.

#include <string>
#include <string_view>

namespace heatline::ui {

// UTF-8 in and out; what is no UTF-8 becomes U+FFFD.
std::string visual_order(std::string_view text);

}  // namespace heatline::ui
