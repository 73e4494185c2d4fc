// What the director is told while a heat runs, and when nothing is said. The gun goes at 0 s.

#include "engine/overview/advice.h"

#include "engine/overview/overview.h"
#include "tests/engine/review/review_world.h"

using namespace heatline;
using namespace heatline::test;
using Kind = Advice::Kind;

namespace {

std::vector<Advice> advice_of(const Told& told) { return Overviewer{}.look(told.state(), *told.snapshot(), {}).advice; }
std::string sentence_of(const std::vector<Advice>& all, Kind kind) {
    for (const Advice& one : all) {
        if (one.kind == kind) return one.sentence;
    }
    return {};
}

}  // namespace

TEST_CASE("On a day on which all goes well nothing is advised", "[engine][overview]") {
    CHECK(advice_of(World{day_of(60), {}}.told()).empty());
}

TEST_CASE("Before the first gun nothing is advised", "[engine][overview]") {
    MeetBuilder m;
    const std::vector<Crosser> day = day_of(24);
    plan(m, {"1"}, {bibs_of(day)});
    for (int i = 0; i < 100; ++i) m.tap(at(i * 0.3));
    CHECK(advice_of(Told{m}).empty());
}

TEST_CASE("Numbers without presses for a while ask for the tapper", "[engine][overview]") {
    World world{day_of(40), {}};
    for (std::size_t i = 20; i < 40; ++i) {
        world.day[i].tapped = false;
        world.day[i].noted.reset();
    }
    const auto all = advice_of(world.told());
    REQUIRE(all.size() == 1);
    CHECK(all[0].kind == Kind::stream_stopped);
    CHECK(all[0].sentence == "No presses at finish for 90 s while numbers keep coming; is the tapper there?");
    CHECK(all[0].since == at(world.day[19].crossed));

    Told back = world.told();
    back.hear_latecomers({"801", "802"}, 570);
    CHECK(sentence_of(advice_of(back), Kind::stream_stopped) == "");
}

TEST_CASE("Presses without numbers for a while ask for the scanner", "[engine][overview]") {
    World world{day_of(50), {}};
    for (std::size_t i = 20; i < 50; ++i) {
        world.day[i].typed = "";
        world.day[i].noted.reset();
    }
    CHECK(sentence_of(advice_of(world.told()), Kind::stream_stopped) ==
          "No numbers at finish for 110 s while presses keep coming; is the scanner there?");
}

TEST_CASE("Chips that are not read any more ask to check the mat", "[engine][overview]") {
    std::vector<Crosser> day = day_of(40);
    MeetBuilder m;
    std::vector<std::string> bibs = bibs_of(day);
    bibs.push_back("801");
    plan(m, {"1"}, {bibs});
    m.gun("1", at(0));
    for (const std::string& bib : bibs) m.tag("tag" + bib, bib);
    for (std::size_t i = 0; i < 28; ++i) day[i].read = day[i].crossed - 0.2;
    tell(m, day);
    CHECK(sentence_of(advice_of(Told{m}), Kind::stream_stopped) ==
          "No chips at finish for 47 s while children keep crossing; check the mat");
}

TEST_CASE("A line that is only slow to scan has lost nobody", "[engine][overview]") {
    World world{day_of(40, 400, 1), {}};
    for (std::size_t i = 0; i < world.day.size(); ++i) world.day[i].scanned = 410 + 2.5 * static_cast<double>(i);
    CHECK(sentence_of(advice_of(world.told()), Kind::stream_stopped) == "");
}

TEST_CASE("More than two children a second ask for a second tapper", "[engine][overview]") {
    World world{day_of(90, 400, 0.4), {}};
    for (std::size_t i = 0; i < world.day.size(); ++i) {
        world.day[i].crossed = 400 + 0.4 * static_cast<double>(i);
        world.day[i].noted.reset();
        world.day[i].scanned = 410 + 0.8 * static_cast<double>(i);
    }
    Told told = world.told();
    CHECK(sentence_of(advice_of(told), Kind::too_dense) ==
          "More than two children a second at finish; add a second tapper, chips or waves");
    for (const Crosser& child : world.day)
        told.hear("second", MeetBuilder::of(ReadingKind::tap, at(child.crossed + 0.05), ""));
    CHECK(sentence_of(advice_of(told), Kind::too_dense) == "");
}

TEST_CASE("When the crowd is through nothing is said of it", "[engine][overview]") {
    World world{day_of(90, 400, 0.4), {}};
    for (std::size_t i = 0; i < world.day.size(); ++i) {
        world.day[i].crossed = 400 + 0.4 * static_cast<double>(i);
        world.day[i].scanned = 410 + 0.8 * static_cast<double>(i);
    }
    Told told = world.told();
    told.hear_latecomers({"801", "802"}, 500);
    CHECK(sentence_of(advice_of(told), Kind::too_dense) == "");
}

TEST_CASE("Doubts and hardly a note ask for more notes", "[engine][overview]") {
    World world{day_of(80), {}};
    for (Crosser& child : world.day) child.noted.reset();
    for (const std::size_t i : {20, 40, 60}) world.day[i].typed = "";
    const std::string sentence = sentence_of(advice_of(world.told()), Kind::more_notes);
    CHECK(sentence == "finish: 3 finishes in doubt, no notes in 5 min; one more note a minute helps");

    for (std::size_t i = 3; i < 80; i += 10) world.day[i].noted = world.day[i].crossed + 0.1;
    CHECK(sentence_of(advice_of(world.told()), Kind::more_notes) == "");
}

TEST_CASE("Numbers keyed later ask for notes before anything went wrong", "[engine][overview]") {
    World world{day_of(80), {}};
    for (Crosser& child : world.day) {
        child.noted.reset();
        child.keyed = true;
    }
    CHECK(sentence_of(advice_of(world.told()), Kind::more_notes) ==
          "finish: numbers keyed later, no notes in 5 min; one more note a minute helps");
}

TEST_CASE("After the last child nothing is advised", "[engine][overview]") {
    World world{day_of(40), {}};
    for (std::size_t i = 20; i < 40; ++i) {
        world.day[i].tapped = false;
        world.day[i].noted.reset();
    }
    MeetBuilder m;
    plan(m, {"1"}, {bibs_of(world.day)});
    m.gun("1", at(0));
    tell(m, world.day);
    CHECK(advice_of(Told{m}).empty());
}
