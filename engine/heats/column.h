#pragma once
// Column: a possible heat, as the linear programs of the planner see it. Plain value; any thread.

#include <array>
#include <cstdint>
#include <vector>

namespace heatline::heats {

// Bands of more items than this are not proven, only searched.
inline constexpr std::size_t kProofItemsMax = 256;

struct Column {
    std::vector<std::uint16_t> items;  // Rising.
    std::int64_t span = 0;
    std::array<std::uint64_t, kProofItemsMax / 64> mask{};

    Column() = default;
    Column(std::vector<std::uint16_t> in, std::int64_t walked) : items(std::move(in)), span(walked) {
        for (const std::uint16_t i : items) mask[i / 64] |= std::uint64_t{1} << (i % 64);
    }
    bool has(std::size_t item) const { return (mask[item / 64] >> (item % 64) & 1u) != 0; }
};

// A cut: of the heats that hold two or three of these items there is at most one (a subset-row inequality).
using Cut = std::array<std::uint16_t, 3>;

inline bool in_cut(const Column& column, const Cut& cut) {
    return (column.has(cut[0]) ? 1 : 0) + (column.has(cut[1]) ? 1 : 0) + (column.has(cut[2]) ? 1 : 0) >= 2;
}

}  // namespace heatline::heats
