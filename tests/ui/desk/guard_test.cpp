// What fills a station's screen.

#include <catch2/catch.hpp>

#include "ui/desk/shell.h"

using namespace heatline::ui;

namespace {

Desk station() {
    Desk desk;
    desk.link.state = LinkLook::State::live;
    desk.station.records = true;
    return desk;
}
std::string headline(const Desk& desk, View view = View::finish) {
    const auto guard = guard_of(desk, view);
    return guard ? guard->headline : "";
}

}  // namespace

TEST_CASE("A station that hears no keys or cannot record fills its screen with that", "[ui][guard]") {
    const View view = GENERATE(View::finish, View::chute);
    Desk desk = station();
    CHECK(headline(desk, view).empty());
    desk.station.trouble = "The disk is full: delete something else.";
    CHECK(headline(desk, view) == "NOT RECORDING");
    CHECK(guard_of(desk, view)->sentence == desk.station.trouble);
    desk.focused = false;
    CHECK(headline(desk, view) == "NOT LISTENING");  // The graver of the two.
}

TEST_CASE("Other views are never covered", "[ui][guard]") {
    Desk desk = station();
    desk.focused = false;
    desk.station.trouble = "The disk is full.";
    desk.battery_low_ms = 100;
    for (const View view :
         {View::announcer, View::director, View::tents, View::heats, View::results, View::grants, View::devices})
        CHECK(headline(desk, view).empty());
}

TEST_CASE("A lost server and a low battery are said once, large, and then leave the screen", "[ui][guard]") {
    Desk desk = station();
    SECTION("the server") {
        desk.link.state = LinkLook::State::lost;
        desk.station.unsent = 37;
        CHECK(headline(desk) == "SERVER LOST");
        CHECK(guard_of(desk, View::finish)->sentence.find("37 to send") != std::string::npos);
        desk.link.since_s = 4;
        CHECK(headline(desk).empty());
    }
    SECTION("the battery") {
        desk.battery_low_ms = 300;
        CHECK(headline(desk) == "BATTERY LOW");
        desk.battery_low_ms = 4'000;
        CHECK(headline(desk).empty());
    }
}
