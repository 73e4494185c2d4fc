#pragma once
// match_in_order: which of two lists of instants speak of the same moments, without ever crossing over.
//
// Of all pairings that keep both orders and pair nothing further apart than `within`, the one with the least sum of
// squared distances, where an instant left alone costs as much as half a pair at the limit. Pure; any thread.

#include <cstdint>
#include <span>
#include <vector>

namespace heatline::fusion {

inline constexpr std::uint32_t kAlone = 0xFFFF'FFFF;

// For each of `a` the index of its partner in `b`, or kAlone. Both ascending, in microseconds; `within` at most a
// second or so. Linear where the lists are sparse. A pack so dense that its table would pass kPackCellsMax is paired
// first come, first served.
std::vector<std::uint32_t> match_in_order(std::span<const std::int64_t> a, std::span<const std::int64_t> b,
                                          std::int64_t within);

}  // namespace heatline::fusion
