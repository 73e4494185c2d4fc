#include "engine/fusion/fuse.h"

#include "engine/fusion/base.h"
#include "engine/fusion/patch.h"

namespace heatline::fusion {

std::vector<Finish> fuse(const LineInput& input) {
    Bench bench;
    Base base{input, bench};
    base.point_to(input);
    return patched(base);
}

}  // namespace heatline::fusion
