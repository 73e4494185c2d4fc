#pragma once
// item_texts: the objects of a list inside a JSON text, byte for byte as they were sent. Pure; any thread.

#include <string>
#include <string_view>
#include <vector>

namespace heatline::timing {

// Of the list `name` of the object that `text` is; `text` is known to be JSON.
std::vector<std::string> item_texts(std::string_view text, std::string_view name);

}  // namespace heatline::timing
