#pragma once
// reading_intake: what one device says, on its way into the journal; the same over HTTP and over a station's socket.
//
// A reading is new, a duplicate, ahead of one that is missing, or another content under a number that is taken; and its
// role may have no such readings. What cannot be understood is kept in quarantine under its number. The caller flushes,
// and answers only once that is durable. io thread.

#include <string_view>

#include "timing/net/reading_json.h"
#include "timing/pipeline.h"

namespace heatline::timing {

enum class Took : std::uint8_t {
    accepted,
    duplicate,
    gap,       // next_device_seq says which is wanted.
    conflict,  // Both are kept.
    role,
};

// `line` is the reading as it was sent.
Took take_reading(Pipeline& pipeline, DeviceId device, Reading reading, std::string_view line, Instant now);
Took take_quarantined(Pipeline& pipeline, DeviceId device, const std::string& epoch, std::uint64_t seq,
                      const char* code, std::string_view line, Instant now);

// What people are told of a reading that was just accepted, and whose instant cannot be.
inline constexpr const char* kFarOffCode = "E_FAR";
inline constexpr const char* kFarOffDetail =
    "at is far from the meet's day; the reading is kept and flagged, check the device's clock";
bool last_is_far_off(const State& state);

}  // namespace heatline::timing
