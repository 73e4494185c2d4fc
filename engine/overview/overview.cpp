#include "engine/overview/overview.h"

namespace heatline {

Overview Overviewer::look(const State& state, const Snapshot& snapshot, const Focus& focus) {
    Overview overview;
    const std::vector<LineWindow> windows = line_windows(state, snapshot);
    lines_.resize(windows.size());
    for (std::size_t i = 0; i < windows.size(); ++i)
        overview.lines.push_back(lines_[i].look(state, LineId{i}, windows[i]));
    overview.devices = devices_.look(state);
    overview.advice = advice(state, snapshot, overview.lines);
    overview.minutes = minutes_.look(snapshot);
    overview.match = match_.look(state, snapshot, focus.heat);
    if (overview.match) overview.loose = loose_readings(state, snapshot, *overview.match);
    overview.review = review_.look(state, snapshot, focus.heat);
    overview.gun = look_at_gun(state, focus.heat);
    overview.story = story_.look(state, snapshot, focus.runner);
    return overview;
}

}  // namespace heatline
