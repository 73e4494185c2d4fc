#pragma once
// Every bound of the engine, by name, with what happens there. Bounds of sockets and files stand in timing/limits.h.

#include <cstddef>
#include <cstdint>

#include "engine/base/money.h"
#include "engine/base/time.h"

namespace heatline::limits {

// A reading longer than this is refused as a line (413); fields share the bound.
inline constexpr std::size_t kReadingBytesMax = 4 * 1024;
// A bib, tag, heat, epoch or device name longer than this is quarantined.
inline constexpr std::size_t kNameBytesMax = 64;
// A note or reason longer than this is refused with a sentence.
inline constexpr std::size_t kTextBytesMax = 2 * 1024;
// A meet holds at most this many; `import` and `add-runner` refuse the next with a sentence.
inline constexpr std::size_t kTeamsMax = 5'000;
inline constexpr std::size_t kRunnersMax = 200'000;
inline constexpr std::size_t kDevicesMax = 1'000;
inline constexpr std::size_t kHeatsMax = 5'000;
// A finish token above this is quarantined: a typing slip would otherwise claim a place nobody can reach.
inline constexpr std::uint32_t kTokenPositionMax = 100'000;
// A reading later than this after the gun is no finish of that heat. Longer than any children's race; it keeps a
// clock that is a day off from making a finisher.
inline constexpr Millis kHeatLongest = minutes(6 * 60);
// A reading further than this from the moment it was received, and from the meet's day, is kept and flagged.
inline constexpr Millis kFarOff = minutes(24 * 60);
// Heats are moved by at most this at once; `delay` and `resume` refuse more with a sentence.
inline constexpr std::int64_t kDelayMinutesMax = 24 * 60;
// Changes on the race day that can be taken back; of more, the oldest stands for good.
inline constexpr std::size_t kReplannedMax = 50;
// One award is at most this; `award` refuses more with a sentence: a point forgotten in an amount is a hundredfold.
inline constexpr Cents kAwardMax{10'000'000};
// Approvals that stand at once; `approve-grants` refuses the next with a sentence.
inline constexpr std::size_t kApprovalsMax = 100;

}  // namespace heatline::limits
