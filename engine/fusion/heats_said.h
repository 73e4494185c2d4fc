#pragma once
// HeatsSaid: in which heat a finish counts when a person said whose tap it is.
//
// The heat in which the base has the child about then; else the latest that it is entered in and that fits; else the
// latest that fits. Of each child one finish a heat: a second one is somebody else's. One object per call; one thread.

#include <set>
#include <utility>

#include "engine/fusion/words.h"

namespace heatline::fusion {

class HeatsSaid {
public:
    HeatsSaid(const LineInput& input, const Line& line) : input_(input), line_(line) {}

    // A person spoke of a finish of this child (or of this number, when nobody has it) in this heat.
    void add(HeatId heat, RunnerId runner, Symbol bib);
    bool is_said(HeatId heat, RunnerId runner, Symbol bib) const { return said_.contains(key(heat, runner, bib)); }
    // Fills `said.heat`, and `said.doubt`. False when it counts nowhere. `twice`: somebody spoke of such a finish
    // already.
    bool find(SaidFinish& said, bool& twice) const;

private:
    using Key = std::pair<HeatId, std::pair<RunnerId, Symbol>>;
    static Key key(HeatId heat, RunnerId runner, Symbol bib) { return {heat, {runner, runner ? Symbol::none() : bib}}; }

    const LineInput& input_;
    const Line& line_;
    std::set<Key> said_;
};

}  // namespace heatline::fusion
