#pragma once
// HeatsDay: the heats of a snapshot as the planner's questions have them (engine/heats/replan.h), so that the view can
// ask what a change would cost.
//
// Heats stand in the order in which the meet numbered them, which is the order of locks; a child's index is its
// RunnerId's. It points into the snapshot, which must outlive it. O(children); pure; any thread.

#include "engine/heats/replan.h"
#include "engine/race_day/change.h"
#include "engine/snapshot.h"

namespace heatline::ui {

struct HeatsDay {
    heats::PlanInput input;
    std::vector<heats::PlannedHeatOut> heats;  // By HeatId.
    std::vector<std::optional<Instant>> call;  // Of the first team of each heat; none of an empty one.
    race_day::Day meet;                        // Which heats are called is race_day's to say.
    std::vector<bool> cancelled, absent;       // By HeatId, by HeatId, by RunnerId.

    // As it is at this moment. Holds on to this object.
    heats::RaceDay at(Instant now) const;
};

HeatsDay heats_day(const Snapshot& snapshot);

}  // namespace heatline::ui
