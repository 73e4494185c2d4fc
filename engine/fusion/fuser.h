#pragma once
// Fuser: fuse() for a line that is asked again and again, with a memory of the last time.
//
// Gives exactly what fuse() gives for the same input, whatever was asked before. A line that did not change (its
// streams by their number, the rest compared) is answered at once; one that did change is fused anew on the same
// tables. Keeps the answer and of the input all but the streams. One object a line; one thread at a time.

#include <vector>

#include "engine/fusion/bench.h"
#include "engine/fusion/line_input.h"

namespace heatline::fusion {

class Fuser {
public:
    // As fuse(input). Good until the next call.
    const std::vector<Finish>& fuse(const LineInput& input);
    // How many calls were answered from the last answer as a whole: for a test or a figure.
    std::uint64_t answered_at_once() const { return answered_at_once_; }

private:
    bool is_same(const LineInput& input) const;
    void remember(const LineInput& input);

    // The last input. Official rows are kept by value: a list may change behind the same pointer.
    std::vector<RunningHeat> heats_;
    std::vector<std::vector<Finish>> official_;  // By heat.
    std::vector<Entrant> entrants_;
    std::uint64_t streams_ = 0;
    std::vector<AssignedTap> assigned_;
    std::vector<EnteredFinish> entered_;

    bool asked_ = false;
    std::vector<Finish> answer_;
    Bench bench_;
    std::uint64_t answered_at_once_ = 0;
};

}  // namespace heatline::fusion
