#include "engine/line_items.h"

#include <algorithm>
#include <tuple>

namespace heatline {
namespace {

// The canonical order. Readings without an instant come last, in their device's order.
auto canonical_key(const StoredReading& r) {
    return std::tuple{!r.has_at, r.has_at ? r.at : Instant{}, r.device, r.epoch, r.device_seq};
}

// A device of which so much was taken back was no witness at all.
bool is_withdrawn(const DeviceLog& device) {
    std::uint64_t readings = 0;
    for (const EpochLog& epoch : device.epochs) readings += epoch.by_seq.size();
    return device.voided >= kWithdrawnLeast && device.voided * kWithdrawnShare >= readings;
}

// Voided, and not for fusion to patch over.
bool is_left_out(const State& state, const StoredReading& reading) {
    const bool patched =
        reading.kind == ReadingKind::tap || reading.kind == ReadingKind::bib || reading.kind == ReadingKind::select;
    return !patched || is_withdrawn(state.devices[reading.device.index()]);
}

}  // namespace

const std::vector<ReadingIndex>& SortedStream::update(const State& state, const std::vector<ReadingIndex>& received) {
    const auto before = [&](ReadingIndex a, ReadingIndex b) {
        return canonical_key(state.readings[a.index()]) < canonical_key(state.readings[b.index()]);
    };
    const auto known = static_cast<std::ptrdiff_t>(sorted_.size());
    if (sorted_.size() == received.size()) return sorted_;
    sorted_.insert(sorted_.end(), received.begin() + known, received.end());
    const auto newcomers = sorted_.begin() + known;
    std::sort(newcomers, sorted_.end(), before);
    if (known != 0 && before(*newcomers, *(newcomers - 1)))
        std::inplace_merge(sorted_.begin(), newcomers, sorted_.end(), before);
    return sorted_;
}

void LineItems::resolve(const State& state, const std::vector<ReadingIndex>& sorted, std::vector<fusion::Item>& timed) {
    timed.clear();
    timed.reserve(sorted.size());
    for (const ReadingIndex index : sorted) {
        const StoredReading& reading = state.readings[index.index()];
        if (reading.voided && is_left_out(state, reading)) continue;
        fusion::Item item;
        item.reading = index;
        item.kind = reading.kind;
        item.mode = reading.mode;
        item.has_at = reading.has_at;
        item.at = reading.at;
        item.device = reading.device;
        item.order = std::uint64_t{reading.epoch} << 32 | reading.device_seq;
        item.bib = reading.bib;
        item.runner = state.roster->owner_of_bib(reading.bib);
        if (!item.runner) item.runner = state.roster->owner_of_tag(reading.tag);
        if (reading.heat) {
            const auto heat = state.heat_by_name.find(reading.heat);
            if (heat != state.heat_by_name.end()) item.heat = heat->second;
        }
        item.position = reading.position;
        (item.has_at ? timed : untimed_).push_back(item);
    }
}

void LineItems::gather_heats(const State& state, LineId line) {
    heats_.clear();
    entrants_.clear();
    for (std::size_t i = 0; i < state.heats.size(); ++i) {
        const Heat& heat = state.heats[i];
        if (heat.line != line) continue;
        const std::optional<Instant> gun = gun_of(state, heat.symbol);
        if (!gun) continue;
        const BandRules* band = band_of(state, heat);
        heats_.push_back({HeatId{i}, *gun, minimum_finish(*state.rules, band), read_gate(*state.rules, band),
                          heat.official ? &heat.official->finishes : nullptr});
    }
    std::stable_sort(heats_.begin(), heats_.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
    for (std::size_t i = 0; i < state.heats_of.size(); ++i) {  // In the order of runners, their heats rising.
        for (const HeatId heat : state.heats_of[i]) {
            if (state.heats[heat.index()].line == line)
                entrants_.push_back({RunnerId{i}, heat, state.roster->bib_of(RunnerId{i})});
        }
    }
}

void LineItems::gather_corrections(const State& state, LineId line) {
    assigned_.clear();
    entered_.clear();
    for (const auto& [tap, bib] : state.assigned_taps) {
        const StoredReading& reading = state.readings[tap.index()];
        if (reading.line == line && !reading.voided) assigned_.push_back({tap, bib, state.roster->owner_of_bib(bib)});
    }
    for (const auto& [key, entry] : state.entered) {
        if (state.heats[key.first.index()].line == line) {
            entered_.push_back({key.first, key.second, entry.removed, entry.at});
        }
    }
}

void LineItems::gather_voided(const State& state, const LineStreams& streams, std::size_t readings) {
    const Voiding now{state.naming_voided, state.taps_voided, readings};
    if (voiding_ == now) return;
    voiding_ = now;
    voided_.clear();
    std::vector<ReadingIndex> left_out;
    for (const auto* stream : {&streams.taps, &streams.bibs, &streams.selects, &streams.tokens, &streams.chips}) {
        for (const ReadingIndex index : *stream) {
            const StoredReading& reading = state.readings[index.index()];
            if (!reading.voided) continue;
            (is_left_out(state, reading) ? left_out : voided_).push_back(index);
        }
    }
    std::sort(voided_.begin(), voided_.end());
    if (left_out == left_out_) return;
    left_out_ = std::move(left_out);
    ++times_left_out_;
}

void LineItems::resolve_streams(const State& state, const LineStreams& streams) {
    const std::size_t readings = streams.taps.size() + streams.bibs.size() + streams.selects.size() +
                                 streams.tokens.size() + streams.chips.size();
    gather_voided(state, streams, readings);
    const Resolved now{state.roster_edited, state.naming_changed, state.planned, times_left_out_, readings};
    if (resolved_ == now) return;
    resolved_ = now;
    ++times_resolved_;
    untimed_.clear();
    resolve(state, sorted_taps_.update(state, streams.taps), taps_);
    resolve(state, sorted_bibs_.update(state, streams.bibs), bibs_);
    resolve(state, sorted_selects_.update(state, streams.selects), selects_);
    resolve(state, sorted_tokens_.update(state, streams.tokens), tokens_);
    resolve(state, sorted_chips_.update(state, streams.chips), chips_);
    std::sort(untimed_.begin(), untimed_.end(), [](const auto& a, const auto& b) {
        return std::pair{a.device, a.order} < std::pair{b.device, b.order};
    });
}

fusion::LineInput LineItems::input(const State& state, LineId line) {
    resolve_streams(state, state.lines[line.index()]);
    gather_heats(state, line);
    gather_corrections(state, line);
    return {heats_,   entrants_, taps_,    bibs_,   selects_,        tokens_,       chips_,
            untimed_, assigned_, entered_, voided_, times_resolved_, &state.symbols};
}

}  // namespace heatline
