#pragma once
// Minutes: how many finish a minute, over the whole meet.
//
// Whoever crossed counts, also a finisher who is not known; whoever has no time cannot be counted. MinuteCounter keeps
// the finishes of heats that are the same objects as before. One thread at a time.

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/snapshot.h"

namespace heatline {

// Finishers of the whole meet a minute, from the first gun on; minute i is [first + i, first + i + 1). Up to the last
// finisher's minute, and at most one day.
struct Minutes {
    Instant first;
    std::vector<std::uint16_t> finishers;
    friend bool operator==(const Minutes&, const Minutes&) = default;
};

class MinuteCounter {
public:
    // None until a gun was heard.
    std::optional<Minutes> look(const Snapshot& snapshot);

private:
    std::vector<std::shared_ptr<const HeatPicture>> counted_;  // By HeatId.
    std::optional<Minutes> minutes_;
};

}  // namespace heatline
