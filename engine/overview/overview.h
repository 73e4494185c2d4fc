#pragma once
// Overview: what people watch besides the snapshot: how the sources at each line count, who recorded what last, how
// many come in a minute, what would help now, one heat's taps and numbers side by side and its places to review, one
// child's story.
//
// Derived from a state and its snapshot, never stored; the same facts give the same overview. What is large (a heat
// side by side, a child's story) is worked out only for what somebody looks at: the Focus. Immutable once made: any
// thread.

#include <memory>
#include <optional>
#include <vector>

#include "engine/overview/advice.h"
#include "engine/overview/device_watch.h"
#include "engine/overview/heat_gun.h"
#include "engine/overview/heat_match.h"
#include "engine/overview/line_watch.h"
#include "engine/overview/loose_readings.h"
#include "engine/overview/minutes.h"
#include "engine/overview/review_watch.h"
#include "engine/overview/story.h"

namespace heatline {

// What somebody looks at just now; none of it costs anything while it is none.
struct Focus {
    HeatId heat;      // Whose taps and numbers stand side by side.
    RunnerId runner;  // Whose story is told.
    friend bool operator==(const Focus&, const Focus&) = default;
};

struct Overview {
    std::vector<LineWatch> lines;      // By LineId.
    std::vector<DeviceWatch> devices;  // By DeviceId.
    std::vector<Advice> advice;        // By line.
    std::optional<Minutes> minutes;
    std::optional<HeatMatch> match;   // Of Focus::heat.
    std::vector<ShownReading> loose;  // Beside the match.
    std::vector<ReviewCard> review;   // Of Focus::heat: what to look at, the most harmful first.
    std::optional<HeatGun> gun;       // Of Focus::heat.
    std::optional<Story> story;       // Of Focus::runner.
    friend bool operator==(const Overview&, const Overview&) = default;
};

// Makes overviews, and remembers what saves work: two that saw the same facts give equal ones. One thread at a time.
class Overviewer {
public:
    // `snapshot` was derived from `state`; the state is that of the last call grown by further facts, or the first.
    Overview look(const State& state, const Snapshot& snapshot, const Focus& focus);

private:
    std::vector<LineWatcher> lines_;
    DeviceWatcher devices_;
    MinuteCounter minutes_;
    HeatMatcher match_;
    ReviewWatch review_;
    StoryTeller story_;
};

}  // namespace heatline
