// A change of the race day on the dashboard: told, looked at, and only then done, as one command that F8 takes back.

#include <catch2/catch.hpp>

#include "tests/support/headless_desk.h"
#include "ui/desk/gallery/scenes.h"
#include "ui/desk/views/change_model.h"

using namespace heatline;
using namespace heatline::ui;
using heatline::test::pressed;

namespace {

// The sample morning at 9:31: Heat 4 and 5 are called, Heats 6 to 12 are to come.
struct Office {
    Sample sample = morning();
    Desk desk;
    Screen screen;
    test::HeadlessDesk window;

    explicit Office(View view = View::heats, Role role = Role::director) {
        desk = desk_over(sample, role);
        screen.view = view;
        screen.heat = HeatId{6U};
        frame();
    }
    std::vector<Intent> frame(std::vector<KeyPress> keys = {}) { return window.frame(desk, screen, std::move(keys)); }
    std::vector<Intent> press(Key key) { return frame({pressed(key)}); }
    std::vector<Intent> press(char letter) { return frame({pressed(static_cast<char32_t>(letter))}); }
    std::vector<Intent> type(const std::string& line) {
        std::vector<KeyPress> keys;
        for (std::size_t i = 0; screen.prompt && i < screen.prompt->typed.size(); ++i)
            keys.push_back(pressed(Key::backspace));
        for (const char c : line) keys.push_back(c == ' ' ? pressed(Key::space) : pressed(static_cast<char32_t>(c)));
        keys.push_back(pressed(Key::enter));
        return frame(std::move(keys));
    }
    std::int64_t page() { return screen.numbers["change.page"]; }
};

const intent::Command* command(const std::vector<Intent>& intents) {
    return intents.size() == 1 ? std::get_if<intent::Command>(&intents[0]) : nullptr;
}

ChangeAsk cancel(const std::string& heat) {
    ChangeAsk ask;
    ask.kind = ChangeKind::cancel;
    ask.who = heat;
    return ask;
}

}  // namespace

TEST_CASE("F6 asks what happened, and a heat that cannot be run is shown before it is done", "[ui][change]") {
    for (const View view : {View::heats, View::director}) {
        Office office{view};
        office.press(Key::f6);
        REQUIRE(office.page() == 1);
        office.press('5');
        REQUIRE(office.screen.prompt);
        CHECK(office.type("7").empty());
        CHECK(office.page() == 2);
        CHECK(office.press(Key::enter).empty());  // Why?
        REQUIRE(office.screen.prompt);
        CHECK(office.screen.prompt->label == "Why can Heat 7 not be run?");
        const auto asked = office.type("hail");
        REQUIRE(command(asked));
        const ChangePreview shown = preview_of(office.desk, cancel("7"));
        CHECK(command(asked)->json ==
              R"({"command":"replan","cancel":"7","accept":")" + shown.digest + R"(","reason":"hail"})");
        CHECK(office.page() == 0);

        const auto back = office.press(Key::f8);
        REQUIRE(command(back));
        CHECK(command(back)->json == R"({"command":"replan","undo":true,"accept":")" + shown.digest + R"("})");
    }
}

TEST_CASE("Esc leaves the page step by step, and nothing was done", "[ui][change]") {
    Office office;
    office.press(Key::f6);
    office.press('3');
    office.press(Key::escape);  // The line.
    CHECK_FALSE(office.screen.prompt);
    CHECK(office.page() == 1);
    office.press('3');
    CHECK(office.type("sunset").empty());
    CHECK(office.page() == 2);
    CHECK(office.press(Key::escape).empty());
    CHECK(office.page() == 1);
    CHECK(office.press(Key::escape).empty());
    CHECK(office.page() == 0);
}

