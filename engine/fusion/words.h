#pragma once
// Words: what people said about a line, as it bears on its base.
//
// A tap given to a child and a finish entered by hand are finishes of their own; a reading taken back takes with it
// what rests on it. A word that says what the base says too touches nothing. Any other touches the place that it
// speaks of, and wherever the base had that child or that reading. Two words about the same finish: one entered by hand
// comes before a tap that was given, and of two taps the one of the earlier reading. Pure; any thread.

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/fusion/base.h"

namespace heatline::fusion {

// A finish by a person's word.
struct SaidFinish {
    RunnerId runner;
    Symbol bib;               // Of a tap that was given.
    Person person = kNobody;  // Also of a child of whom the line knows nothing else.
    HeatId heat;
    bool entered = false;  // Else a tap was given.
    Instant at;
    ReadingIndex tap;
    std::uint32_t crossing = kNoCrossing;  // That it takes.
    std::uint32_t arrival = kNobody;       // The number or chip that is this child's.
    EvidenceSet evidence;
    Doubt doubt = Doubt::none;
};

// A crossing of which presses were taken back.
struct PressesLeft {
    std::uint32_t crossing = kNoCrossing;
    std::optional<Crossing> left;  // None: all of them were.
};

// An arrival of which its number or a note was taken back.
struct ArrivalLeft {
    std::uint32_t arrival = kNobody;
    std::optional<Arrival> left;
};

struct Words {
    std::vector<SaidFinish> finishes;
    std::vector<PressesLeft> presses;     // By crossing.
    std::vector<ArrivalLeft> arrivals;    // By arrival.
    std::vector<const Item*> notes_left;  // Of arrivals of which nothing else is left.
    std::vector<std::uint32_t> rows_out;  // Rows of the base that are no more.
    // Places where the base is not what people say: slots, arrivals, and places before a slot. Unordered.
    std::vector<std::uint32_t> slots_touched, arrivals_touched, gaps_touched;

    const ArrivalLeft* arrival_left(std::uint32_t arrival) const;
    const PressesLeft* presses_left(std::uint32_t crossing) const;
    bool is_gone(std::uint32_t crossing) const;
    // The finish that takes this crossing or this arrival; nullptr when none does.
    const SaidFinish* taking_crossing(std::uint32_t crossing) const;
    const SaidFinish* taking_arrival(std::uint32_t arrival) const;
    // Tables for the three above; once all is said.
    void index(std::size_t crossings, std::size_t arrivals);

private:
    std::vector<std::uint32_t> by_crossing_, by_arrival_;  // Into finishes.
};

}  // namespace heatline::fusion
