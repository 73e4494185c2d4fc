#include "ui/desk/gallery/station_scenes.h"

#include <array>

namespace heatline::ui {

Desk station_desk(const Sample& sample, const std::string& device) {
    Desk desk = desk_over(sample, Role::timer);
    desk.link.device = device;
    desk.station.records = true;
    desk.station.timed = true;
    auto entries = std::make_shared<std::vector<OwnEntry>>();
    std::array<std::uint64_t, 8> numbers{};
    const State& state = sample.state;
    for (const StoredReading& reading : state.readings) {
        if (state.devices[reading.device.index()].name != device || reading.quarantined) continue;
        OwnEntry entry;
        entry.kind = reading.kind;
        entry.number = ++numbers[static_cast<std::size_t>(reading.kind)];
        entry.at = reading.at;
        if (reading.bib) entry.bib = state.symbols.text(reading.bib);
        if (reading.heat) entry.heat = state.symbols.text(reading.heat);
        entry.sent = true;
        entries->push_back(std::move(entry));
    }
    desk.station.can_undo = !entries->empty();
    desk.station.entries = std::move(entries);
    return desk;
}

Desk with_counts(Desk desk, LineWatch watch) {
    auto overview = desk.overview ? std::make_shared<Overview>(*desk.overview) : std::make_shared<Overview>();
    watch.name = desk.link.line;
    overview->lines = {std::move(watch)};
    desk.overview = std::move(overview);
    return desk;
}

}  // namespace heatline::ui
