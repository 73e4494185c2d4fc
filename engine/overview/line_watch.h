#pragma once
// LineWatch: how the sources at one finish line count against each other just now.
//
// Everything goes by the instants of the readings, never by when they arrived: the same readings give the same counts
// in whatever order they came. Voided readings, and those without an instant or with one that is far off, are not
// counted. LineWatcher remembers what it counted, and counts a stream anew only when a reading of one of its devices
// was voided or the window moved. One watcher a line, one thread at a time.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/snapshot.h"
#include "engine/state.h"

namespace heatline {

// What one device gave at one line since the line's window began.
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
    // Presses (taps, and marks of who also taps) of the device that gave most, numbers (bibs of all chutes), presses of
    // the device that gave second most.
    std::uint32_t taps = 0, bibs = 0;
    std::optional<std::uint32_t> second_taps;
    std::optional<Instant> last_tap;
    // When the counts last came to differ; none while they agree. A stream that does not exist differs from nothing:
    // numbers exist once the line has taken one, a second timer when it has tapped in this window.
    std::optional<Instant> differ_since;
    friend bool operator==(const LineWatch&, const LineWatch&) = default;
};

// The heats of a line that decide its window.
struct LineWindow {
    std::vector<HeatId> running;
    std::optional<Instant> since;
    friend bool operator==(const LineWindow&, const LineWindow&) = default;
};

// By LineId. O(heats).
std::vector<LineWindow> line_windows(const State& state, const Snapshot& snapshot);

class LineWatcher {
public:
    LineWatch look(const State& state, LineId line, const LineWindow& window);

private:
    struct Tally {
        std::uint32_t count = 0;
        std::optional<Instant> last;
        std::vector<Instant> at;  // But of chips.
        bool gave = false;        // Anything at all, counted or not.
    };
    enum Kind : std::size_t { kTaps, kBibs, kSelects, kChips };
    static constexpr std::size_t kKinds = 4;

    bool was_voided(const State& state, Kind kind) const;
    void forget(Kind kind);
    void take(const State& state, Kind kind, const std::vector<ReadingIndex>& readings);
    void compare(LineWatch& watch, bool numbers_exist) const;

    std::optional<Instant> since_;
    Seq seen_ = 0;  // Of the state at the last look.
    std::array<std::size_t, kKinds> taken_{};
    std::vector<std::array<Tally, kKinds>> by_device_;
};

// The first instant from which the streams (each ascending) have not had equal numbers; none while they have.
std::optional<Instant> differ_since(std::vector<std::span<const Instant>> streams);

}  // namespace heatline
