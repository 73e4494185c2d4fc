#pragma once
// Clock: one door to the machine's clocks, so that tests hold the time in their hands; and the meet clock made of them.
//
// BOOTTIME goes on while the machine sleeps, and nobody can set it: lengths of time are measured with it. The wall
// clock says what day it is, and may jump. Any thread.

#include <cstdint>
#include <string>

#include "engine/base/time.h"

namespace heatline::timing {

class Clock {
public:
    virtual ~Clock() = default;
    // Microseconds since this boot.
    virtual std::int64_t boottime_us() const = 0;
    virtual Instant wall() const = 0;
    // Names the run of boottime_us(): the kernel's boot id.
    virtual std::string boot() const = 0;
};

// The machine's own.
const Clock& real_clock();

// The meet clock: the server's wall clock at its first start of this boot, and from then on BOOTTIME. A wall clock that
// jumps moves nothing, and neither does a restart: the pair is kept in DIR/clock,
//
//   BOOT-ID BOOTTIME_US WALL_US
//
// A file that is missing, of another boot or garbled is made anew; one that cannot be written is done without.
class MeetClock {
public:
    // `clock` outlives this object. Without a folder (`dir` empty) nothing is kept.
    MeetClock(const Clock& clock, const std::string& dir);

    Instant now() const { return of(clock_.boottime_us()); }
    Instant of(std::int64_t boottime_us) const { return {wall_us_ + (boottime_us - boottime_us_)}; }

private:
    const Clock& clock_;
    std::int64_t boottime_us_ = 0;
    std::int64_t wall_us_ = 0;
};

}  // namespace heatline::timing
