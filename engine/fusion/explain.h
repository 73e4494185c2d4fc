#pragma once
// explain: gives the arrivals of one sequence to the crossings of one stretch of the line, and adds their finishes.
//
// Slots are weighed against arrivals (align), the list with the most right answers is taken (decode), and each row
// says how sure it is: the chance of the time, times that of the child. Crossings left over stay free. Pure.

#include "engine/fusion/align.h"
#include "engine/fusion/decode.h"
#include "engine/fusion/line.h"

namespace heatline::fusion {

struct Sequence {
    std::vector<Arrival> arrivals;
    std::uint32_t from = 0, to = 0;  // The stretch of line.crossings.
    // A ring keyed after live scans: it may have been dropped and be out of order, so all of it is doubted.
    bool ring = false;
};

// A sequence with its answer.
struct Explained {
    std::vector<Slot> slots;
    std::vector<Arrival> arrivals;
    std::vector<Chosen> chosen;       // By arrival.
    std::vector<std::uint32_t> rows;  // By arrival; no row for one that is fixed.
    std::vector<RatesFrom> rates;
};

// `lone_notes`: notes that speak of no arrival. `memory` is of the same sequence.
Explained explain(Line& line, Sequence sequence, const std::vector<const Item*>& lone_notes, AlignMemory& memory);

// A part of a sequence that is explained again. A slot with a crossing from kPersonsCrossing on is no tap but an
// instant that a person named.
inline constexpr std::uint32_t kPersonsCrossing = 0x8000'0000;
struct Part {
    std::vector<Slot> slots;
    std::vector<Arrival> arrivals;
    std::vector<std::uint32_t> kept;  // By arrival: the slot it had, or kNoSlot.
    std::vector<const Item*> lone_notes;

    friend bool operator==(const Part&, const Part&) = default;
};
struct WeighedPart {
    Part part;
    std::vector<Chosen> chosen;  // By arrival.
    Posterior posterior;
    LineRates rates;
};
// Ties stay as they were; how sure the answer is, is said without that.
WeighedPart weigh_part(Part part, const LineRates& rates);
// Adds the rows of all parts; `parts` are not null. Who comes first where a child is in two of them is settled among
// all.
void explain_parts(Line& line, const std::vector<const WeighedPart*>& parts);

}  // namespace heatline::fusion
