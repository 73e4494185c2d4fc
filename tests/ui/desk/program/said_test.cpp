// What the window says was done: after it is on disk, with the number that it has in the list.

#include "ui/desk/program/said.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::ui;
using timing::Recorded;

namespace {

constexpr std::int64_t kNow = 50'000'000, kOffset = 1'000'000'000;

Recorded recorded(ReadingKind kind, std::int64_t device_us, std::string bib = {}) {
    Recorded done;
    done.reading.kind = kind;
    done.reading.device_time = DeviceTime{"boot", device_us, 0, {}};
    done.reading.bib = std::move(bib);
    done.taps = 42;
    return done;
}
// A desk whose laptop took one tap, its seventh, at 40 s of its own clock.
Desk with_tap_seven() {
    OwnEntry tap;
    tap.number = 7;
    tap.at = Instant{40'000'000 + kOffset};
    Desk desk;
    desk.station.entries = std::make_shared<const std::vector<OwnEntry>>(std::vector{tap});
    return desk;
}

}  // namespace

TEST_CASE("Nothing is said before anything was done", "[ui][said]") {
    Desk desk;
    Said{}.write(desk, kNow, kOffset);
    CHECK(desk.station.said.empty());
    CHECK(desk.answer.sentence.empty());
    CHECK(desk.answer.age_ms > 3'600'000);
}

TEST_CASE("A tap is said with its number in the list, and how long ago", "[ui][said]") {
    Said said;
    said.recorded(recorded(ReadingKind::tap, 40'000'000), kNow);
    Desk desk = with_tap_seven();
    said.write(desk, kNow + 3'000'000, kOffset);
    CHECK(desk.station.said == "tap 7");
    CHECK(desk.station.said_ms == 3'000);
    REQUIRE(desk.station.said_of);
    CHECK(desk.station.said_of->at == Instant{40'000'000 + kOffset});
    CHECK_FALSE(desk.station.refused_flash);
}

TEST_CASE("What was taken back and put back is said so", "[ui][said]") {
    Said said;
    Recorded done = recorded(ReadingKind::tap, 40'000'000);
    done.what = Recorded::What::undone;
    said.recorded(done, kNow);
    Desk desk = with_tap_seven();
    said.write(desk, kNow, kOffset);
    CHECK(desk.station.said == "removed tap 7");
    done.what = Recorded::What::redone;
    said.recorded(done, kNow);
    said.write(desk, kNow, kOffset);
    CHECK(desk.station.said == "put back tap 7");
}

TEST_CASE("An undo of nothing is a key that was no use", "[ui][said]") {
    Said said;
    Recorded done;
    done.what = Recorded::What::nothing_to_undo;
    said.recorded(done, kNow);
    Desk desk;
    said.write(desk, kNow, kOffset);
    CHECK(desk.station.said == "there is nothing to take back");
    CHECK(desk.station.refused_flash);
    CHECK_FALSE(desk.station.said_of);
}

TEST_CASE("What a view asked for is answered at the foot", "[ui][said]") {
    Said said;
    said.answer(true, "tap put in at 12:41.8", kNow);
    Desk desk;
    said.write(desk, kNow + 1'000'000, kOffset);
    CHECK(desk.station.said.empty());
    CHECK(desk.answer.done);
    CHECK(desk.answer.sentence == "tap put in at 12:41.8");
    CHECK(desk.answer.age_ms == 1'000);
}

TEST_CASE("The lines for tests say the same words without a list", "[ui][said]") {
    CHECK(words_of(recorded(ReadingKind::tap, 1)) == "tap 42");
    CHECK(words_of(recorded(ReadingKind::bib, 1, "1044")) == "number 1044");
    CHECK(words_of(recorded(ReadingKind::bib, 1, "0")) == "a child without a number");
    Recorded start = recorded(ReadingKind::start, 1);
    start.reading.heat = "3";
    CHECK(words_of(start) == "gun of heat 3");
}
