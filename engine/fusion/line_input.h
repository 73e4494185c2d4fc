#pragma once
// LineInput: all that fusion may know of one finish line: its heats, who is entered, its streams, its corrections.
//
// Everything is resolved already: bibs and tags to runners, devices to small numbers, voided readings left out.
// Streams belong to a line, not to a heat, because a tap does not say whose it is and heats overlap. Spans are
// borrowed for the length of the call. Pure; any thread.

#include <span>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/symbols.h"
#include "engine/base/time.h"
#include "engine/finish.h"
#include "engine/reading.h"

namespace heatline::fusion {

// A heat of this line whose gun has gone. In the order of `start`, then of the day.
struct RunningHeat {
    HeatId heat;
    Instant start;
    Millis minimum_finish;
    Millis read_gate;
    // The rows of an official heat are fixed: they come back as they are, and their readings are taken.
    const std::vector<Finish>* official = nullptr;
};

// A child entered in a heat of this line (started or not). In the order of (runner, heat).
struct Entrant {
    RunnerId runner;
    HeatId heat;
    Symbol bib;  // Of the child; none when it has none.
};

// One reading of the line; a tap, a number or a note may be among `voided`. `start` and `sighting` readings never get
// here. The order of the members keeps it at 48 bytes: a day with chips has a million.
struct Item {
    Instant at;
    std::uint64_t order = 0;  // The device's own order: epoch by first appearance, then seq.
    ReadingIndex reading;
    DeviceId device;
    Symbol bib;                           // As taken; none for a tap and for a chip known by its tag only.
    RunnerId runner;                      // Whose bib or tag it is now; none when nobody's.
    HeatId heat;                          // Said by the reading (`token`); none otherwise.
    std::uint32_t position = 0;           // `token`: from 1.
    ReadingKind kind = ReadingKind::tap;  // tap, bib, select, token or chip.
    Mode mode = Mode::none;               // Of a bib.
    bool has_at = false;                  // False for a batch bib or a token without an instant.
};
static_assert(sizeof(Item) == 48);

// A person's word about a tap: it is this child's. For a bib that is nobody's, `runner` is none.
struct AssignedTap {
    ReadingIndex tap;
    Symbol bib;
    RunnerId runner;
};

// A person's word about a finish in a heat. The last word on (heat, runner) is the one that is given here.
struct EnteredFinish {
    HeatId heat;
    RunnerId runner;
    bool removed = false;  // True: this child did not finish there, whatever the streams say.
    Instant at;            // When not removed.
};

struct LineInput {
    std::span<const RunningHeat> heats;
    std::span<const Entrant> entrants;
    // Each stream in canonical order: (at, device, order); batch bibs and tokens without an instant stand in
    // `untimed`, in the order of (device, order).
    std::span<const Item> taps;
    std::span<const Item> bibs;  // Live.
    std::span<const Item> selects;
    std::span<const Item> tokens;  // With an instant.
    std::span<const Item> chips;   // Raw reads; repeats within the gate are collapsed here.
    std::span<const Item> untimed;
    std::span<const AssignedTap> assigned;   // In the order of `tap`.
    std::span<const EnteredFinish> entered;  // In the order of (heat, runner).
    // Taps, numbers and notes of the streams that a person took back. Ascending. Others here are not looked at.
    std::span<const ReadingIndex> voided;
    // Which streams these are: two inputs with the same number, other than 0, have the same taps, bibs, selects,
    // tokens, chips and untimed (what is voided of them aside). It saves whoever remembers from keeping and comparing a
    // million items.
    std::uint64_t streams = 0;
    // The texts of all bibs. Without it no number that was taken wrongly is repaired.
    const Symbols* symbols = nullptr;
};

}  // namespace heatline::fusion
