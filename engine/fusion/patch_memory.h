#pragma once
// PatchMemory: the parts that the last patch of a base weighed, so that the next weighs only what is new.
//
// A part that is asked for again is compared as a whole, so memory changes no answer. What one patch did not ask for
// is forgotten with the next: it holds no more than two patches. One object a Base; one thread at a time.

#include <map>
#include <utility>

#include "engine/fusion/explain.h"

namespace heatline::fusion {

// Of a part that is wider than its stretch: how likely its anchors are.
struct DeniedAnchors {
    bool before = false, behind = false;
};

class PatchMemory {
public:
    using Place = std::pair<std::size_t, std::size_t>;  // The anchors around the stretch.

    // Good until forget_unused().
    const WeighedPart& weighed(Place place, Part part, const LineRates& rates);
    // nullptr when it was not kept.
    const DeniedAnchors* denied(Place place, const Part& part);
    void keep_denied(Place place, Part part, DeniedAnchors denied);
    // Before each patch.
    void forget_unused();

private:
    template <class Of>
    struct Kept {
        Of of;
        bool used = true;
    };
    struct Denied {
        Part part;
        DeniedAnchors denied;
    };
    std::map<Place, Kept<WeighedPart>> weighed_;
    std::map<Place, Kept<Denied>> denied_;
};

}  // namespace heatline::fusion
