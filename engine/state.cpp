#include "engine/state.h"

namespace heatline {

HeatId find_heat(const State& state, std::string_view name) {
    const auto found = state.heat_by_name.find(state.symbols.find(name));
    return found == state.heat_by_name.end() ? HeatId::none() : found->second;
}

DeviceId find_device(const State& state, std::string_view name) {
    const auto found = state.device_by_name.find(std::string{name});
    return found == state.device_by_name.end() ? DeviceId::none() : found->second;
}

LineId find_line(const State& state, std::string_view name) {
    for (std::size_t i = 0; i < state.lines.size(); ++i) {  // A meet has one line, seldom three.
        if (state.lines[i].name == name) return LineId{i};
    }
    return LineId::none();
}

RunnerId find_runner_by_bib(const State& state, std::string_view bib) {
    const Symbol symbol = state.symbols.find(bib);
    return symbol ? state.roster->owner_of_bib(symbol) : RunnerId::none();
}

ReadingIndex find_reading(const State& state, const ReadingRef& ref) {
    if (!ref.device || ref.device.index() >= state.devices.size()) return ReadingIndex::none();
    for (const EpochLog& log : state.devices[ref.device.index()].epochs) {
        if (log.epoch != ref.epoch) continue;
        if (ref.seq == 0 || ref.seq > log.by_seq.size()) return ReadingIndex::none();
        return log.by_seq[ref.seq - 1];
    }
    return ReadingIndex::none();
}

std::optional<Instant> gun_of(const State& state, Symbol symbol) {
    if (const auto heat = state.heat_by_name.find(symbol); heat != state.heat_by_name.end()) {
        const auto& official = state.heats[heat->second.index()].official;
        if (official) return official->gun;
    }
    const auto found = state.guns.find(symbol);
    if (found == state.guns.end()) return std::nullopt;
    if (found->second.set) return found->second.set;
    const auto& readings = found->second.readings;
    for (auto it = readings.rbegin(); it != readings.rend(); ++it) {
        const StoredReading& reading = state.readings[it->index()];
        if (!reading.voided) return reading.at;
    }
    return std::nullopt;
}

bool is_cancelled(const State& state, const Heat& heat) { return heat.cancelled && !gun_of(state, heat.symbol); }

const BandRules* band_of(const State& state, const Heat& heat) {
    const auto& bands = state.rules->heats.bands;
    return heat.band && heat.band.index() < bands.size() ? &bands[heat.band.index()] : nullptr;
}

std::uint64_t next_device_seq(const State& state, DeviceId device, std::string_view epoch) {
    for (const EpochLog& log : state.devices[device.index()].epochs) {
        if (log.epoch == epoch) return log.by_seq.size() + 1;
    }
    return 1;
}

std::string answer_key(std::string_view author, std::string_view command_id) {
    std::string key{author};
    key.push_back('\n');
    key.append(command_id);
    return key;
}

}  // namespace heatline
