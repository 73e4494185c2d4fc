#pragma once
// Reading: what a station or device recorded, in its own words; contract part 6. Never changed, never refused for
// what it says: an unknown bib is kept unclaimed, an instant far off is kept and flagged. Plain values; any thread.

#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/ids.h"
#include "engine/base/text.h"
#include "engine/base/time.h"

namespace heatline {

enum class ReadingKind : std::uint8_t { start, tap, bib, select, token, chip, sighting };
enum class Where : std::uint8_t { none, tent, staging, start, course, chute, medical, tent_return, guardian };
// Whether a bib was scanned as the child left the chute (with an instant) or keyed later from a ring of pull tags.
enum class Mode : std::uint8_t { none, live, batch };

// When a station's reading was made, by the laptop's own clock; `Reading::at` is what the server made of it.
struct DeviceTime {
    std::string boot;                      // Names the run of the clock: `us` counts from its beginning…
    std::int64_t us = 0;                   // …on a clock that goes on in sleep and that nobody can set.
    std::int64_t wall_us = 0;              // What the laptop's wall clock showed: for want of better only.
    std::optional<std::int64_t> bound_us;  // `at` is off by no more than this. None: not known.

    friend bool operator==(const DeviceTime&, const DeviceTime&) = default;
};

struct Reading {
    std::string epoch;      // Changes when a device starts counting again. May be empty.
    std::uint64_t seq = 0;  // From 1 by 1 within the epoch.
    ReadingKind kind = ReadingKind::tap;
    std::optional<Instant> at;
    std::string bib;
    std::string tag;
    std::string heat;  // `start` and `token`: the heat's name.
    std::string line;  // A finish line other than the device's own.
    Where where = Where::none;
    Mode mode = Mode::none;
    std::uint32_t position = 0;  // `token`: from 1.
    bool has_free_text = false;  // A note, or a key we do not know: then `sent_text` holds the object, not `sent`.
    std::string sent;            // The JSON object as it was sent, when it holds no free text.
    Text sent_text;              // The same with free text; it leaves at a purge.
    std::optional<DeviceTime> device_time;  // Of a station; others say `at`, or nothing.

    friend bool operator==(const Reading&, const Reading&) = default;
};

// A reading's name for ever: `{"device":"finish-1","epoch":"","seq":12}`.
struct ReadingRef {
    DeviceId device;
    std::string epoch;
    std::uint64_t seq = 0;

    friend bool operator==(const ReadingRef&, const ReadingRef&) = default;
};

}  // namespace heatline
