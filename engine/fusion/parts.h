#pragma once
// PartMaker: the slots and arrivals of a stretch as people left them, between its anchors as they are.
//
// A crossing that a person gave away is fixed to its child where the child's number is in the stretch too, else it is
// missing; a number of a child whose finish is elsewhere is missing, and so is what was taken back. What a ring, a
// token or an official row holds is not to be had. One object per patch; one thread.

#include "engine/fusion/base.h"
#include "engine/fusion/stretches.h"
#include "engine/fusion/words.h"

namespace heatline::fusion {

class PartMaker {
public:
    // All must outlive this object. `line` is being patched: its rows of a stretch that is touched are out.
    PartMaker(Base& base, const Words& words, const Line& line);

    Part of(const Stretch& stretch) const;
    // So many slots of the base are before this instant.
    std::uint32_t gap_at(Instant at) const;
    bool is_voided(ReadingIndex reading) const;
    // A lone note is where its tap is; without one, where its instant is.
    bool has_note(const Stretch& stretch, const Item& note, std::uint32_t row) const;

private:
    void add_anchor(Part& part, const Anchor& anchor) const;
    void add_slots(Part& part, const Stretch& stretch) const;
    void add_arrivals(Part& part, const Stretch& stretch) const;
    static std::uint32_t persons_crossing(const SaidFinish& said);
    bool stays(std::uint32_t row) const { return is_row(row) && !line_.rows.is_out(row); }

    const Base& base_;
    const Explained& sequence_;
    const Places& places_;
    const Words& words_;
    const Line& line_;
};

}  // namespace heatline::fusion
