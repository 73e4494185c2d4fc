#pragma once
// Intake: is this reading new, a repeat, a contradiction, or has one before it been missed? Contract part 6.
//
// device + epoch + seq identify a reading for ever. Whatever a reading says, it is accepted when it is next in line;
// this decides about its identity only. Pure; O(1) but for the few epochs of a device, which are searched in turn.

#include "engine/state.h"

namespace heatline {

enum class Intake : std::uint8_t {
    accept,     // Next in line.
    duplicate,  // The same reading again: acknowledge, count, change nothing.
    conflict,   // Another content under an id already taken: keep both, stop.
    gap,        // A reading before it is missing: stop, and say which is wanted.
};

// How a reading (or a line that could not be understood) of `device` would be taken under `epoch` and `seq`.
Intake judge(const State& state, DeviceId device, std::string_view epoch, std::uint64_t seq, std::uint64_t content);

// The keyed hash of all that a reading says, its free text included. A reading with a device's own time is known by
// that: the instant made of it may come out differently when it is sent again. Writing the same reading with other
// spaces, another order of keys or another zone for the same instant does not change it; with free text (a note, an
// unknown key) the object is compared as it was sent.
std::uint64_t content_of(SipKey key, const Reading& reading);
// The same for a line that could not be understood: its bytes.
std::uint64_t content_of_bytes(SipKey key, std::string_view bytes);

}  // namespace heatline
