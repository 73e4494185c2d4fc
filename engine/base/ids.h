#pragma once
// Id<Tag>: a dense index that cannot be mistaken for another kind of index.
//
// Ids are given out by `decide` in the order of the journal, from 0, and never used again, so the same
// facts give the same ids on every machine. Plain values; any thread.

#include <compare>
#include <cstdint>
#include <functional>

namespace heatline {

template <class Tag>
struct Id {
    static constexpr std::uint32_t kNone = 0xFFFF'FFFF;

    std::uint32_t value = kNone;

    constexpr Id() = default;
    constexpr explicit Id(std::uint32_t index) : value(index) {}
    constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}

    static constexpr Id none() { return Id{}; }
    constexpr explicit operator bool() const { return value != kNone; }
    // For indexing a vector of the things this id counts. The id must not be none.
    constexpr std::size_t index() const { return value; }

    friend constexpr auto operator<=>(Id, Id) = default;
};

using TeamId = Id<struct TeamTag>;
using RunnerId = Id<struct RunnerTag>;
using HeatId = Id<struct HeatTag>;  // A heat of the meet's plan, in the order of the day.
using DeviceId = Id<struct DeviceTag>;
using LineId = Id<struct LineTag>;           // A finish line.
using BandId = Id<struct BandTag>;           // Index into MeetRules::heats.bands.
using ReadingIndex = Id<struct ReadingTag>;  // Position among all readings the meet holds.
using Symbol = Id<struct SymbolTag>;         // An interned text: see symbols.h.

// Position in the journal, from 1. 0 means "before the first fact".
using Seq = std::uint64_t;

}  // namespace heatline

template <class Tag>
struct std::hash<heatline::Id<Tag>> {
    std::size_t operator()(heatline::Id<Tag> id) const noexcept { return std::hash<std::uint32_t>{}(id.value); }
};
