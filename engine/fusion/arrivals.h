#pragma once
// Arrivals: everybody a number or a chip speaks of, in the order in which they came through.
//
// A number of the chute and the chip of the same child are one arrival. Where most children have a chip, chips give
// the order and a number without a chip stands beside its neighbours of the chute; else the chute gives the order. A
// note at the line is kept with the arrival that it speaks of. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/fusion/chips.h"
#include "engine/fusion/heat_of.h"
#include "engine/fusion/numbers.h"

namespace heatline::fusion {

enum class Identity : std::uint8_t {
    plain,     // The number is registered, and there is one of it.
    unknown,   // The number is nobody's.
    twice,     // The child has come through already.
    repaired,  // The number was nobody's, or there already; taken as that of a child who was not seen.
};

struct Arrival {
    Person person = kNobody;
    RunnerId runner;
    Symbol bib;           // As taken.
    ReadingIndex number;  // Of the chute; none when only the chip was seen.
    bool live = false;    // The number was scanned at `scan`.
    std::int64_t scan = 0;
    std::int64_t since_last = 0;   // Since the scan before it.
    std::uint32_t chip = kNobody;  // Index into the chips.
    std::int64_t chip_at = 0;
    double chip_spread = 0;  // Seconds.
    const Item* note = nullptr;
    const Item* second_note = nullptr;  // One of the two is wrong. More than two say no more.
    std::uint32_t fixed = kNoCrossing;  // A person or a token gave this crossing, and the row is there already.
    Identity identity = Identity::plain;
    double sure = 1;            // That it is this child.
    Person as_taken = kNobody;  // When repaired: the child whose number was taken, and who came through as well.

    friend bool operator==(const Arrival&, const Arrival&) = default;
    bool has_chip() const { return chip != kNobody; }
    // Of its notes, the one that is nearer to `at`.
    const Item* note_near(std::int64_t at) const {
        if (!second_note) return note;
        const auto off = [&](const Item* n) { return n->at.us > at ? n->at.us - at : at - n->at.us; };
        return off(second_note) < off(note) ? second_note : note;
    }
};

std::vector<Arrival> order_arrivals(const Numbers& numbers, const std::vector<ChipCrossing>& chips,
                                    const HeatBook& book);

// Gives each note to the arrival it speaks of. Those that speak of none are returned.
std::vector<const Item*> attach_notes(std::vector<Arrival>& arrivals, const std::vector<const Item*>& notes,
                                      const Persons& persons);

}  // namespace heatline::fusion
