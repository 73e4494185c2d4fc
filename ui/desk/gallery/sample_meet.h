#pragma once
// Sample: made-up meets for pictures, for the gallery and for tests of views. No child in them exists.
//
// Each is a race day told fact by fact through the real engine, so that every number on a picture is one that the
// program would show. The same on every machine; no files, no clock. Plain values; any thread.

#include <memory>

#include "engine/overview/overview.h"
#include "engine/snapshot.h"
#include "engine/state.h"

namespace heatline::ui {

struct Sample {
    State state;
    std::shared_ptr<const Snapshot> snapshot;
    Focus focus;  // The heat that runs, and the child who is out longest.
    std::shared_ptr<const Overview> overview;
    Instant now;
};

// 9:31:42. Heats 1 and 2 are official, Heat 3 comes in, Heat 4 is next; one child is out since Heat 1.
Sample morning();
// A meet was made, and nothing else.
Sample empty();
// 8:30: planned, children arrive at their tents, no gun yet.
Sample planned();
// All twelve heats are official, everybody is back or accounted for, one of two has approved the grants.
Sample finished();
// The morning, but lightning stopped the day six minutes ago.
Sample held();

}  // namespace heatline::ui
