// Taps and numbers side by side, and the place where they run out of step. The gun goes at 0 s.

#include "engine/overview/heat_match.h"

#include <random>

#include "engine/overview/overview.h"
#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

HeatMatch match_of(MeetBuilder& m, const std::string& heat = "1") {
    const auto snapshot = m.snapshot();
    return *Overviewer{}.look(m.state(), *snapshot, {m.heat_id(heat), {}}).match;
}

// One child of a day without mistakes.
struct Passing {
    std::string bib;
    double crossed = 0, scanned = 0;
    bool noted = false;
};

std::vector<Passing> clean_day(std::uint32_t seed, std::size_t children) {
    std::mt19937 dice{seed};
    const auto within = [&](double from, double to) {
        return from + (to - from) * static_cast<double>(dice() % 1000) / 1000;
    };
    std::vector<Passing> day;
    double at = 300, scanner = 0;
    for (std::size_t i = 0; i < children; ++i) {
        at += within(1.2, 6);
        scanner = std::max(at + within(8, 12), scanner + 1.4);
        day.push_back({std::to_string(100 + i), at, scanner, i % 10 == 4});
    }
    return day;
}

constexpr std::size_t kNobody = 1'000'000;

// The day as the devices told it, without the tap and the scan of these two children.
MeetBuilder told(const std::vector<Passing>& day, std::size_t no_tap, std::size_t no_scan) {
    MeetBuilder m;
    m.team("Lincoln");
    std::vector<std::string> bibs;
    for (const Passing& child : day) {
        m.runner("Lincoln", child.bib);
        bibs.push_back(child.bib);
    }
    m.heat("1", bibs);
    m.gun("1", at(0));
    for (std::size_t i = 0; i < day.size(); ++i) {
        if (i != no_tap) m.tap(at(day[i].crossed));
        if (i != no_scan) m.bib(day[i].bib, at(day[i].scanned));
        if (day[i].noted) m.select(day[i].bib, at(day[i].crossed + 0.1));
    }
    return m;
}

// Does what the shift says, as a person at the desk does it; `missing` is the child whose number was not taken.
void mend(MeetBuilder& m, const Shift& shift, const std::string& missing) {
    const bool tap = shift.mend == Shift::Mend::insert_tap;
    Reading said = MeetBuilder::of(tap ? ReadingKind::tap : ReadingKind::bib, shift.at, tap ? "" : missing);
    if (!tap) said.mode = Mode::live;
    m.reading("desk", said);
}

// Whether row `i` has the tap and the number of the child who crossed as number `i`.
bool is_right(const HeatMatch& match, const std::vector<Passing>& day, std::size_t i) {
    const MatchRow& row = match.rows.at(i);
    return row.tap && row.tap->at == at(day[i].crossed) && row.number && row.number->bib == day[i].bib;
}

}  // namespace

TEST_CASE("A clean heat pairs tap, number and second timer, and is in step", "[engine][overview]") {
    MeetBuilder m;
    m.team("Lincoln");
    m.runner("Lincoln", "101");
    m.runner("Lincoln", "102");
    m.heat("1", {"101", "102"});
    m.gun("1", at(0));
    m.tap(at(400));
    m.tap(at(410));
    Reading second = MeetBuilder::of(ReadingKind::tap, at(400.1), "");
    m.reading("second", second);
    m.bib("101", at(410));
    m.bib("102", at(420));
    m.select("102", at(410.1));

    const HeatMatch match = match_of(m);

    REQUIRE(match.rows.size() == 2);
    CHECK(match.rows[0].tap->at == at(400));
    CHECK(match.rows[0].tap->ref == ReadingRef{find_device(m.state(), "tapper"), "", 1});
    CHECK(match.rows[0].number->bib == "101");
    CHECK(match.rows[0].second->at == at(400.1));
    CHECK_FALSE(match.rows[0].mark);
    CHECK(match.rows[1].runner == m.child("102"));
    CHECK_FALSE(match.rows[1].second);
    CHECK(match.rows[1].mark);
    CHECK_FALSE(match.shift);
}

TEST_CASE("Where only the second timer pressed, the first has an empty place and nothing is out of step",
          "[engine][overview]") {
    const std::vector<Passing> day = clean_day(7, 10);
    MeetBuilder m = told(day, 5, kNobody);
    for (const Passing& child : day)
        m.reading("second", MeetBuilder::of(ReadingKind::tap, at(child.crossed + 0.05), ""));
    m.reading("tapper",
              MeetBuilder::of(ReadingKind::tap, at(day[9].crossed + 20), ""));  // It has as many as the other.
    m.reading("tapper", MeetBuilder::of(ReadingKind::tap, at(day[9].crossed + 30), ""));

    const HeatMatch match = match_of(m);

    CHECK_FALSE(match.rows[5].tap);
    CHECK(match.rows[5].second);
    CHECK(match.rows[5].number->bib == day[5].bib);
    CHECK(match.rows[6].tap);
    CHECK_FALSE(match.shift);
}

