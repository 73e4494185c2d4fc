#include "ui/desk/gallery/sample_stations.h"

namespace heatline::ui {
namespace {

OtherStation station(const char* device, const char* view, const char* person, int battery, Instant now) {
    OtherStation station;
    station.device = device;
    station.connected = true;
    station.windows = 1;
    station.heard = now - Millis{400};
    station.battery_percent = battery;
    station.view = view;
    station.person = person;
    station.offset_us = 0;
    station.bound_us = 1'800 + battery * 7;
    return station;
}

}  // namespace

std::vector<OtherStation> stations_well(Instant now) {
    std::vector<OtherStation> stations{
        station("start-1", "finish", "Ines", 88, now),           station("finish-1", "finish", "Ana", 81, now),
        station("finish-2", "finish", "Tom\u00E1s", 64, now),    station("chute-1", "chute", "Grandpa Lee", 72, now),
        station("notes-1", "chute", "Priya", 90, now),           station("marshal-1", "tents", "Sam", 55, now),
        station("marshal-2", "tents", "Joy", 47, now),           station("marshal-3", "tents", "Dr. Osei", 93, now),
        station("announcer-1", "announcer", "Marcus", 100, now), station("desk", "results", "Dana", 100, now),
        station("director-1", "director", "", 76, now)};
    stations[8].charging = stations[9].charging = true;
    return stations;
}

std::vector<OtherStation> stations_in_trouble(Instant now) {
    std::vector<OtherStation> stations = stations_well(now);
    stations[3].connected = false;
    stations[3].heard = now - seconds(47);
    stations[3].unsent = 0;
    stations[2].battery_percent = 9;
    stations[2].unsent = 12;
    stations[5].windows = 2;
    stations[4].trouble = "the disk is full; delete files or take another laptop";
    stations[1].battery_percent = 26;
    return stations;
}

}  // namespace heatline::ui
