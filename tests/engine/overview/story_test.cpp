// One child's day in words.

#include "engine/overview/story.h"

#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

std::vector<std::string> words_of(MeetBuilder& m, RunnerId runner) {
    const auto snapshot = m.snapshot();
    const Story story = *StoryTeller{}.look(m.state(), *snapshot, runner);
    std::vector<std::string> words;
    for (const StoryLine& line : story.lines) words.push_back(line.what + (line.voided ? " (voided)" : ""));
    return words;
}

MeetBuilder one_heat() {
    MeetBuilder m;
    m.team("Lincoln");
    m.runner("Lincoln", "101");
    m.runner("Lincoln", "102");
    m.heat("1", {"101", "102"});
    return m;
}

}  // namespace

TEST_CASE("A child's day is told from the first number to the official result", "[engine][overview]") {
    MeetBuilder m = one_heat();
    m.seen("101", Where::staging, at(-300));
    m.gun("1", at(0));
    m.tap(at(510.9));
    m.bib("101", at(520));
    m.select("101", at(511));
    m.official("1");
    m.seen("101", Where::tent_return, at(700));

    CHECK(words_of(m, m.child("101")) ==
          std::vector<std::string>{
              "entered in Heat 1",
              "number 101 given",
              "seen at staging by marshal",
              "gun of Heat 1",
              "finished 8:30.9, 1st in Heat 1 (select + tap no. 1 of tapper + chute number no. 1 of chute)",
              "number 101 noted at the line by notes",
              "number 101 taken in the chute by chute",
              "Heat 1 made official",
              "back at the tent by marshal",
          });
}

TEST_CASE("A number that changed hands is told by both children, and its readings by who wears it now",
          "[engine][overview]") {
    MeetBuilder m = one_heat();
    m.seen("101", Where::tent, at(-900));
    const RunnerId first = m.child("101"), second = m.child("102");
    m.bind("101", second);
    m.bind("201", first);
    CHECK(words_of(m, first) == std::vector<std::string>{"entered in Heat 1", "number 101 given",
                                                         "number 101 given to another child", "number 201 given"});
    CHECK(words_of(m, second) == std::vector<std::string>{"entered in Heat 1", "number 102 given",
                                                          "seen at the tent by marshal", "number 101 given"});
}

TEST_CASE("What people said of a child is part of its story", "[engine][overview]") {
    MeetBuilder m = one_heat();
    m.gun("1", at(0));
    m.status("1", "101", Status::dnf);
    m.account("101");
    m.insert("1", "102", at(600));
    CHECK(words_of(m, m.child("101")) == std::vector<std::string>{"entered in Heat 1", "number 101 given",
                                                                  "gun of Heat 1", "marked dnf in Heat 1",
                                                                  "accounted for"});
    CHECK(words_of(m, m.child("102")) ==
          std::vector<std::string>{"entered in Heat 1", "number 102 given", "gun of Heat 1",
                                   "finish entered by hand in Heat 1",
                                   "finished 10:00.0, 1st in Heat 1 (entered by hand, journal 12)"});
}

TEST_CASE("A chip that is read many times in passing is one line", "[engine][overview]") {
    MeetBuilder m = one_heat();
    m.tag("C1", "101");
    m.gun("1", at(0));
    for (const double s : {400., 400.2, 400.4, 700.}) m.chip("C1", at(s));
    const std::vector<std::string> words = words_of(m, m.child("101"));
    CHECK(words[2] == "chip C1 given with number 101");
    CHECK(std::count(words.begin(), words.end(), "chip read by mat, 3 times") == 1);
    CHECK(std::count(words.begin(), words.end(), "chip read by mat") == 1);
}

TEST_CASE("A voided reading stays in the story and says so", "[engine][overview]") {
    MeetBuilder m = one_heat();
    m.drop(m.seen("101", Where::medical, at(100)));
    CHECK(words_of(m, m.child("101")).back() == "seen at first aid by marshal (voided)");
}

TEST_CASE("There is no story of a child who does not exist", "[engine][overview]") {
    MeetBuilder m = one_heat();
    CHECK_FALSE(StoryTeller{}.look(m.state(), *m.snapshot(), {}));
    CHECK_FALSE(StoryTeller{}.look(m.state(), *m.snapshot(), RunnerId{7U}));
}
