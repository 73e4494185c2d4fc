// A time that was certain does not move silently.

#include "engine/overview/settled.h"

#include <catch2/catch.hpp>

using namespace heatline;

namespace {

constexpr std::int64_t kTenth = 100'000;

Finish finish(std::uint32_t runner, std::int64_t tenths, std::uint16_t confidence = 995) {
    Finish f;
    f.heat = HeatId{0U};
    f.runner = RunnerId{runner};
    f.at = Instant{tenths * kTenth};
    f.confidence_milli = confidence;
    return f;
}

std::shared_ptr<const Snapshot> snapshot_of(std::vector<Finish> finishes, HeatState state = HeatState::running) {
    auto heat = std::make_shared<HeatPicture>();
    heat->heat = HeatId{0U};
    heat->state = state;
    heat->finishes = std::move(finishes);
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->heats.push_back(heat);
    return snapshot;
}

const std::vector<Finish> kThree{finish(1, 100), finish(2, 110), finish(3, 150)};

}  // namespace

TEST_CASE("A finish is settled when it and two behind it are as good as certain", "[engine][overview]") {
    CHECK(settled(kThree) == std::vector<bool>{true, false, false});
    CHECK(settled({finish(1, 100), finish(2, 110, 900), finish(3, 120), finish(4, 150)}) ==
          std::vector<bool>{true, false, false, false});
    CHECK(settled({finish(1, 100, 980), finish(2, 110), finish(3, 150)}) == std::vector<bool>{false, false, false});
    CHECK(settled({finish(1, 100), finish(2, 110), finish(3, 149)}) == std::vector<bool>{false, false, false});
    Finish doubted = finish(1, 100);
    doubted.review = true;
    CHECK_FALSE(settled({doubted, kThree[1], kThree[2]})[0]);
    CHECK(settled({}).empty());
}

TEST_CASE("A settled time that moves by a tenth or goes is noticed, and a hair's breadth is not",
          "[engine][overview]") {
    CHECK(moved_times(kThree, kThree).empty());
    Finish hair = kThree[0];
    hair.at->us += kMovedLeastUs - 1;
    CHECK(moved_times(kThree, {hair, kThree[1], kThree[2]}).empty());
    const auto moved = moved_times(kThree, {kThree[1], finish(1, 115), kThree[2]});
    REQUIRE(moved.size() == 1);
    CHECK(moved[0] == MovedTime{HeatId{0U}, RunnerId{1U}, Instant{100 * kTenth}, Instant{115 * kTenth}});
    CHECK(moved_times(kThree, {kThree[1], kThree[2]})[0].is == std::nullopt);
    // The last two were not settled yet.
    CHECK(moved_times(kThree, {kThree[0], finish(2, 112), finish(3, 155)}).empty());
}

TEST_CASE("What a person said of a child is no news", "[engine][overview]") {
    Finish said = finish(1, 150);
    said.evidence.add(Evidence::inserted);
    CHECK(moved_times(kThree, {kThree[1], kThree[2], said}).empty());
}

TEST_CASE("What moved is kept until it has moved back, a person has spoken, or the heat is official",
          "[engine][overview]") {
    MovedWatch watch;
    const std::vector<Finish> elsewhere{kThree[1], kThree[2], finish(1, 140)};
    CHECK(watch.look(*snapshot_of(kThree), Instant{1}).empty());
    REQUIRE(watch.look(*snapshot_of(elsewhere), Instant{2}).size() == 1);
    // It moves on: still from where it was certain first.
    const auto on = watch.look(*snapshot_of({kThree[1], kThree[2], finish(1, 160)}), Instant{3});
    REQUIRE(on.size() == 1);
    CHECK(on[0].was == Instant{100 * kTenth});
    CHECK(on[0].is == Instant{160 * kTenth});
    CHECK(on[0].noticed == Instant{2});

    SECTION("it moved back") { CHECK(watch.look(*snapshot_of(kThree), Instant{4}).empty()); }
    SECTION("a person said so") {
        Finish said = finish(1, 160);
        said.evidence.add(Evidence::assigned);
        CHECK(watch.look(*snapshot_of({kThree[1], kThree[2], said}), Instant{4}).empty());
    }
    SECTION("the heat is official") {
        CHECK(watch.look(*snapshot_of(elsewhere, HeatState::official), Instant{4}).empty());
    }
    SECTION("nothing happened") { CHECK(watch.look(*snapshot_of(elsewhere), Instant{4}).size() == 1); }
}
