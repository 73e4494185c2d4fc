// One pass over a long line: what was decided stands, and a reading more costs what is not decided yet.

#include "engine/fusion/align.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "engine/fusion/tuning.h"

using namespace heatline;
using namespace heatline::fusion;

namespace {

constexpr std::int64_t kMs = 1'000;

// Children who cross one after another and are scanned ten seconds later, with a press or a number missing now and
// then.
struct LongLine {
    std::vector<Slot> slots;
    std::vector<Arrival> arrivals;

    LongLine(std::uint32_t seed, std::size_t children) {
        std::mt19937 random(seed);
        const auto below = [&](std::int64_t n) {
            return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n));
        };
        std::int64_t at = 1'000'000 * kMs, free = 0, last = 0;
        for (std::uint32_t child = 0; child < children; ++child) {
            at += 200 * kMs + below(1'600) * kMs;
            free = std::max(free + 700 * kMs + below(200) * kMs, at + 9'500 * kMs + below(1'000) * kMs);
            if (below(40) > 0) slots.push_back({static_cast<std::uint32_t>(slots.size()), at, tuning::kReal});
            if (below(40) == 0) continue;
            Arrival a;
            a.person = child;
            a.live = true;
            a.scan = free;
            a.since_last = arrivals.empty() ? 600'000 * kMs : free - last;
            last = free;
            arrivals.push_back(a);
        }
    }

    // What had come in by `at`.
    LongLine until(std::int64_t at) const {
        LongLine out = *this;
        std::erase_if(out.slots, [&](const Slot& s) { return s.at > at; });
        std::erase_if(out.arrivals, [&](const Arrival& a) { return a.scan > at; });
        return out;
    }
    std::int64_t instant(std::size_t permille) const {
        const std::int64_t first = slots.front().at, last = arrivals.back().scan;
        return first + (last - first) * static_cast<std::int64_t>(permille) / 1'000;
    }
    Alignment align_with(AlignMemory& memory) const { return align(slots, arrivals, {}, memory); }
    Alignment align_anew() const {
        AlignMemory memory;
        return align_with(memory);
    }
};

void check_same(const Alignment& a, const Alignment& b, std::size_t slots) {
    const auto of_slots = [&](const Alignment& one) {
        std::vector<std::tuple<std::uint32_t, std::uint32_t, double>> out;
        for (const Pair& pair : one.posterior.pairs) {
            if (pair.slot < slots) out.emplace_back(pair.slot, pair.arrival, pair.chance);
        }
        return out;
    };
    CHECK(of_slots(a) == of_slots(b));
    for (std::size_t i = 0; i < slots; ++i) CHECK(a.posterior.alone[i] == b.posterior.alone[i]);
}

}  // namespace

TEST_CASE("What was decided of a line stands whatever comes in behind it", "[engine][fusion][alignment]") {
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
        CAPTURE(seed);
        const LongLine line(seed, 1'200);
        const Alignment whole = line.align_anew();
        for (const std::size_t permille : {450, 600, 750, 900}) {
            CAPTURE(permille);
            AlignMemory memory;
            const Alignment part = line.until(line.instant(permille)).align_with(memory);
            REQUIRE(!memory.windows.empty());
            const DecidedWindow& last = memory.windows.back();
            check_same(part, whole, last.window.slot + last.decided);
        }
    }
}

TEST_CASE("What is remembered of a line changes no answer", "[engine][fusion][alignment][property]") {
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const LongLine line(seed, 900);
        AlignMemory memory;
        for (std::size_t permille = 300; permille <= 1'000; permille += 50) {
            CAPTURE(permille);
            LongLine now = line.until(line.instant(permille));
            // Now and then a press comes late, or one is taken back.
            if (random() % 2 == 0) {
                const std::size_t k = random() % now.slots.size();
                if (random() % 2 == 0)
                    now.slots.erase(now.slots.begin() + static_cast<std::ptrdiff_t>(k));
                else
                    now.slots.insert(now.slots.begin() + static_cast<std::ptrdiff_t>(k), now.slots[k]);
            }
            check_same(now.align_with(memory), now.align_anew(), now.slots.size());
        }
    }
}

TEST_CASE("A reading at the end of a long line costs one window", "[engine][fusion][alignment]") {
    const LongLine line(3, 1'500);
    AlignMemory memory;
    line.until(line.instant(900)).align_with(memory);
    const std::size_t weighed = memory.weighed;
    line.until(line.instant(900) + 1'000 * kMs).align_with(memory);
    CHECK(memory.weighed - weighed <= 2);  // One more when a window is decided.
}

TEST_CASE("A press that comes late is heard from its place on", "[engine][fusion][alignment]") {
    LongLine line(4, 1'500);
    AlignMemory memory;
    line.align_with(memory);
    REQUIRE(memory.windows.size() > 3);
    // Beyond what the first two windows looked ahead to.
    const auto late = line.slots.begin() + static_cast<std::ptrdiff_t>(memory.windows[1].window.slot_end) + 1;
    std::size_t weighed = memory.weighed;
    const std::size_t windows = memory.windows.size();
    line.slots.insert(late, *late);
    line.align_with(memory);
    CHECK(memory.weighed - weighed <= windows + 1 - 2);
    // And nothing is remembered of what was before it came.
    check_same(line.align_with(memory), line.align_anew(), line.slots.size());
}

TEST_CASE("A short line is weighed as a whole", "[engine][fusion][alignment]") {
    const LongLine line(5, 300);
    AlignMemory memory;
    const Alignment alignment = line.align_with(memory);
    CHECK(memory.windows.empty());
    CHECK(alignment.rates.size() == 1);
}
