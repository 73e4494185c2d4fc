#pragma once
// A running server and laptops that speak to it; what the tests of the station protocol tell their stories with.

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/manual_clock.h"
#include "tests/timing/net/running.h"
#include "tests/timing/net/station_client.h"
#include "timing/control/live_meet.h"
#include "timing/control/reach.h"

namespace heatline::test {

namespace message = timing::message;

// The laptop's clock stands this far behind the server's meet clock, whose wall clock begins with kNow.
inline constexpr std::int64_t kBehind = kNow.us - 50'000'000;

inline timing::limits::ServerBounds patient() {
    timing::limits::ServerBounds bounds;
    bounds.station_silent = std::chrono::minutes{5};  // Tests wait for messages, not for times.
    return bounds;
}

struct StationWorld {
    ManualClock machine{"server-boot", 1'000'000'000, kNow.us};

    timing::ServerOptions options() {
        timing::ServerOptions made;
        made.clock = &machine;
        return made;
    }
    // What a laptop's clock shows now.
    std::int64_t device_us() const { return machine.boottime_us() - 1'000'000'000 + 50'000'000; }
};

inline message::Hello hello(const std::string& epoch = "e1") {
    message::Hello said;
    said.epoch = epoch;
    said.boot = epoch.empty() ? "" : "laptop-boot";
    return said;
}
inline message::Hello hello_for_facts(Seq from = 1, const std::string& hash = {}) {
    message::Hello said;
    said.facts_from = from;
    said.facts_hash = hash;
    return said;
}

inline std::string timed_tap(std::int64_t device_us, std::int64_t wall_us = kNow.us) {
    Reading reading;
    reading.kind = ReadingKind::tap;
    reading.device_time = DeviceTime{"laptop-boot", device_us, wall_us, {}};
    return message::reading_text(reading);
}
// Taps that a person typed the times of: nothing waits for a clock.
inline std::string typed_tap(std::uint64_t nth) {
    Reading reading;
    reading.kind = ReadingKind::tap;
    reading.at = kNow + seconds(static_cast<std::int64_t>(nth));
    return message::reading_text(reading);
}
inline message::Readings typed_taps(std::uint64_t first, std::uint64_t last) {
    message::Readings sent{first, {}};
    for (std::uint64_t nth = first; nth <= last; ++nth) sent.readings.push_back(typed_tap(nth));
    return sent;
}

// Facts written into the running server's meet, as a command does.
inline void record(const Running& server, const timing::Meet::Work& work) {
    timing::Descriptor socket = timing::connect_to_control(server.dir.file(""));
    CHECK_THAT(static_cast<bool>(socket), "a running server has its control socket");
    timing::LiveMeet live{server.dir.file(""), std::move(socket), {}};
    CHECK_THAT(live.change(work).ok(), "the server takes facts");
}
inline void record(const Running& server, FactBody body) {
    record(server, [&](const State&) { return std::vector<Fact>{{kNow, "heatline", {}, body}}; });
}

// Hears until everything up to `through` is durable.
inline bool hear_durable(StationClient& laptop, std::uint64_t through) {
    while (const auto durable = laptop.hear<message::Durable>()) {
        if (durable->through >= through) return true;
    }
    return false;
}

}  // namespace heatline::test
