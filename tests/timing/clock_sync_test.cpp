// What a laptop's clock is to the meet clock: the true offset is always within what is stated. Times are microseconds.

#include "timing/clock_sync.h"

#include <algorithm>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::timing;

namespace {

// A laptop whose quartz is off, and a network that keeps messages waiting, each way for itself.
class SkewedWorld {
public:
    explicit SkewedWorld(std::uint32_t seed) : random_(seed) {
        ppm_ = static_cast<std::int64_t>(below(101)) - 50;
        offset_us_ = 1'800'000'000'000'000 + static_cast<std::int64_t>(below(1'000'000'000));
    }
    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

    std::int64_t device_at(std::int64_t true_us) const { return true_us + true_us * ppm_ / 1'000'000; }
    // Meet clock minus device clock, at that moment.
    std::int64_t offset_at(std::int64_t true_us) const { return offset_us_ + true_us - device_at(true_us); }
    Instant meet_at(std::int64_t true_us) const { return {offset_us_ + true_us}; }

    std::int64_t delay() {
        switch (below(4)) {
            case 0:
                return static_cast<std::int64_t>(below(300'000));  // Queues.
            default:
                return 200 + static_cast<std::int64_t>(below(3'000));
        }
    }
    ClockSync::Probe probe(std::int64_t true_us) {
        const std::int64_t there = true_us + delay();
        const std::int64_t back = there + static_cast<std::int64_t>(below(500));
        return {meet_at(true_us), device_at(there), device_at(back), meet_at(back + delay())};
    }

private:
    std::mt19937_64 random_;
    std::int64_t ppm_ = 0;
    std::int64_t offset_us_ = 0;
};

// The same rule, written the slow and obvious way: every probe since the last new beginning.
class SlowSync {
public:
    void take(const ClockSync::Probe& p) {
        const Interval fresh{p.sent.us - p.received_us, p.received_us, p.arrived.us - p.returned_us, p.returned_us};
        if (!all_.empty() && (low(p.returned_us) > fresh.high ||
                              widened(fresh.low, fresh.low_at, p.returned_us, -1) > high(p.returned_us)))
            all_.clear();
        all_.push_back(fresh);
    }
    std::int64_t low(std::int64_t at) const {
        std::int64_t best = INT64_MIN;
        for (const Interval& i : all_) best = std::max(best, widened(i.low, i.low_at, at, -1));
        return best;
    }
    std::int64_t high(std::int64_t at) const {
        std::int64_t best = INT64_MAX;
        for (const Interval& i : all_) best = std::min(best, widened(i.high, i.high_at, at, 1));
        return best;
    }

private:
    struct Interval {
        std::int64_t low, low_at, high, high_at;
    };
    static std::int64_t widened(std::int64_t limit, std::int64_t limit_at, std::int64_t at, std::int64_t sign) {
        const std::int64_t age = std::abs(at - limit_at);
        return limit + sign * (age / 10'000 + (age % 10'000 != 0 ? 1 : 0));
    }
    std::vector<Interval> all_;
};

}  // namespace

TEST_CASE("The true offset is within the stated bound, whatever the queues and the quartz",
          "[timing][clock][property]") {
    const auto seed = GENERATE(take(60, random(1u, 1'000'000u)));
    CAPTURE(seed);
    SkewedWorld world{seed};
    ClockSync sync;
    std::int64_t now = 5'000'000;
    for (int i = 0; i < 300; ++i) {
        const ClockSync::Probe probe = world.probe(now);
        REQUIRE(sync.take(probe));
        now += i < 8 ? 50'000 : static_cast<std::int64_t>(world.below(2'000'000));
        if (world.below(40) == 0) now += 1'200'000'000;  // Twenty minutes without network.
        // For a reading of now, and for one that waited on the laptop.
        for (const std::int64_t moment : {now, now - static_cast<std::int64_t>(world.below(600'000'000))}) {
            if (moment < 0) continue;
            const auto stated = sync.at(world.device_at(moment));
            REQUIRE(stated);
            REQUIRE(std::abs(stated->us - world.offset_at(moment)) <= stated->bound_us + 1);
        }
    }
}

TEST_CASE("The estimate is what all intervals have in common", "[timing][clock][property]") {
    const auto seed = GENERATE(take(60, random(1u, 1'000'000u)));
    CAPTURE(seed);
    SkewedWorld world{seed};
    ClockSync sync;
    SlowSync slow;
    std::int64_t now = 5'000'000;
    std::int64_t jumped = 0;
    for (int i = 0; i < 300; ++i) {
        now += static_cast<std::int64_t>(world.below(2'000'000)) + 1'000'000;
        if (world.below(50) == 0) jumped += 700'000'000;  // Not a clock as we think of it: a new estimate.
        ClockSync::Probe probe = world.probe(now);
        probe.received_us += jumped;
        probe.returned_us += jumped;
        REQUIRE(sync.take(probe));
        slow.take(probe);
        const std::int64_t at = probe.returned_us;
        const auto stated = sync.at(at);
        REQUIRE(stated);
        const std::int64_t width = slow.high(at) - slow.low(at);
        REQUIRE(stated->us == slow.low(at) + width / 2);
        REQUIRE(stated->bound_us == (width + 1) / 2);
    }
}

TEST_CASE("A probe says how far off the clock can be", "[timing][clock]") {
    ClockSync sync;
    CHECK_FALSE(sync.known());
    CHECK_FALSE(sync.at(0));

    // Gone for 2 ms: the offset is known to 1 ms.
    REQUIRE(sync.take({Instant{1'000'000}, 400'000, 400'000, Instant{1'002'000}}));
    CHECK(sync.now()->us == 601'000);
    CHECK(sync.now()->bound_us == 1'000);

    SECTION("and each second of age makes it 100 microseconds worse, for an earlier moment too") {
        CHECK(sync.at(10'400'000)->bound_us == 2'000);
        CHECK(sync.at(0)->bound_us == 1'040);
    }
    SECTION("a quick one makes it better") {
        REQUIRE(sync.take({Instant{2'000'000}, 1'399'500, 1'399'500, Instant{2'001'000}}));
        CHECK(sync.now()->us == 601'000);
        CHECK(sync.now()->bound_us == 500);
    }
    SECTION("a slow one changes nothing") {
        REQUIRE(sync.take({Instant{2'000'000}, 1'500'000, 1'500'000, Instant{2'900'000}}));
        CHECK(sync.now()->us == 601'000);
        CHECK(sync.now()->bound_us == 1'110);
    }
    SECTION("one that has nothing in common with it begins anew") {
        REQUIRE(sync.take({Instant{2'000'000}, 9'000'000, 9'000'000, Instant{2'001'000}}));
        CHECK(sync.now()->us == -6'999'500);
    }
}

TEST_CASE("A probe that cannot be is not believed", "[timing][clock]") {
    ClockSync sync;
    CHECK_FALSE(sync.take({Instant{1'000'000}, -1, 10, Instant{1'003'000}}));
    CHECK_FALSE(sync.take({Instant{1'000'000}, 400'000, 399'000, Instant{1'003'000}}));
    CHECK_FALSE(sync.take({Instant{1'000'000}, 400'000, 500'000, Instant{1'003'000}}));
    CHECK_FALSE(sync.take({Instant{1'000'000}, INT64_MAX - 1, INT64_MAX, Instant{1'003'000}}));
    CHECK_FALSE(sync.known());
}
