#pragma once
// Text as signs and back. What is no UTF-8 becomes U+FFFD. Pure; any thread.

#include <string>
#include <string_view>

namespace heatline::ui {

std::u32string from_utf8(std::string_view text);
std::string to_utf8(std::u32string_view signs);
// A letter that was typed; nothing for a control character and for what is no letter.
std::string utf8_of(char32_t letter);

}  // namespace heatline::ui
