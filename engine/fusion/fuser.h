#pragma once
// Fuser: fuse() for a line that is asked again and again, with a memory of the last time.
//
// Gives exactly what fuse() gives for the same input, whatever was asked before. A line that did not change (its
// streams by their number, the rest compared) is answered at once; one of which people said something new is patched,
// which costs the stretches that they spoke of; any other is fused anew on the same tables. Keeps the base and of the
// input all but the streams. One object a line; one thread at a time.

#include <memory>
#include <vector>

#include "engine/fusion/base.h"
#include "engine/fusion/bench.h"
#include "engine/fusion/line_input.h"

namespace heatline::fusion {

class Fuser {
public:
    // As fuse(input). Good until the next call.
    const std::vector<Finish>& fuse(const LineInput& input);
    // How many calls were answered from the last answer as a whole: for a test or a figure.
    std::uint64_t answered_at_once() const { return answered_at_once_; }
    // How many calls found the base as it was.
    std::uint64_t patched_only() const { return patched_only_; }

private:
    bool is_same_base(const LineInput& input) const;
    bool are_same_words(const LineInput& input) const;
    void remember_base(const LineInput& input);
    void remember_words(const LineInput& input);

    // The last input. Official rows are kept by value: a list may change behind the same pointer.
    std::vector<RunningHeat> heats_;
    std::vector<std::vector<Finish>> official_;  // By heat.
    std::vector<Entrant> entrants_;
    std::uint64_t streams_ = 0;
    std::vector<AssignedTap> assigned_;
    std::vector<EnteredFinish> entered_;
    std::vector<ReadingIndex> voided_;

    Bench bench_;
    std::unique_ptr<Base> base_;  // None: nothing was asked yet.
    std::vector<Finish> answer_;
    std::uint64_t answered_at_once_ = 0, patched_only_ = 0;
};

}  // namespace heatline::fusion
