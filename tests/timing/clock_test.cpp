// The meet clock: what it keeps, and what cannot move it.

#include "timing/clock.h"

#include <sys/stat.h>

#include <fstream>

#include "tests/support/manual_clock.h"
#include "tests/timing/journal/world.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::timing;
using heatline::test::ManualClock;

namespace {

constexpr std::int64_t kHour = 3'600'000'000;

std::string file_of(const test::TempDir& dir) { return dir.file("") + "/clock"; }

}  // namespace

TEST_CASE("A wall clock that jumps moves nothing, and neither does a restart of the server", "[timing][clock]") {
    test::TempDir dir;
    ManualClock machine;
    const Instant begin = machine.wall();
    const MeetClock before{machine, dir.file("")};
    CHECK(before.now() == begin);

    machine.advance(5'000'000);
    machine.jump(kHour);
    CHECK(before.now() == begin + seconds(5));

    const MeetClock after{machine, dir.file("")};
    machine.advance(1'000'000);
    machine.jump(-2 * kHour);
    CHECK(after.now() == begin + seconds(6));
}

TEST_CASE("After the machine has started anew the meet clock is its wall clock", "[timing][clock]") {
    test::TempDir dir;
    ManualClock machine;
    { const MeetClock before{machine, dir.file("")}; }
    machine.jump(kHour);
    machine.reboot("boot-2");
    CHECK(MeetClock(machine, dir.file("")).now() == machine.wall());
}

TEST_CASE("A clock file that is garbled, or cannot be kept, is done without", "[timing][clock]") {
    test::TempDir dir;
    ManualClock machine;
    for (const char* text : {"", "nonsense", "boot-1", "boot-1 x y", "boot-1 99999999999999 5"}) {
        CAPTURE(text);
        std::ofstream{file_of(dir)} << text;
        machine.jump(1'000'000);
        CHECK(MeetClock(machine, dir.file("")).now() == machine.wall());
        // And is kept well from then on.
        const Instant kept = machine.wall();
        machine.jump(kHour);
        CHECK(MeetClock(machine, dir.file("")).now() == kept);
    }
    CHECK(MeetClock(machine, dir.file("no-such-folder")).now() == machine.wall());
    CHECK(MeetClock(machine, "").now() == machine.wall());
}

TEST_CASE("The clock file is the owner's alone", "[timing][clock]") {
    test::TempDir dir;
    ManualClock machine;
    const MeetClock clock{machine, dir.file("")};
    struct stat file {};
    REQUIRE(::stat(file_of(dir).c_str(), &file) == 0);
    CHECK((file.st_mode & 0777) == 0600);
}

TEST_CASE("The machine's own clocks go on and name their boot", "[timing][clock]") {
    const std::int64_t before = real_clock().boottime_us();
    CHECK(real_clock().boottime_us() >= before);
    CHECK_FALSE(real_clock().boot().empty());
    CHECK(real_clock().boot() == real_clock().boot());
    CHECK(real_clock().wall() > *parse_rfc3339("2024-01-01T00:00:00Z"));
}
