// New, again, contradicted, or one missed.

#include "engine/intake.h"

#include "engine/apply.h"
#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

constexpr SipKey kKey{};

std::uint64_t tap_content(Instant when) { return content_of(kKey, MeetBuilder::of(ReadingKind::tap, when, "")); }

}  // namespace

TEST_CASE("A device's readings are taken in its own counting", "[engine][intake]") {
    MeetBuilder m;
    m.tap(at(10));
    m.tap(at(20));
    const DeviceId tapper = m.device("tapper");
    const State& s = m.state();

    CHECK(judge(s, tapper, "", 3, tap_content(at(30))) == Intake::accept);
    CHECK(judge(s, tapper, "", 2, tap_content(at(20))) == Intake::duplicate);
    CHECK(judge(s, tapper, "", 1, tap_content(at(10))) == Intake::duplicate);
    CHECK(judge(s, tapper, "", 1, tap_content(at(20))) == Intake::conflict);
    CHECK(judge(s, tapper, "", 4, tap_content(at(40))) == Intake::gap);

    SECTION("another epoch counts from 1 anew") {
        CHECK(judge(s, tapper, "b", 1, tap_content(at(10))) == Intake::accept);
        CHECK(judge(s, tapper, "b", 2, tap_content(at(10))) == Intake::gap);
    }
    SECTION("another device has its own counting") {
        const DeviceId other = m.device("tapper-2");
        CHECK(judge(m.state(), other, "", 1, tap_content(at(10))) == Intake::accept);
    }
    SECTION("a voided reading is still the same reading") {
        m.drop({tapper, "", 2});
        CHECK(judge(m.state(), tapper, "", 2, tap_content(at(20))) == Intake::duplicate);
    }
}

TEST_CASE("A line in quarantine holds its place in the counting", "[engine][intake]") {
    MeetBuilder m;
    const DeviceId tapper = m.device("tapper");
    m.fact(ReadingQuarantined{tapper, "", 1, "E_KIND", "{\"kind\":\"jump\"}"});
    const State& s = m.state();
    CHECK(judge(s, tapper, "", 1, content_of_bytes(kKey, "{\"kind\":\"jump\"}")) == Intake::duplicate);
    CHECK(judge(s, tapper, "", 1, content_of_bytes(kKey, "{\"kind\":\"hop\"}")) == Intake::conflict);
    CHECK(judge(s, tapper, "", 1, tap_content(at(1))) == Intake::conflict);
    CHECK(judge(s, tapper, "", 2, tap_content(at(1))) == Intake::accept);
}

TEST_CASE("The same reading spelled otherwise is the same reading", "[engine][intake]") {
    Reading said = MeetBuilder::of(ReadingKind::select, parse_rfc3339("2027-05-01T15:08:12.345Z"), "1044");
    said.sent = R"({"kind":"select","at":"2027-05-01T15:08:12.345Z","bib":"1044"})";
    Reading again = said;
    again.at = parse_rfc3339("2027-05-01T08:08:12.345000-07:00");
    again.sent = R"({ "bib":"1044", "at":"2027-05-01T08:08:12.345000-07:00", "kind":"select" })";
    CHECK(content_of(kKey, said) == content_of(kKey, again));
}

TEST_CASE("A reading that says anything else has another content", "[engine][intake]") {
    Reading said = MeetBuilder::of(ReadingKind::bib, at(10), "1044");
    said.mode = Mode::live;
    const std::uint64_t content = content_of(kKey, said);
    const auto changed = [&](auto change) {
        Reading other = said;
        change(other);
        return content_of(kKey, other) != content;
    };
    CHECK(changed([](Reading& r) { r.kind = ReadingKind::select; }));
    CHECK(changed([](Reading& r) { r.at = at(10.000001); }));
    CHECK(changed([](Reading& r) { r.at.reset(); }));
    CHECK(changed([](Reading& r) { r.bib = "1045"; }));
    CHECK(changed([](Reading& r) { r.tag = "058A"; }));
    CHECK(changed([](Reading& r) { r.heat = "3"; }));
    CHECK(changed([](Reading& r) { r.line = "second"; }));
    CHECK(changed([](Reading& r) { r.where = Where::tent; }));
    CHECK(changed([](Reading& r) { r.mode = Mode::batch; }));
    CHECK(changed([](Reading& r) { r.position = 1; }));
    CHECK(changed([](Reading& r) { r.sent_text = R"({"note":"fell"})"; }));
    // A text that moves from one field to the next is not the same.
    CHECK(changed([](Reading& r) { std::swap(r.bib, r.tag); }));
}

TEST_CASE("A station's reading is known by its device's own time, whatever instant was made of it",
          "[engine][intake]") {
    Reading said = MeetBuilder::of(ReadingKind::tap, at(10), "");
    said.device_time = DeviceTime{"5d1e", 73'512'345'678, 1'809'788'891'345'678, 1'800};
    const auto changed = [&](auto change) {
        Reading other = said;
        change(other);
        return content_of(kKey, other) != content_of(kKey, said);
    };
    CHECK_FALSE(changed([](Reading& r) { r.at = at(10.002); }));
    CHECK_FALSE(changed([](Reading& r) { r.at.reset(); }));
    CHECK_FALSE(changed([](Reading& r) { r.device_time->bound_us.reset(); }));
    CHECK(changed([](Reading& r) { r.device_time->us += 1; }));
    CHECK(changed([](Reading& r) { r.device_time->boot = "5d1f"; }));
    CHECK(changed([](Reading& r) { r.device_time.reset(); }));
}

TEST_CASE("Long texts are compared to their last byte", "[engine][intake]") {
    Reading said = MeetBuilder::of(ReadingKind::tap, at(10), "");
    said.sent_text = std::string(4000, 'x');
    Reading other = said;
    other.sent_text.value.back() = 'y';
    Reading shorter = said;
    shorter.sent_text.value.pop_back();
    CHECK(content_of(kKey, said) == content_of(kKey, Reading{said}));
    CHECK(content_of(kKey, said) != content_of(kKey, other));
    CHECK(content_of(kKey, said) != content_of(kKey, shorter));
}
