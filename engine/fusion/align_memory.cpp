#include "engine/fusion/align_memory.h"

#include <algorithm>

namespace heatline::fusion {

Heard::Heard(const Arrival& a)
    : live(a.live),
      has_chip(a.has_chip()),
      noted(a.note != nullptr),
      noted_twice(a.second_note != nullptr),
      scan(a.scan),
      since_last(a.since_last),
      chip_at(a.chip_at),
      note_at(a.note ? a.note->at.us : 0),
      second_note_at(a.second_note ? a.second_note->at.us : 0),
      chip_spread(a.chip_spread),
      fixed(a.fixed) {}

bool DecidedWindow::rests_on(const std::vector<Slot>& line_slots, const std::vector<Arrival>& line_arrivals,
                             const std::vector<double>& line_noted) const {
    if (line_slots.size() < window.slot_end || line_arrivals.size() < window.arrival_end) return false;
    const auto slot = static_cast<std::ptrdiff_t>(window.slot), arrival = static_cast<std::ptrdiff_t>(window.arrival);
    return std::equal(slots.begin(), slots.end(), line_slots.begin() + slot) &&
           std::equal(noted.begin(), noted.end(), line_noted.begin() + slot) &&
           std::equal(arrivals.begin(), arrivals.end(), line_arrivals.begin() + arrival,
                      [](const Heard& heard, const Arrival& a) { return heard == Heard{a}; });
}

}  // namespace heatline::fusion
