#pragma once
// SampleField: who takes part in the made-up meet: ten teams with tents, a thousand children, twelve heats, and the
// devices that record them. One thread.

#include <string>
#include <vector>

#include "ui/desk/gallery/sample_day.h"

namespace heatline::ui {

struct SampleChild {
    RunnerId runner;
    TeamId team;
    std::string bib;
    std::string tag;      // Of a club's child; else empty.
    bool absent = false;  // Stays at home.
};

struct SampleHeat {
    HeatId heat;
    std::string name;
    Instant planned, gun;
    std::vector<SampleChild> children;
};

struct SampleDevices {
    DeviceId starter, finish, second, chute, notes, mat, staging, field, medical;
};

struct SampleField {
    SampleDevices devices;
    std::vector<SampleHeat> heats;
};

MeetRules sample_rules();
// Writes it all down as imported and planned.
SampleField fill_field(SampleDay& day);

}  // namespace heatline::ui
