#pragma once
// LineItems: the streams of one finish line in canonical order, ready for fusion.
//
// Devices deliver in any order; fusion must not notice. So each stream is kept sorted by (instant, device, the
// device's own order). Readings only ever arrive, so only the newcomers are sorted and merged in; who owns a bib, and
// what was voided, is looked up anew each time, because it may change without a reading. Owned by one Deriver.
//
// A tap, number or note that was voided stays in its stream and is handed over as a correction. Voided chips and tokens
// are left out, and so is what was voided of a device of which a quarter was: it was no witness.

#include <optional>
#include <vector>

#include "engine/fusion/line_input.h"
#include "engine/state.h"

namespace heatline {

// So many readings of a device voided, and one in so many of all it sent, and those are left out.
inline constexpr std::uint64_t kWithdrawnLeast = 20, kWithdrawnShare = 4;

// What was learned of one stream so far, sorted.
class SortedStream {
public:
    // Takes what `received` has grown by, and returns all in canonical order. O(new · log new + all) when something
    // arrived late, O(new · log new) when not.
    const std::vector<ReadingIndex>& update(const State& state, const std::vector<ReadingIndex>& received);

private:
    std::vector<ReadingIndex> sorted_;
};

// The buffers that fusion::LineInput borrows from.
class LineItems {
public:
    // `line` of `state`, as fusion takes it. The result points into this object and into `state` and is good until
    // the next call.
    fusion::LineInput input(const State& state, LineId line);

private:
    void resolve_streams(const State& state, const LineStreams& streams);
    void resolve(const State& state, const std::vector<ReadingIndex>& sorted, std::vector<fusion::Item>& timed);
    void gather_voided(const State& state, const LineStreams& streams, std::size_t readings);
    void gather_heats(const State& state, LineId line);
    void gather_corrections(const State& state, LineId line);

    SortedStream sorted_taps_, sorted_bibs_, sorted_selects_, sorted_tokens_, sorted_chips_;
    std::vector<fusion::Item> taps_, bibs_, selects_, tokens_, chips_, untimed_;
    // What the items were resolved against: while none of it changes, they stay.
    struct Resolved {
        Seq roster_edited = 0, naming_changed = 0, planned = 0;
        std::uint64_t times_left_out = 0;
        std::size_t readings = 0;
        friend bool operator==(const Resolved&, const Resolved&) = default;
    };
    std::optional<Resolved> resolved_;
    // What voided_ and left_out_ were gathered from.
    struct Voiding {
        Seq naming = 0, taps = 0;
        std::size_t readings = 0;
        friend bool operator==(const Voiding&, const Voiding&) = default;
    };
    std::optional<Voiding> voiding_;
    std::vector<ReadingIndex> voided_, left_out_;
    std::uint64_t times_left_out_ = 0;  // How often left_out_ has changed.
    std::uint64_t times_resolved_ = 0;
    std::vector<fusion::RunningHeat> heats_;
    std::vector<fusion::Entrant> entrants_;
    std::vector<fusion::AssignedTap> assigned_;
    std::vector<fusion::EnteredFinish> entered_;
};

}  // namespace heatline
