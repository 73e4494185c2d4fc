#pragma once
// A text as JSON has it, the same in reports, in answers and in commands. Always valid UTF-8: a byte that is not
// becomes U+FFFD. Pure; any thread.

#include <string>
#include <string_view>

namespace heatline::ui {

// The text with its quotes.
void append_json_text(std::string& json, std::string_view text);

}  // namespace heatline::ui
