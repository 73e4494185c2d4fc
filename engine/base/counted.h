#pragma once
// counted: a number and what it counts, as people say it: "1 child", "2 children". Pure; any thread.

#include <cstdint>
#include <string>
#include <string_view>

namespace heatline {

// Without `many` an s is put behind `one`. No thousands are grouped: a dashboard's figures are ui/desk/words.h's.
inline std::string counted(std::uint64_t count, std::string_view one, std::string_view many = {}) {
    std::string text = std::to_string(count) + " ";
    if (count == 1 || many.empty()) return text.append(one).append(count == 1 ? "" : "s");
    return text.append(many);
}

}  // namespace heatline
