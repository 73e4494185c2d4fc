#pragma once
// HeatMatch: the taps and the numbers of one heat side by side, as fusion puts them together, with the second timer;
// and the first place where the two queues run out of step.
//
// HeatMatcher remembers the last match and gives it again while nothing of the heat changed. One thread at a time.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/snapshot.h"
#include "engine/state.h"

namespace heatline {

// A reading as people are shown it.
struct ShownReading {
    ReadingIndex reading;
    ReadingRef ref;
    ReadingKind kind = ReadingKind::tap;
    std::optional<Instant> at;
    std::string bib;  // Or tag.
    bool voided = false;
    friend bool operator==(const ShownReading&, const ShownReading&) = default;
};

// One line of a heat side by side: what fusion made of it, and what it rests on.
struct MatchRow {
    std::optional<ShownReading> tap;     // Of the first timer: who tapped most in this heat.
    std::optional<ShownReading> number;  // The bib, select, chip or token that names the child.
    std::optional<ShownReading> second;  // Another timer's tap for the same crossing, at most a second away.
    RunnerId runner;                     // Whom fusion takes it for; none: nobody known.
    std::optional<Instant> at;
    Doubt doubt = Doubt::none;
    bool mark = false;       // A sync mark: a select, a chip or a tap that a person assigned.
    bool disagrees = false;  // The mark says another child than the order of the chute does.
    friend bool operator==(const MatchRow&, const MatchRow&) = default;
};

// A place where the two queues run out of step, and the one thing that brings them back into step from there on. What
// stands alone in that row may be the one too many instead: voiding it mends the queues as well.
struct Shift {
    enum class Mend : std::uint8_t { insert_tap, insert_number };
    std::size_t row = 0;  // Of the first row that is off.
    Mend mend = Mend::insert_tap;
    std::uint32_t by = 1;  // How many are missing there, in this and the rows that follow.
    // Where a missing one would have to stand: a tap at the line; a number in the chute, between those before and
    // after.
    Instant at;
    friend bool operator==(const Shift&, const Shift&) = default;
};

struct HeatMatch {
    HeatId heat;
    std::vector<MatchRow> rows;  // In the order of crossing; who has no time comes last.
    // The first, if there is one. Taps at the end that wait for their numbers are children in the chute, and no shift.
    // None in an official heat, and none where there are no taps or no numbers at all.
    std::optional<Shift> shift;
    friend bool operator==(const HeatMatch&, const HeatMatch&) = default;
};

class HeatMatcher {
public:
    // None when there is no such heat.
    std::optional<HeatMatch> look(const State& state, const Snapshot& snapshot, HeatId heat);

private:
    // What a match was made from.
    std::shared_ptr<const HeatPicture> picture_;
    std::size_t taps_ = 0;
    Seq taps_voided_ = 0;
    std::optional<HeatMatch> match_;
};

// The first shift of `rows`.
std::optional<Shift> find_shift(const std::vector<MatchRow>& rows);

}  // namespace heatline
