#include "engine/overview/loose_readings.h"

#include <algorithm>
#include <unordered_set>

namespace heatline {
namespace {

constexpr Millis kAround = seconds(60);
// As far as another timer's press may be from the first one's.
constexpr std::int64_t kBesideUs = 1'000'000;

ShownReading shown(const State& state, ReadingIndex index) {
    const StoredReading& stored = state.readings[index.index()];
    const DeviceLog& device = state.devices[stored.device.index()];
    ShownReading shown;
    shown.reading = index;
    shown.ref = {stored.device, device.epochs[stored.epoch].epoch, stored.device_seq};
    shown.kind = stored.kind;
    shown.at = stored.at;
    if (stored.bib) shown.bib = state.symbols.text(stored.bib);
    shown.voided = stored.voided;
    return shown;
}

}  // namespace

std::vector<ShownReading> loose_readings(const State& state, const Snapshot& snapshot, const HeatMatch& match) {
    std::optional<Instant> first, last;
    std::unordered_set<ReadingIndex> used;
    for (const MatchRow& row : match.rows) {
        for (const auto* reading : {&row.tap, &row.number, &row.second}) {
            if (*reading) used.insert((*reading)->reading);
        }
        if (!row.at) continue;
        if (!first || *row.at < *first) first = row.at;
        if (!last || *row.at > *last) last = row.at;
    }
    if (!first) return {};
    // What the other heats of the line rest on.
    const LineId line = state.heats[match.heat.index()].line;
    std::vector<std::int64_t> crossings;
    for (const auto& heat : snapshot.heats) {
        if (heat->heat == match.heat || state.heats[heat->heat.index()].line != line) continue;
        for (const Finish& finish : heat->finishes) {
            if (finish.tap) used.insert(finish.tap);
            if (finish.identity) used.insert(finish.identity);
            if (finish.at) crossings.push_back(finish.at->us);
        }
    }
    std::sort(crossings.begin(), crossings.end());
    const auto crosses_elsewhere = [&](const StoredReading& tap) {
        const auto near = std::lower_bound(crossings.begin(), crossings.end(), tap.at.us - kBesideUs);
        return tap.kind == ReadingKind::tap && near != crossings.end() && *near <= tap.at.us + kBesideUs;
    };
    std::vector<ReadingIndex> loose;
    const LineStreams& streams = state.lines[line.index()];
    for (const auto* stream : {&streams.taps, &streams.bibs, &streams.selects}) {
        for (const ReadingIndex index : *stream) {
            const StoredReading& stored = state.readings[index.index()];
            if (!stored.has_at || stored.far_off || used.contains(index)) continue;
            if (stored.at < *first - kAround || stored.at > *last + kAround || crosses_elsewhere(stored)) continue;
            loose.push_back(index);
        }
    }
    std::sort(loose.begin(), loose.end(), [&](ReadingIndex a, ReadingIndex b) {
        return std::pair{state.readings[a.index()].at, a} < std::pair{state.readings[b.index()].at, b};
    });
    if (loose.size() > kLooseMax) loose.resize(kLooseMax);
    std::vector<ShownReading> readings;
    for (const ReadingIndex index : loose) readings.push_back(shown(state, index));
    return readings;
}

}  // namespace heatline
