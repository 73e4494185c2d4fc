#pragma once
// Parts of a JSON text byte for byte as they were sent: what is handed on is not written anew, which would round its
// numbers. `text` is known to be JSON; where a name is written with escapes it is not found. Pure; any thread.

#include <string>
#include <string_view>
#include <vector>

namespace heatline::timing {

// The value of a member of the object that `text` is; of two of the name the last, as JSON has it. Empty: not found.
std::string_view member_text(std::string_view text, std::string_view name);
// The objects of the list that `text` is.
std::vector<std::string> item_texts(std::string_view text);

}  // namespace heatline::timing
