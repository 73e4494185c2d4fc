#pragma once
// Overview: what people watch besides the snapshot: how the sources at each line count, who recorded what last, how
// many come in a minute, one heat's taps and numbers side by side, one child's story.
//
// Derived from a state and its snapshot, never stored; the same facts give the same overview. What is large (a heat
// side by side, a child's story) is worked out only for what somebody looks at: the Focus. Immutable once made: any
// thread.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/snapshot.h"
#include "engine/state.h"

namespace heatline {

// What somebody looks at just now; none of it costs anything while it is none.
struct Focus {
    HeatId heat;      // Whose taps and numbers stand side by side.
    RunnerId runner;  // Whose story is told.
    friend bool operator==(const Focus&, const Focus&) = default;
};

// What one device gave at one line since the line's window began. Voided readings are not counted.
struct SourceCount {
    DeviceId device;
    std::uint32_t taps = 0, bibs = 0, selects = 0, chips = 0;
    std::optional<Instant> last;  // The latest instant of these.
    friend bool operator==(const SourceCount&, const SourceCount&) = default;
};

// One finish line. Its window begins with the gun of the earliest heat there that runs and is not official; while none
// runs, with the gun of the last one that ran.
struct LineWatch {
    LineId line;
    std::string name;
    std::vector<HeatId> running;       // By gun.
    std::optional<Instant> since;      // None: no gun was heard yet.
    std::vector<SourceCount> sources;  // By device; only those who gave something.
    // Taps of the device that gave most taps, numbers (bibs of all chutes), taps of the device that gave second most.
    std::uint32_t taps = 0, bibs = 0;
    std::optional<std::uint32_t> second_taps;
    std::optional<Instant> last_tap;
    // When the counts last came to differ; none while they agree. A single stream cannot differ from anything.
    std::optional<Instant> differ_since;
    friend bool operator==(const LineWatch&, const LineWatch&) = default;
};

struct DeviceWatch {
    DeviceId device;
    std::string name;
    Role role = Role::timer;
    LineId line;
    bool revoked = false;
    std::uint64_t readings = 0;  // All epochs, quarantined ones included.
    std::uint64_t quarantined = 0, conflicts = 0, far_off = 0, voided = 0;
    std::uint32_t epochs = 0;
    std::optional<Instant> last;  // Latest instant of a reading that is not far off.
    friend bool operator==(const DeviceWatch&, const DeviceWatch&) = default;
};

// Finishers of the whole meet a minute, from the first gun on; minute i is [first + i, first + i + 1). At most one day.
struct Minutes {
    Instant first;
    std::vector<std::uint16_t> finishers;
    friend bool operator==(const Minutes&, const Minutes&) = default;
};

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
    std::optional<ShownReading> tap;     // Of the device that counts here.
    std::optional<ShownReading> number;  // The bib, select, chip or token that names the child.
    std::optional<ShownReading> second;  // The second timer's tap nearest to it, if within two seconds.
    RunnerId runner;                     // Whom fusion takes it for; none: nobody known.
    std::optional<Instant> at;
    Doubt doubt = Doubt::none;
    bool mark = false;       // A sync mark: a select, a chip or a tap that a person assigned.
    bool disagrees = false;  // The mark says another child than the order of the chute does.
    friend bool operator==(const MatchRow&, const MatchRow&) = default;
};

// A place where the two queues run out of step, and the one thing that brings them back into step from there on.
struct Shift {
    enum class Mend : std::uint8_t { insert_tap, insert_number };
    std::size_t row = 0;  // Of the first row that is off.
    Mend mend = Mend::insert_tap;
    std::uint32_t by = 1;  // How many are missing there.
    Instant at;            // Where a missing one would have to stand.
    friend bool operator==(const Shift&, const Shift&) = default;
};

struct HeatMatch {
    HeatId heat;
    std::vector<MatchRow> rows;  // In the order of crossing.
    std::optional<Shift> shift;  // The first, if there is one.
    friend bool operator==(const HeatMatch&, const HeatMatch&) = default;
};

// One line of a child's story.
struct StoryLine {
    enum class Kind : std::uint8_t {
        planned,
        moved,
        gun,
        seen,
        reading,
        finish,
        status,
        account,
        bib,
        official,
        correction
    };
    Kind kind = Kind::seen;
    std::optional<Instant> at;
    Seq seq = 0;
    DeviceId device;  // None where no device said it.
    HeatId heat;
    std::string what;  // In words, without names of people: "seen at the tent", "number 1044 given".
    bool voided = false;
    friend bool operator==(const StoryLine&, const StoryLine&) = default;
};

struct Story {
    RunnerId runner;
    std::vector<StoryLine> lines;  // Oldest first.
    friend bool operator==(const Story&, const Story&) = default;
};

struct Overview {
    std::vector<LineWatch> lines;      // By LineId.
    std::vector<DeviceWatch> devices;  // By DeviceId.
    std::optional<Minutes> minutes;
    std::optional<HeatMatch> match;  // Of Focus::heat.
    std::optional<Story> story;      // Of Focus::runner.
    friend bool operator==(const Overview&, const Overview&) = default;
};

// Makes overviews, and remembers what saves work: two that saw the same facts give equal ones. One thread at a time.
class Overviewer {
public:
    Overviewer();
    ~Overviewer();
    Overviewer(Overviewer&&) noexcept;
    Overviewer& operator=(Overviewer&&) noexcept;

    // `snapshot` was derived from `state`; the state is that of the last call grown by further facts, or the first.
    Overview look(const State& state, const Snapshot& snapshot, const Focus& focus);

private:
    struct Memory;
    std::unique_ptr<Memory> memory_;
};

}  // namespace heatline
