// One stack of what this window did, one key that takes it back, the same on every view of the office.

#include "ui/desk/undo.h"

#include <catch2/catch.hpp>

#include "tests/support/live_desk.h"
#include "tests/support/meet_builder.h"
#include "tests/ui/desk/typing.h"

using namespace heatline;
using namespace heatline::ui;
using test::HeadlessDesk;
using test::only_command;
using test::pressed;

namespace {

KeyPress ctrl_z() {
    KeyPress press = pressed(U'z');
    press.ctrl = true;
    return press;
}

// Heat 1 runs, and somebody at the office looks at it.
struct Office {
    test::MeetBuilder meet;
    Desk desk;
    Screen screen;
    HeadlessDesk window;
    explicit Office(View view) {
        meet.team("Lincoln").runner("Lincoln", "11");
        meet.heat("1", {"11"}).gun("1", test::at(0));
        desk = test::desk_of(meet, test::at(600));
        screen.view = view;
        screen.heat = HeatId{0U};
    }
    intent::Command press(KeyPress key) { return only_command(window.frame(desk, screen, {key})); }
};

const intent::Command kClear = undoable("clear", "the course of Heat 1 is clear", "not clear");

}  // namespace

TEST_CASE("What the server did is taken back by F8 and by Ctrl+Z on every view of the office", "[ui][undo]") {
    const View view = GENERATE(View::director, View::tents, View::heats, View::results, View::grants, View::devices);
    const KeyPress key = GENERATE(pressed(Key::f8), ctrl_z());
    CAPTURE(view_word(view), key.ctrl);
    Office office{view};
    CHECK(office.press(key).json.empty());
    CHECK(office.screen.said == "nothing was done here that could be taken back");
    answered(office.screen, kClear, true);
    CHECK(undo_words(office.screen) == "take back: the course of Heat 1 is clear");

    const intent::Command back = office.press(key);

    CHECK(back.json == "not clear");
    CHECK(back.words == "taken back: the course of Heat 1 is clear");
    CHECK(office.screen.said.empty());
    CHECK(office.press(key).json.empty());  // Once.
}

TEST_CASE("U and Z alone take nothing back", "[ui][undo]") {
    const View view = GENERATE(View::director, View::heats, View::results, View::grants);
    Office office{view};
    answered(office.screen, kClear, true);
    if (view == View::results) office.press(pressed(Key::enter));
    for (const char32_t letter : {U'u', U'z'}) CHECK(office.press(pressed(letter)).json.empty());
    CHECK(office.screen.undoable.size() == 1);
}

TEST_CASE("What the server refused was not done and is not taken back", "[ui][undo]") {
    Office office{View::heats};
    office.window.refuses = true;
    CHECK_FALSE(office.press(pressed(U'c')).json.empty());
    CHECK(office.screen.undoable.empty());
    CHECK(undo_words(office.screen).empty());
    CHECK(office.press(pressed(Key::f8)).json.empty());
}

TEST_CASE("What could not be taken back stands on the stack again", "[ui][undo]") {
    Office office{View::heats};
    answered(office.screen, kClear, true);
    const intent::Command back = office.press(pressed(Key::f8));
    CHECK(office.screen.undoable.empty());  // It was done: the window says so to all that is asked.
    answered(office.screen, back, false);
    CHECK(office.press(pressed(Key::f8)).json == "not clear");
}

TEST_CASE("While an answer is awaited the key takes back what was done before", "[ui][undo]") {
    Office office{View::heats};
    answered(office.screen, undoable("first", "the first", "back of the first"), true);
    answered(office.screen, undoable("second", "the second", "back of the second"), true);
    const auto both = office.window.frame(office.desk, office.screen, {pressed(Key::f8), pressed(Key::f8)});
    REQUIRE(both.size() == 2);
    CHECK(std::get<intent::Command>(both[0]).json == "back of the second");
    CHECK(std::get<intent::Command>(both[1]).json == "back of the first");
}

TEST_CASE("Fifty things can be taken back, and the oldest is forgotten", "[ui][undo]") {
    Screen screen;
    for (int i = 0; i < 60; ++i) answered(screen, undoable("do", std::to_string(i), "undo"), true);
    REQUIRE(screen.undoable.size() == kUndoMax);
    CHECK(screen.undoable.front().words == "10");
    CHECK(screen.undoable.back().words == "59");
}

TEST_CASE("Without the server nothing is taken back, and it is still there afterwards", "[ui][undo]") {
    Office office{View::heats};
    answered(office.screen, kClear, true);
    office.desk.link.state = LinkLook::State::lost;
    CHECK(office.press(pressed(Key::f8)).json.empty());
    CHECK(office.screen.said == "the server is not there; do it again when it is back");
    office.desk.link.state = LinkLook::State::live;
    CHECK(office.press(pressed(Key::f8)).json == "not clear");
}

TEST_CASE("While a line is typed F8 takes nothing back", "[ui][undo]") {
    Office office{View::heats};
    answered(office.screen, kClear, true);
    office.press(pressed(U't'));
    REQUIRE(office.screen.prompt);
    CHECK(office.press(pressed(Key::f8)).json.empty());
    CHECK(office.screen.undoable.size() == 1);
}
