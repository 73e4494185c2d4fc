#pragma once
// Actions: what answers do, in terms of the contract's commands. Pure; any thread.

#include "engine/review/heat_view.h"

namespace heatline::review {

using Actions = std::vector<ReviewAction>;

// Says once and for all that this row is right: its press is given to its child; without a press, its finish is
// entered with the instant that it has. A finish entered by hand takes a press within a second, so the presses of the
// neighbours so near are given to their children as well. Nothing where that cannot be said: no child, no number, no
// time.
void confirm(const HeatView& view, std::size_t i, Actions& actions);
// The crossing of row `i` is this child's. Without a bib: whose, is entered.
void give(const HeatView& view, std::size_t i, const std::string& bib, Actions& actions);
// A finish of this child in `heat` at `at`; without a bib, whose is entered.
void enter(const HeatView& view, HeatId heat, const std::string& bib, Instant at, Actions& actions);
void take_out(const HeatView& view, ReadingIndex reading, Actions& actions);
// The number of row `i`, if it has one.
void take_out_number(const HeatView& view, std::size_t i, Actions& actions);
// The notes at the line that say the same of a number that is nobody's.
void take_out_notes(const HeatView& view, std::size_t i, Actions& actions);
void take_out_presses(const HeatView& view, std::size_t i, Actions& actions);
// The tap is this child's by a person's word; it is nobody's any more.
void assign(const HeatView& view, ReadingIndex tap, const std::string& bib, Actions& actions);
void release(const HeatView& view, ReadingIndex tap, Actions& actions);

}  // namespace heatline::review
