#pragma once
// Advice: what the director could do now so that there is less to be mended later, one sentence each.
//
// It goes by the instants of the readings and by what fusion makes of them, never by a clock: `last` says up to when it
// is true, so that whoever knows the time can let it grow old. At most one of a kind a line. Silent before the first
// gun and when nobody is on the course any more. Pure; any thread.

#include <string>
#include <vector>

#include "engine/overview/line_watch.h"

namespace heatline {

struct Advice {
    enum class Kind : std::uint8_t {
        stream_stopped,  // Presses, numbers or chips have stopped, and the others go on.
        too_dense,       // More children than one person can press for.
        more_notes,      // Rows are in doubt that notes at the line would settle.
    };
    Kind kind = Kind::stream_stopped;
    LineId line;
    Instant since, last;
    std::string sentence;
    friend bool operator==(const Advice&, const Advice&) = default;
};

// By line, then by kind. `watches` are those of the same state, by LineId. O(finishes of the heats that run).
std::vector<Advice> advice(const State& state, const Snapshot& snapshot, const std::vector<LineWatch>& watches);

}  // namespace heatline
