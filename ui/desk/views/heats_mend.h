#pragma once
// HeatsMend: one key for each thing that can be wrong between taps and numbers. Each is an order (heats_orders.h) and
// can be taken back. Pure; any thread.

#include <string>

#include "ui/desk/views/heats_match_model.h"
#include "ui/desk/views/heats_orders.h"

namespace heatline::ui {

// Which reading of an entry is meant; of a loose one it is the reading itself.
enum class MatchColumn : std::uint8_t { taps, numbers, second };
inline constexpr std::size_t kMatchColumns = 3;
// Null when there is none.
const ShownReading* reading_in(const Desk& desk, const HeatMatch& match, const MatchEntry& entry, MatchColumn column);

// A tap that was missed, before the tap of this row; where the row has none, in its place.
HeatOrder insert_tap(const Desk& desk, const HeatMatch& match, std::size_t row);
// A number that was missed, as unknown.
HeatOrder insert_number(const Desk& desk, const HeatMatch& match, std::size_t row);
// The one thing that the shift says.
HeatOrder mend_shift(const Desk& desk, const HeatMatch& match);
HeatOrder void_reading(const Desk& desk, HeatId heat, const ShownReading& reading);
HeatOrder restore_reading(const Desk& desk, HeatId heat, const ShownReading& reading);
// Whose tap it is; an empty bib: nobody's any more.
HeatOrder assign_tap(const Desk& desk, HeatId heat, const ShownReading& tap, const std::string& bib);

// Where a reading between two others belongs: the middle; beside the only one there is.
std::optional<Instant> tap_place(const HeatMatch& match, std::size_t row);
std::optional<Instant> number_place(const HeatMatch& match, std::size_t row);

}  // namespace heatline::ui