TEST_CASE("A team that comes late keeps its moment while it is looked at", "[ui][change]") {
    Office office;
    office.press(Key::f6);
    office.press('2');
    office.type("river");
    REQUIRE(office.screen.prompt);
    CHECK(office.screen.prompt->label == "In how many minutes is it at its tent?");
    office.type("soon");
    REQUIRE(office.screen.prompt);  // Stays, to be put right.
    CHECK(office.screen.said == "type a number from 0 to 720");
    office.type("45");
    CHECK(office.page() == 2);
    const std::int64_t at = office.screen.numbers["change.at"];
    CHECK(Instant{at} >= office.desk.now + minutes(45));
    office.desk.now = office.desk.now + seconds(90);
    office.frame();
    CHECK(office.screen.numbers["change.at"] == at);
}

TEST_CASE("A team is found by a part of its name that is only its own", "[ui][change]") {
    const Office office;
    CHECK(*typed_team(office.desk, "lincoln") == "Lincoln");
    CHECK(*typed_team(office.desk, "chavez") == "C\u00E9sar Ch\u00E1vez");
    CHECK(typed_team(office.desk, "zzz").error() == "no team is called zzz; a part of its name is enough");
    CHECK(typed_team(office.desk, "ri").error().find(" teams are called so, ") != std::string::npos);
    CHECK(*typed_heat(office.desk, "heat 7") == "7");
    CHECK_FALSE(typed_heat(office.desk, "70"));
    CHECK_FALSE(typed_count("7x", 0, 9));
    CHECK_FALSE(typed_count("10", 0, 9));
    CHECK(*typed_count("9", 0, 9) == 9);
}

TEST_CASE("Each question is one command with the digest of what was shown", "[ui][change]") {
    const Office office;
    ChangePreview shown;
    shown.title = "told";
    shown.digest = "0123456789abcdef";
    const auto json = [&](ChangeKind kind, const std::string& who) {
        ChangeAsk ask;
        ask.kind = kind;
        ask.who = who;
        ask.at = Instant{};
        ask.coaches = 2;
        ask.heat = "9";
        return change_command(office.desk, ask, shown, "").json;
    };
    const std::string end = R"(,"accept":"0123456789abcdef","reason":"told"})";
    CHECK(json(ChangeKind::late, "12, 13") == R"({"command":"replan","late":["12","13"])" + end);
    CHECK(json(ChangeKind::team_absent, "Vale") == R"({"command":"replan","team_absent":"Vale")" + end);
    CHECK(json(ChangeKind::coaches, "Vale") == R"({"command":"replan","team_coaches":"Vale","coaches":2)" + end);
    CHECK(json(ChangeKind::cancel, "7") == R"({"command":"replan","cancel":"7")" + end);
    CHECK(json(ChangeKind::child_to, "12") == R"({"command":"replan","child":"12","heat":"9")" + end);
    CHECK(json(ChangeKind::team_late, "Vale").starts_with(R"({"command":"replan","team_late":"Vale","at":"19)"));
}

TEST_CASE("F asks the planner who would make room for the team that is moved", "[ui][change]") {
    Office office;
    office.screen.numbers["heats.place"] = office.screen.numbers["heats.panel"] = 1;
    office.press('g');
    office.press(Key::end);
    CHECK(office.press('f').empty());
    CHECK(office.screen.numbers["heats.team"] == 0);
    CHECK(office.page() == 2);
    CHECK(office.screen.texts["change.from"] == "7");
    CHECK(office.screen.texts["change.heat"] == "12");
    CHECK(office.press(Key::escape).empty());
    CHECK(office.page() == 0);
}

TEST_CASE("What cannot be is said, and Enter does nothing", "[ui][change]") {
    Office office;
    CHECK_FALSE(preview_of(office.desk, cancel("1")).refused.empty());  // It has run.
    office.press(Key::f6);
    office.press('5');
    office.type("1");
    CHECK(office.page() == 2);
    CHECK(office.press(Key::enter).empty());
    CHECK_FALSE(office.screen.prompt);
}

TEST_CASE("Only the office changes the day", "[ui][change]") {
    Office timer{View::heats, Role::timer};
    timer.press(Key::f6);
    CHECK(timer.page() == 0);
    CHECK_FALSE(timer.screen.said.empty());
}
