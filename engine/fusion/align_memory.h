#pragma once
// AlignMemory: the windows of a line that are decided, with what each rests on.
//
// A window is taken as it was when everything it rests on is the same, and so was the window before it; from the first
// that is not, all is weighed anew. What is remembered is compared as a whole, so it changes no answer. One thread at a
// time.

#include <cstdint>
#include <vector>

#include "engine/fusion/arrivals.h"
#include "engine/fusion/line_rates.h"
#include "engine/fusion/pair_hmm.h"
#include "engine/fusion/slots.h"

namespace heatline::fusion {

// What the stories hear of an arrival.
struct Heard {
    bool live = false, has_chip = false, noted = false, noted_twice = false;
    std::int64_t scan = 0, since_last = 0, chip_at = 0, note_at = 0, second_note_at = 0;
    double chip_spread = 0;
    std::uint32_t fixed = kNoCrossing;

    explicit Heard(const Arrival& arrival);
    friend bool operator==(const Heard&, const Heard&) = default;
};

struct DecidedWindow {
    // What it rests on, besides the windows before it: its slots, those it looked ahead to included, and its arrivals.
    Window window;
    std::vector<Slot> slots;
    std::vector<double> noted;  // By slot of the window.
    std::vector<Heard> arrivals;

    // What it says.
    std::size_t decided = 0;  // Slots from the beginning of the window.
    Posterior posterior;      // Of these; slots and arrivals of the line.
    LineRates rates;          // With which they were weighed.
    Passage exit;             // `from` of the line.
    Lessons lessons;          // Of all windows so far.

    bool rests_on(const std::vector<Slot>& line_slots, const std::vector<Arrival>& line_arrivals,
                  const std::vector<double>& line_noted) const;
};

struct AlignMemory {
    std::vector<DecidedWindow> windows;
    std::size_t weighed = 0;  // Windows weighed so far, for tests and figures.
    StoryRoom room;
};

}  // namespace heatline::fusion
