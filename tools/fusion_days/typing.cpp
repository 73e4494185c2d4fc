#include "tools/fusion_days/typing.h"

#include <array>
#include <utility>

namespace heatline::fusion_days {
namespace {

// The neighbours of a digit on the row of number keys.
constexpr std::array<const char*, 10> kNeighbours{"9", "2", "13", "24", "35", "46", "57", "68", "79", "80"};

}  // namespace

std::string wrong_digits(const std::string& bib, tools::Draw& draw) {
    std::string typed = bib;
    const auto size = static_cast<std::int64_t>(bib.size());
    const std::int64_t how = draw.below(100);
    if (how < 25 && size > 1) {
        typed.erase(static_cast<std::size_t>(draw.below(size)), 1);
    } else if (how < 50 && size > 1) {
        const auto at = static_cast<std::size_t>(draw.below(size - 1));
        std::swap(typed[at], typed[at + 1]);
    }
    if (typed != bib) return typed;
    // Swapping 11 changes nothing, and one digit cannot be lost: then it is a neighbouring key.
    const auto at = static_cast<std::size_t>(draw.below(size));
    const std::int64_t digit = typed[at] - '0';
    if (digit < 0 || digit > 9) return typed + "1";
    if (how >= 85) {
        typed[at] = static_cast<char>('0' + (digit + draw.between(1, 9)) % 10);
    } else {
        const std::string keys = kNeighbours[static_cast<std::size_t>(digit)];
        typed[at] = keys[static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(keys.size())))];
    }
    return typed;
}

}  // namespace heatline::fusion_days
