// A line as its devices deliver it: whatever comes first, the finishes are those of all readings together.

#include <random>

#include "engine/fusion/fuse.h"
#include "engine/line_items.h"
#include "tests/support/meet_builder.h"
#include "tools/fusion_days/generate.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;
using fusion_days::Family;

namespace {

const fusion_days::Layout kLayout{"two heats", fusion_days::Group::overlapping, {{30, 0}, {20, 240'000}}};

// A meet with the children and heats of a day, and no reading yet.
MeetBuilder before_the_day(const fusion_days::Day& day) {
    MeetBuilder meet;
    meet.team("Lincoln");
    for (const auto& runner : day.runners) {
        meet.runner("Lincoln", runner.bib);
        if (!runner.tag.empty()) meet.tag(runner.tag, runner.bib);
    }
    for (const auto& start : day.starts) {
        std::vector<std::string> bibs;
        for (const auto& runner : day.runners) {
            if (runner.heat == start.heat) bibs.push_back(runner.bib);
        }
        meet.heat(start.heat, bibs);
    }
    // Devices in one order, so that readings of the same instant stand in one order too.
    for (const auto& reading : day.readings) meet.device(reading.device);
    for (const auto& start : day.starts) meet.set_start(start.heat, start.at);
    return meet;
}

void send(MeetBuilder& meet, const fusion_days::DayReading& reading) {
    Reading said = MeetBuilder::of(reading.kind, reading.at, reading.bib);
    said.tag = reading.tag;
    said.mode = reading.mode;
    meet.reading(reading.device, said);
}

// The same readings; each device's stay in its order.
std::vector<fusion_days::DayReading> interleaved(const fusion_days::Day& day, std::uint32_t seed) {
    std::map<std::string, std::vector<fusion_days::DayReading>> left;
    for (const auto& reading : day.readings) left[reading.device].push_back(reading);
    std::mt19937 random(seed);
    std::vector<std::string> turns;
    for (const auto& [device, readings] : left) turns.insert(turns.end(), readings.size(), device);
    for (std::size_t k = turns.size(); k > 1; --k) std::swap(turns[k - 1], turns[random() % k]);
    std::map<std::string, std::size_t> next;
    std::vector<fusion_days::DayReading> out;
    for (const std::string& device : turns) out.push_back(left[device][next[device]++]);
    return out;
}

// What can be compared when readings are numbered by arrival.
std::vector<Finish> finishes(const Snapshot& snapshot) {
    std::vector<Finish> out;
    for (const auto& heat : snapshot.heats) out.insert(out.end(), heat->finishes.begin(), heat->finishes.end());
    for (Finish& row : out) row.tap = row.identity = ReadingIndex::none();
    return out;
}

std::vector<Finish> fused_at_once(const State& state) {
    LineItems items;
    std::vector<Finish> out = fusion::fuse(items.input(state, LineId{0u}));
    for (Finish& row : out) row.tap = row.identity = ReadingIndex::none();
    std::stable_sort(out.begin(), out.end(), [](const Finish& a, const Finish& b) { return a.heat < b.heat; });
    return out;
}

}  // namespace

TEST_CASE("Readings one by one, in any order of the devices, end with the finishes of the whole file",
          "[engine][fusion][property]") {
    const auto family = GENERATE(Family::typical, Family::batch, Family::two_tappers, Family::chips, Family::no_taps,
                                 Family::strangers);
    const std::uint32_t seed = GENERATE(1u, 2u);
    INFO("family " << fusion_days::name_of(family) << ", seed " << seed);
    const fusion_days::Day day = fusion_days::make_day(family, kLayout, seed);
    MeetBuilder whole = before_the_day(day);
    for (const auto& reading : day.readings) send(whole, reading);
    const auto expected = fused_at_once(whole.state());
    REQUIRE(expected.size() > 40);
    for (std::uint32_t shuffle = 1; shuffle <= 2; ++shuffle) {
        INFO("shuffle " << shuffle);
        MeetBuilder live = before_the_day(day);
        Deriver deriver;
        std::shared_ptr<const Snapshot> shown;
        std::size_t k = 0;
        for (const auto& reading : interleaved(day, seed * 100 + shuffle)) {
            send(live, reading);
            if (++k % 3 == 0) shown = deriver.derive(live.state());  // Some come in one batch.
        }
        CHECK(finishes(*deriver.derive(live.state())) == expected);
    }
}

TEST_CASE("A reading that is sent again changes nothing", "[engine][fusion][property]") {
    // The server takes a reading once by its name; what fusion can see is the same press or scan named anew.
    const std::uint32_t seed = GENERATE(1u, 2u, 3u);
    INFO("seed " << seed);
    const fusion_days::Day day = fusion_days::make_day(Family::typical, kLayout, seed);
    MeetBuilder once = before_the_day(day), twice = before_the_day(day);
    for (const auto& reading : day.readings) {
        send(once, reading);
        send(twice, reading);
        if (reading.kind == ReadingKind::tap || (reading.kind == ReadingKind::bib && reading.at)) send(twice, reading);
    }
    CHECK(fused_at_once(twice.state()) == fused_at_once(once.state()));
}

TEST_CASE("A reading that was taken back and restored was never away", "[engine][fusion][property]") {
    const std::uint32_t seed = GENERATE(1u, 2u, 3u);
    INFO("seed " << seed);
    const fusion_days::Day day = fusion_days::make_day(Family::two_tappers, kLayout, seed);
    MeetBuilder meet = before_the_day(day);
    std::vector<ReadingRef> refs;
    for (const auto& reading : day.readings) {
        send(meet, reading);
        const DeviceId device = meet.device(reading.device);
        refs.push_back({device, "", next_device_seq(meet.state(), device, "") - 1});
    }
    Deriver deriver;
    const auto before = finishes(*deriver.derive(meet.state()));
    std::mt19937 random(seed);
    for (int k = 0; k < 30; ++k) {
        const ReadingRef ref = refs[random() % refs.size()];
        meet.drop(ref);
        const auto without = finishes(*deriver.derive(meet.state()));
        CHECK(without == finishes(*Deriver{}.derive(meet.state())));
        meet.restore(ref);
        CHECK(finishes(*deriver.derive(meet.state())) == before);
    }
}

TEST_CASE("A device of which most was taken back is no witness", "[engine][fusion][corrections]") {
    const fusion_days::Day day = fusion_days::make_day(Family::typical, kLayout, 1);
    MeetBuilder clean = before_the_day(day), spoiled = before_the_day(day);
    std::vector<ReadingRef> refs;
    for (const auto& reading : day.readings) {
        send(clean, reading);
        send(spoiled, reading);
        // A phone in a pocket.
        if (reading.kind != ReadingKind::tap) continue;
        refs.push_back(spoiled.reading("pocket", MeetBuilder::of(ReadingKind::tap, *reading.at + Millis{700}, "")));
    }
    for (const ReadingRef& ref : refs) spoiled.drop(ref);
    CHECK(fused_at_once(spoiled.state()) == fused_at_once(clean.state()));
}
