#pragma once
// ReviewWatch: the review queue of the heat that somebody looks at, remembered while nothing that it rests on changed.
// One thread at a time.

#include <memory>
#include <vector>

#include "engine/review/review.h"

namespace heatline {

class ReviewWatch {
public:
    // Empty when there is no such heat.
    const std::vector<ReviewCard>& look(const State& state, const Snapshot& snapshot, HeatId heat);

private:
    // What a queue is made from.
    struct Seen {
        HeatId heat;
        std::vector<std::shared_ptr<const HeatPicture>> heats;
        std::size_t readings = 0;
        Seq taps_voided = 0, naming_voided = 0, naming_changed = 0, roster_edited = 0, words_changed = 0;
        std::uint64_t voided = 0;
        friend bool operator==(const Seen&, const Seen&) = default;
    };
    Seen seen_;
    std::vector<ReviewCard> queue_;
};

}  // namespace heatline
