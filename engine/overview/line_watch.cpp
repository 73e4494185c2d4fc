#include "engine/overview/line_watch.h"

#include <algorithm>
#include <iterator>

namespace heatline {

std::vector<LineWindow> line_windows(const State& state, const Snapshot& snapshot) {
    std::vector<LineWindow> windows(state.lines.size());
    std::vector<std::optional<Instant>> last_gun(state.lines.size());
    const auto gun_of_heat = [&](HeatId heat) { return *snapshot.heats[heat.index()]->start; };
    for (const auto& heat : snapshot.heats) {
        if (!heat->start) continue;
        const std::size_t line = state.heats[heat->heat.index()].line.index();
        last_gun[line] = std::max(last_gun[line], heat->start);
        if (heat->state != HeatState::official) windows[line].running.push_back(heat->heat);
    }
    for (std::size_t i = 0; i < windows.size(); ++i) {
        std::vector<HeatId>& running = windows[i].running;
        std::stable_sort(running.begin(), running.end(),
                         [&](HeatId a, HeatId b) { return gun_of_heat(a) < gun_of_heat(b); });
        windows[i].since = running.empty() ? last_gun[i] : gun_of_heat(running.front());
    }
    return windows;
}

std::optional<Instant> differ_since(std::vector<std::span<const Instant>> streams) {
    // Backwards from now: take away the latest readings until the numbers are equal.
    std::optional<Instant> since;
    const auto agree = [&] {
        return std::all_of(streams.begin(), streams.end(),
                           [&](const auto& stream) { return stream.size() == streams.front().size(); });
    };
    while (!agree()) {
        std::optional<Instant> latest;
        for (const auto& stream : streams) {
            if (!stream.empty()) latest = std::max(latest, std::optional{stream.back()});
        }
        for (auto& stream : streams) {
            while (!stream.empty() && stream.back() == *latest) stream = stream.first(stream.size() - 1);
        }
        since = latest;
    }
    return since;
}

bool LineWatcher::was_voided(const State& state, Kind kind) const {
    for (std::size_t i = 0; i < by_device_.size(); ++i) {
        if (by_device_[i][kind].gave && state.devices[i].voiding > seen_) return true;
    }
    return false;
}

void LineWatcher::forget(Kind kind) {
    taken_[kind] = 0;
    for (auto& tallies : by_device_) tallies[kind] = {};
}

void LineWatcher::take(const State& state, Kind kind, const std::vector<ReadingIndex>& readings) {
    const bool keeps_instants = kind != kChips;
    std::vector<bool> grown(by_device_.size());
    for (; taken_[kind] < readings.size(); ++taken_[kind]) {
        const StoredReading& reading = state.readings[readings[taken_[kind]].index()];
        Tally& tally = by_device_[reading.device.index()][kind];
        tally.gave = true;
        if (reading.voided || !reading.has_at || reading.far_off || reading.at < *since_) continue;
        ++tally.count;
        tally.last = std::max(tally.last, std::optional{reading.at});
        if (!keeps_instants) continue;
        tally.at.push_back(reading.at);
        grown[reading.device.index()] = true;
    }
    for (std::size_t i = 0; i < grown.size(); ++i) {
        auto& at = by_device_[i][kind].at;
        if (grown[i] && !std::is_sorted(at.begin(), at.end())) std::sort(at.begin(), at.end());
    }
}

void LineWatcher::compare(LineWatch& watch, bool numbers_exist) const {
    // What a timer pressed: taps, and marks, each of which stands for a tap that names its child. Who only marks is no
    // timer.
    struct Timer {
        std::vector<Instant> presses;
    };
    std::vector<Timer> timers;
    std::vector<Instant> numbers;
    for (const auto& tallies : by_device_) {
        numbers.insert(numbers.end(), tallies[kBibs].at.begin(), tallies[kBibs].at.end());
        if (tallies[kTaps].count == 0) continue;
        Timer timer;
        std::merge(tallies[kTaps].at.begin(), tallies[kTaps].at.end(), tallies[kSelects].at.begin(),
                   tallies[kSelects].at.end(), std::back_inserter(timer.presses));
        timers.push_back(std::move(timer));
    }
    std::sort(numbers.begin(), numbers.end());
    std::stable_sort(timers.begin(), timers.end(),
                     [](const Timer& a, const Timer& b) { return a.presses.size() > b.presses.size(); });

    std::vector<std::span<const Instant>> streams;
    watch.bibs = static_cast<std::uint32_t>(numbers.size());
    if (numbers_exist) streams.emplace_back(numbers);
    if (!timers.empty()) {
        watch.taps = static_cast<std::uint32_t>(timers[0].presses.size());
        streams.emplace_back(timers[0].presses);
    }
    if (timers.size() > 1) {
        watch.second_taps = static_cast<std::uint32_t>(timers[1].presses.size());
        streams.emplace_back(timers[1].presses);
    }
    for (const Timer& timer : timers) watch.last_tap = std::max(watch.last_tap, std::optional{timer.presses.back()});
    watch.differ_since = differ_since(std::move(streams));
}

LineWatch LineWatcher::look(const State& state, LineId line, const LineWindow& window) {
    const LineStreams& streams = state.lines[line.index()];
    LineWatch watch;
    watch.line = line;
    watch.name = streams.name;
    watch.running = window.running;
    watch.since = window.since;
    const bool moved = window.since != since_;
    since_ = window.since;
    for (const Kind kind : {kTaps, kBibs, kSelects, kChips}) {
        if (moved || was_voided(state, kind)) forget(kind);
    }
    seen_ = state.seq;
    if (!since_) return watch;

    by_device_.resize(state.devices.size());
    take(state, kTaps, streams.taps);
    take(state, kBibs, streams.bibs);
    take(state, kSelects, streams.selects);
    take(state, kChips, streams.chips);
    for (std::size_t i = 0; i < by_device_.size(); ++i) {
        const auto& tallies = by_device_[i];
        SourceCount source{DeviceId{i},           tallies[kTaps].count,
                           tallies[kBibs].count,  tallies[kSelects].count,
                           tallies[kChips].count, {}};
        for (const Tally& tally : tallies) source.last = std::max(source.last, tally.last);
        if (source.last) watch.sources.push_back(source);
    }
    compare(watch, !streams.bibs.empty());
    return watch;
}

}  // namespace heatline
