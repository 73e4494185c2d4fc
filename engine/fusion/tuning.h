#pragma once
// Tuning: every number that fusion rests on, in one place, with where it comes from.
//
// Costs are whole hundredths of a nat (100 = a chance of one in e), so that sums stay integers and the same readings
// give the same finishes on every machine. The rates behind them are what volunteers at children's races are known
// to do; the files in tests/data/fusion-cases only checked them. Constants; any thread.

#include <cstddef>
#include <cstdint>

#include "engine/base/time.h"

namespace heatline::fusion::tuning {

inline constexpr std::int64_t kMs = 1'000;  // In the microseconds of an Instant.
inline constexpr std::int64_t kSecond = 1'000 * kMs;

// Taps. A finger that bounces presses again within 100 ms; two children that close are one crossing for one finger.
inline constexpr std::int64_t kBounce = 100 * kMs;
// Two people pressing for the same child are less than this apart.
inline constexpr std::int64_t kSameCrossing = 400 * kMs;
// A second press of one person this soon after the first is a double press more often than a child nobody scanned.
inline constexpr std::int64_t kDoublePress = 400 * kMs;
// A tapper who pressed within this time before and after was at the line in between.
inline constexpr std::int64_t kAttending = 30 * kSecond;
// How many tappers of one line are watched for being away; a further one is merged like the others.
inline constexpr std::size_t kTappersWatched = 8;

// A note at the line or a chip is this close to the tap of the same crossing.
inline constexpr std::int64_t kBesideTap = 700 * kMs;
// A note further than this from a finish that has better evidence contradicts it.
inline constexpr std::int64_t kNoteContradicts = 2 * kSecond;
// A finish entered by hand takes the tap this close: people type whole seconds.
inline constexpr std::int64_t kEnteredTakesTap = 1 * kSecond;
// An antenna sees a chip before the line. How much before is learned from taps this close to the first read.
inline constexpr std::int64_t kChipLeadMax = 1 * kSecond;
inline constexpr std::size_t kChipLeadSamples = 501;

// The chute. From the line to the scanner when nobody queues; learned from notes where there are enough of them.
inline constexpr std::int64_t kWalk = 10 * kSecond;
inline constexpr std::size_t kWalkSamples = 5;
inline constexpr std::int64_t kWalkSpread = 1'400 * kMs;  // One standard deviation.
// No child is at the scanner sooner, and none is kept in the chute longer.
inline constexpr std::int64_t kWalkLeast = 3 * kSecond;
inline constexpr std::int64_t kWalkMost = 180 * kSecond;
// A chip or an entered finish explains a number scanned up to this much later.
inline constexpr std::int64_t kSettledExplains = 600 * kSecond;
inline constexpr std::int64_t kScanBeforeChip = 2 * kSecond;
// Scans closer than this follow each other in a queue and tell the order only; after a longer pause the scan tells
// the crossing too.
inline constexpr std::int64_t kQueueGap = 1'500 * kMs;
inline constexpr std::int64_t kIdleGap = 3 * kSecond;
// The same number again this soon, or this few places and not much time later, is a repeated scan. Much later it is
// the child's next race.
inline constexpr std::int64_t kRepeatedScan = 5 * kSecond;
inline constexpr std::uint32_t kRepeatedPlaces = 3;
inline constexpr std::int64_t kRepeatedNear = 60 * kSecond;
// After such a silence at the line with nobody at the scanner around its end, the chute was empty.
inline constexpr std::int64_t kSilence = 20 * kSecond;
inline constexpr std::int64_t kScannerRests = 5 * kSecond;

// Rings keyed after live scans that are placed one by one; each costs a pass over the line.
inline constexpr std::size_t kRingsMax = 64;

// Costs of a slip: a number missed or an extra press; a press missed; more of the same right after it.
inline constexpr std::int32_t kTapAlone = 370;
inline constexpr std::int32_t kTapAloneMore = 150;
inline constexpr std::int32_t kTapAloneDoubtful = 130;
inline constexpr std::int32_t kTapAloneAgreed = 450;
inline constexpr std::int32_t kNumberAlone = 390;
inline constexpr std::int32_t kNumberAloneMore = 120;
// Scan times are worth half of what they seem: the errors of neighbours in a queue are the same error.
inline constexpr std::int32_t kScanCostMost = 280;
// A pairing in order with no scan worse than this needs no second thought.
inline constexpr std::int32_t kScanSuspicious = 200;
// Where a gap would cost less than this more in another place, it may be there: a chance of one in twenty, what a tap
// and a number without doubt are still allowed to be wrong.
inline constexpr std::int32_t kSure = 300;
// A tap this close to the right one is as good: times are published to a second, and nobody should be asked.
inline constexpr std::int64_t kAsGood = 500 * kMs;
// A note is wrong about once in 250 times; it can be outvoted, a person's correction cannot.
inline constexpr std::int32_t kNoteWorth = 560;
inline constexpr std::int32_t kChipWorth = 2'000;
inline constexpr std::int32_t kCorrectionWorth = 100'000;
// A scan after a pause, with one tap only this close to the scan less the walk, is a weak sync point.
inline constexpr std::int64_t kPlainWindow = 3'500 * kMs;
inline constexpr std::int32_t kPlainWorth = 250;
inline constexpr std::int64_t kNoteSpread = 240 * kMs;
inline constexpr std::int32_t kShiftByOne = 370;  // From one sync point to the next the count is out by one,
inline constexpr std::int32_t kShiftMost = 500;   // or by more; less than a note is worth, so notes can be believed.
// A sync point looks back at this many candidates before it. More would only help where so many in a row are wrong.
inline constexpr std::size_t kSyncLookBack = 24;

// A piece whose table has more cells is paired by time and order alone, in one pass: a million cells are some
// milliseconds. The table leaves out what costs this much more than the best of its row: thirty numbers or taps in a
// row that have no partner, or sixteen plain scans in a row that speak against it.
inline constexpr std::size_t kCellsMax = std::size_t{1} << 20;
inline constexpr std::int32_t kBeam = 4'500;
// Presses of two tappers in one pack; more than this is not a pack but a fault, and is matched in order.
inline constexpr std::size_t kPackCellsMax = std::size_t{1} << 14;

}  // namespace heatline::fusion::tuning