TEST_CASE("A voided press of the second timer leaves the match, and comes back with it", "[engine][overview]") {
    MeetBuilder m = told(clean_day(7, 10), kNobody, kNobody);
    const Instant first = *match_of(m).rows[0].at;
    const ReadingRef second = m.reading("second", MeetBuilder::of(ReadingKind::tap, first + Millis{50}, ""));
    Overviewer asked_again;
    const auto second_of_first_row = [&] {
        const auto snapshot = m.snapshot();
        return asked_again.look(m.state(), *snapshot, {m.heat_id("1"), {}}).match->rows[0].second.has_value();
    };
    m.official("1");  // Its rows stay what they are.
    CHECK(second_of_first_row());
    m.drop(second);
    CHECK_FALSE(second_of_first_row());
    m.restore(second);
    CHECK(second_of_first_row());
}

TEST_CASE("Taps at the end that wait for their numbers are children in the chute", "[engine][overview]") {
    const std::vector<Passing> day = clean_day(3, 12);
    MeetBuilder m = told(day, kNobody, kNobody);
    m.tap(at(day.back().crossed + 3));
    m.tap(at(day.back().crossed + 5));

    CHECK(match_of(m).rows.size() == 14);
    CHECK_FALSE(match_of(m).shift);
}

TEST_CASE("An official heat has no shift any more", "[engine][overview]") {
    MeetBuilder m = told(clean_day(5, 20), 8, kNobody);
    REQUIRE(match_of(m).shift);
    m.official("1");
    CHECK_FALSE(match_of(m).shift);
    CHECK(match_of(m).rows.size() == 20);
}

TEST_CASE("A heat without taps has nothing to be out of step with", "[engine][overview]") {
    MeetBuilder m;
    m.team("Lincoln");
    m.runner("Lincoln", "101");
    m.heat("1", {"101"});
    m.gun("1", at(0));
    m.bib("101", at(410));

    CHECK(match_of(m).rows.size() == 1);
    CHECK_FALSE(match_of(m).shift);
}

TEST_CASE("There is no match of a heat that does not exist", "[engine][overview]") {
    MeetBuilder m;
    const auto snapshot = m.snapshot();
    CHECK_FALSE(Overviewer{}.look(m.state(), *snapshot, {HeatId{3U}, {}}).match);
}

TEST_CASE("A tap or a number missing anywhere is found by the next mark, and what the shift says brings it back",
          "[engine][overview][property]") {
    const std::uint32_t seed = GENERATE(range(1u, 301u));
    CAPTURE(seed);
    const std::vector<Passing> day = clean_day(seed, 60);
    const std::size_t missing =
        (seed * 37) % 54;  // After the last note nothing tells a missing number from the end of the queue.
    const bool tap = seed % 2 == 0;
    CAPTURE(missing, tap);
    MeetBuilder m = told(day, tap ? missing : kNobody, tap ? kNobody : missing);

    const std::optional<Shift> shift = match_of(m).shift;

    if (!tap && day[missing].noted) {  // The note has said who it was: nothing is out of step.
        CHECK_FALSE(shift);
        for (std::size_t i = 0; i < day.size(); ++i) CHECK(is_right(match_of(m), day, i));
        return;
    }
    REQUIRE(shift);
    CHECK(shift->mend == (tap ? Shift::Mend::insert_tap : Shift::Mend::insert_number));
    CHECK(shift->by == 1);
    // Notes are of the children 4, 14, 24, …: the shift lies between the note before and the note after.
    const std::size_t note_after = (missing + 6) / 10 * 10 + 4;
    const std::size_t note_before = note_after >= 20 ? note_after - 20 : 0;
    CHECK(shift->row <= note_after);
    CHECK(shift->row >= note_before);

    mend(m, *shift, day[missing].bib);

    const HeatMatch mended = match_of(m);
    CHECK_FALSE(mended.shift);
    REQUIRE(mended.rows.size() == day.size());
    // Only between the place that was found and the true one the missing reading is still in the wrong place.
    const auto stands = static_cast<std::size_t>(std::count_if(day.begin(), day.end(), [&](const Passing& child) {
        return at(tap ? child.crossed : child.scanned) < shift->at;
    }));
    CHECK(stands >= note_before);
    CHECK(stands <= note_after);
    for (std::size_t i = 0; i < day.size(); ++i) {
        CAPTURE(i);
        if (i < std::min(stands, missing) || i > std::max(stands, missing)) CHECK(is_right(mended, day, i));
    }
}

TEST_CASE("Several missing taps are found one after the other, until nothing is out of step",
          "[engine][overview][property]") {
    const std::uint32_t seed = GENERATE(range(1u, 61u));
    CAPTURE(seed);
    const std::vector<Passing> day = clean_day(seed, 60);
    MeetBuilder m = told(day, seed % 17, kNobody);
    for (const std::uint32_t place : {20 + seed % 13, 38 + seed % 11}) {
        m.drop({find_device(m.state(), "tapper"), "", place});
    }
    std::size_t mends = 0;
    for (; mends < 6; ++mends) {
        const std::optional<Shift> shift = match_of(m).shift;
        if (!shift) break;
        mend(m, *shift, "none");
    }
    CHECK(mends == 3);
    CHECK(match_of(m).rows.size() == day.size());
}
