#pragma once
// MadeBands: the heats of each band, made once for what is asked: when a day is laid out again most bands are the same,
// and a proof takes longer than all else. Not to be shared by threads.

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "engine/heats/band.h"

namespace heatline::heats {

class MadeBands {
public:
    // Ways in which a band was made that are kept, the newest.
    static constexpr std::size_t kKept = 8;

    explicit MadeBands(std::size_t bands) : bands_(bands) {}

    // The heats of the task's band: of the fewest, as many more as its rules allow where they save walking; of a band
    // of lanes, those. `uncut`: no unit of the band is cut, so that it does not matter how.
    Result<std::vector<Group>, Infeasible> heats_of(const BandTask& task, bool uncut);

    // As made last, of a band that is not one of lanes; none: never. Belongs to this.
    const BandHeats* last(std::size_t band) const;
    std::int64_t heats_before_last(std::size_t band) const;  // Heats of the day before it, as made last.

    // Nothing is proven of the walk of what was made.
    void forget_span_bounds();

private:
    struct MadeFor {
        Packing packing;
        Effort effort;
        bool whole_ratios;
        std::int64_t heats_before;
        std::int64_t heats_least;

        friend bool operator==(const MadeFor&, const MadeFor&) = default;
    };
    struct Made {
        MadeFor made_for;
        BandHeats heats;
    };
    struct Band {
        std::optional<Made> last;
        std::deque<Made> kept;
    };

    std::vector<Band> bands_;
};

}  // namespace heatline::heats
