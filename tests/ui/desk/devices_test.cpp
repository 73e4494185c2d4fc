// Whether a device speaks, and what is to be done when it does not.

#include "ui/desk/views/devices_model.h"

#include <catch2/catch.hpp>

#include "tests/support/meet_builder.h"
#include "ui/desk/gallery/gallery.h"
#include "ui/desk/gallery/sample_stations.h"

using namespace heatline;
using namespace heatline::ui;
using heatline::test::at;
using heatline::test::MeetBuilder;

namespace {

// finish-1, a timer, was heard so many seconds ago.
Desk with_station(std::int64_t heard_s, Role role = Role::timer) {
    MeetBuilder meet;
    meet.team("Lincoln").runner("Lincoln", "1");
    meet.heat("1", {"1"});
    Desk desk;
    desk.snapshot = meet.snapshot();
    desk.now = at(1'000);
    desk.link.state = LinkLook::State::live;
    auto overview = std::make_shared<Overview>();
    DeviceWatch watch;
    watch.device = DeviceId{0U};
    watch.name = "finish-1";
    watch.role = role;
    overview->devices.push_back(watch);
    desk.overview = overview;
    OtherStation station;
    station.device = "finish-1";
    station.connected = true;
    station.windows = 1;
    station.heard = desk.now - seconds(heard_s);
    desk.stations.push_back(station);
    return desk;
}

Source only(const Desk& desk) {
    const auto sources = sources_of(desk);
    REQUIRE(sources.size() == 1);
    return sources.front();
}

}  // namespace

TEST_CASE("A timer that was connected is silent after 15 seconds, and not before", "[ui][devices]") {
    CHECK_FALSE(only(with_station(15)).silent);
    const Desk desk = with_station(16);
    const Source source = only(desk);
    CHECK(source.silent);
    CHECK(source.urgency == Urgency::stop);
    CHECK(say(source, desk).mark == Mark::lost);
    CHECK(say(source, desk).what == "silent for 16 s; go and look");
    CHECK(say_all({source}, desk).sentence == "1 station is silent, 0 heard.");
}

TEST_CASE("Nobody is called silent who need not speak", "[ui][devices]") {
    CHECK_FALSE(only(with_station(60, Role::announcer)).silent);
    Desk lost = with_station(60);
    lost.link.state = LinkLook::State::lost;
    CHECK_FALSE(only(lost).silent);
    CHECK(say_all(sources_of(lost), lost).sentence == "The server is lost; nobody knows how the stations are.");
    Desk never = with_station(60);
    never.stations.clear();
    CHECK_FALSE(only(never).silent);
    CHECK(say(only(never), never).heard == "never");
    Desk over = with_station(60);
    auto snapshot = std::make_shared<Snapshot>(*over.snapshot);
    auto heat = std::make_shared<HeatPicture>(*snapshot->heats[0]);
    heat->state = HeatState::official;
    snapshot->heats[0] = heat;
    over.snapshot = snapshot;
    CHECK_FALSE(only(over).silent);
}

TEST_CASE("Two windows with one token, a draining battery and a full disk are said with what to do", "[ui][devices]") {
    Desk desk = with_station(1);
    OtherStation& station = desk.stations[0];
    CHECK(say(only(desk), desk).what.empty());
    station.battery_percent = 29;
    CHECK(say(only(desk), desk).what == "battery low; bring a charger");
    station.windows = 2;
    CHECK(say(only(desk), desk).what == "open in 2 windows; close all but one");
    station.battery_percent = 14;
    CHECK(only(desk).urgency == Urgency::stop);
    station.charging = true;
    CHECK(only(desk).urgency == Urgency::look);
    station.trouble = "the disk is full; delete files";
    CHECK(say(only(desk), desk).what == "the disk is full; delete files");
}

TEST_CASE("A laptop that the journal does not know yet has a row of its own", "[ui][devices]") {
    Desk desk = with_station(1);
    desk.stations.push_back(desk.stations[0]);
    desk.stations[1].device = "new-1";
    const auto sources = sources_of(desk);
    REQUIRE(sources.size() == 2);
    CHECK(sources[1].name == "new-1");
    CHECK(say_all(sources, desk).sentence == "All 2 stations are heard.");
}

TEST_CASE("Every row in trouble says what to do", "[ui][devices]") {
    for (const Scene& scene : scenes_of(View::devices)) {
        for (const Source& source : sources_of(scene.desk)) {
            CAPTURE(scene.name, source.name);
            if (source.urgency != Urgency::none) CHECK(say(source, scene.desk).what.find(';') != std::string::npos);
        }
    }
}
