#pragma once
// Tuning: every number that fusion rests on, in one place, with where it comes from.
//
// The shapes are what volunteers at children's races are known to do. Where a comment names no other source, the figure
// began as a guess of what such slips look like and was then moved, by halves and doubles, to what gave the most right
// and best calibrated answers over generated days (tools/fusion_days, seeds 100 to 104, 200 to 201 and 3000 to 3059);
// seeds that were not looked at, and the recorded cases, only checked them. Constants; any thread.

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
// Of two, one that is nobody's by this much further away is as good as one that is somebody's.
inline constexpr std::int64_t kTakenFrom = 500 * kMs;
// Presses of one crossing are not further than this from its mean.
inline constexpr std::int64_t kPressesApart = 5 * kSecond;
// An antenna sees a chip before the line. How much before is learned from taps this close to the first read, at 8, 16,
// 32 and so on reads, up to so many.
inline constexpr std::int64_t kChipLeadMax = 1 * kSecond;
inline constexpr std::size_t kChipLeadSamples = 512;

// The chute. From the line to the scanner when nobody queues; learned from notes where there are enough of them.
inline constexpr std::int64_t kWalk = 10 * kSecond;
inline constexpr std::size_t kWalkSamples = 5;
// No child is at the scanner sooner, and none is kept in the chute longer, even where a thousand queue.
inline constexpr std::int64_t kWalkLeast = 3 * kSecond;
inline constexpr std::int64_t kWalkMost = 900 * kSecond;
inline constexpr std::int64_t kWalkSlowest = 60 * kSecond;  // Without a queue.
// A chip or an entered finish explains a number scanned up to this much later.
inline constexpr std::int64_t kSettledExplains = 600 * kSecond;
inline constexpr std::int64_t kScanBeforeChip = 2 * kSecond;
// And up to this much later while the queue lasts: 2,000 children of one heat and one scanner queue for 16 minutes
// (generated days). No child waits longer. A queue has ended where nobody was scanned for so long.
inline constexpr std::int64_t kQueueLongest = 3'600 * kSecond;
inline constexpr std::int64_t kQueueEnds = 30 * kSecond;
// After such a pause between scans nobody was queueing, and a number without a tap came by the walk alone.
inline constexpr std::int64_t kIdleGap = 3 * kSecond;
// The same number again this soon, or this few places and not much time later, is a repeated scan. Much later it is
// the child's next race.
inline constexpr std::int64_t kRepeatedScan = 5 * kSecond;
inline constexpr std::uint32_t kRepeatedPlaces = 3;
inline constexpr std::int64_t kRepeatedNear = 60 * kSecond;

// Rings keyed after live scans that are placed one by one; each costs a pass over the line.
inline constexpr std::size_t kRingsMax = 64;

// The model below works with chances, as doubles; see README.md. Times in seconds where the name says so.

// Slots. A press is a crossing, by how it was made: an extra press comes about once in 500.
inline constexpr double kReal = 0.998;
inline constexpr double kRealHeardTwice = 0.9995;
// Four presses in a row that one of two tappers alone made: the other one is away.
inline constexpr double kRealOtherAway = 0.99;
inline constexpr std::size_t kLonelyRun = 4;
inline constexpr double kOtherMissed = 0.03;
inline constexpr double kExtraHeardOnce = 0.003;
// Double presses a second, against the real neighbours at that distance: the rate of children around.
inline constexpr double kDoubleRate = 0.015;
inline constexpr double kRateLeast = 0.05;
inline constexpr std::int64_t kRateAround = 10 * kSecond;
// Presses are missed more in a pack: this much times the usual rate, by the gap in seconds to the nearest press.
inline constexpr double kPackBase = 0.35;
inline constexpr double kPackMore = 1.25;
inline constexpr double kPackGap = 0.5;

// Rates of slips a child, before a line has taught its own; worth as much as kRatePrior children.
inline constexpr double kNumberMissed = 0.0075;
inline constexpr double kTapMissed = 0.02;
inline constexpr double kRatePrior = 100;
inline constexpr double kRateMost = 0.25;
inline constexpr int kRounds = 2;
// A day without slips: tried where the counts of taps and numbers differ by no more than this.
inline constexpr std::size_t kCountsAgree = 2;
inline constexpr double kMissedWithoutSlips = 0.0005;
inline constexpr double kSureToLearn = 0.8;

// Stories: from a slip to the next match, and to more of the same.
inline constexpr double kAloneToMatch = 0.88;
inline constexpr double kAloneMore = 0.1;
inline constexpr double kMissedToMatch = 0.63;
inline constexpr double kMissedMore = 0.35;
inline constexpr double kMissedToAlone = 0.04;
// A run of slips of one kind: the tapper or the scanner is away. It opens in a pause only.
inline constexpr double kRunToMatch = 0.2;
inline constexpr double kRunMore = 0.88;
inline constexpr double kAway = 0.006;
inline constexpr double kAwayLeast = 1e-9;
inline constexpr double kAwayGapSeconds = 6;
inline constexpr double kClosed = 0.006;
inline constexpr double kClosedKeyed = 1e-5;
inline constexpr std::int64_t kClosedGap = 2'500 * kMs;
// Two children change places in the chute; where chips give the order, packs are read in any order.
inline constexpr double kSwap = 0.04;
// Who misses many numbers lets more children change places, in proportion: from this share of numbers missed on. What
// is learned of a usual day stays about there.
inline constexpr double kSloppyFrom = 0.01;
inline constexpr double kSwapSeconds = 5;  // Who crossed far apart does not meet in the chute.
inline constexpr double kSwapChips = 0.2;
// A cell of the table below this share of the best of its row is left out (28 nats).
inline constexpr double kBeam = 1e-9;
// Looked at in any case: so many arrivals to both sides of where notes and chips say, and one more for so many slots
// to the nearest of them.
inline constexpr std::size_t kBandLeast = 20;
inline constexpr std::size_t kBandWider = 2;
inline constexpr std::size_t kBandMost = 160;  // Bounds the table where nothing says anything.
inline constexpr double kChanceLeast = 1e-5;
// A line with scans or chips is decided so many slots at a time, once so many more slots and arrivals have come behind
// them; arrivals a little more, for those without a tap. Half of it made heats of 400 worse by three in a hundred.
inline constexpr std::size_t kWindowSlots = 200;
inline constexpr std::size_t kLookAhead = 200;
inline constexpr std::size_t kLookAheadMore = 24;

// After a correction. A pair of the picture before counts e times as much, so that ties stay as they were; an anchor
// between two stretches needs this chance, and so do its neighbours; a stretch has at most so many slots, or one that
// ends so near; and when a correction says that an anchor has less than e^-8, the anchor is marked.
inline constexpr double kKeptPair = 2.718281828;
inline constexpr double kAnchorSure = 0.99;
inline constexpr std::size_t kStretchMost = 200;
inline constexpr std::size_t kWeakAnchorNear = 20;
inline constexpr double kAnchorDenied = 3.354626279e-4;

// What agrees. A note is a quarter of a second off and wrong about once in 40 times: it costs 6 nats to contradict.
inline constexpr double kNoteFloor = 0.0025;
inline constexpr double kNoteSpreadSeconds = 0.24;
inline constexpr double kChipFloor = 0.0015;
inline constexpr double kChipSpread = 0.17;
inline constexpr double kChipSpreadFew = 0.2;
inline constexpr std::int64_t kChipFar = 30 * kSecond;
// Reads this long after the first belong to the same crossing; later ones are of a child who stands about.
inline constexpr std::int64_t kChipTogether = 2 * kSecond;
// A note whose child came by no number: a press beside it is this much more likely nobody else's.
inline constexpr double kLoneNote = 40;
// What a person or a token gave.
inline constexpr double kFixedAgrees = 1e4;
inline constexpr double kFixedDisagrees = 1e-9;
inline constexpr double kFixedAlone = 1e-4;

// Scans. The service of the scanner: its commonest gap, log-normal; learned from this many gaps.
inline constexpr double kService = 0.8;
inline constexpr double kServiceSpread = 0.33;
inline constexpr double kServiceSamples = 20;
inline constexpr std::size_t kServiceBins = 40;
inline constexpr std::int64_t kServiceBin = 100 * kMs;
inline constexpr double kServedTwice = 0.005;
inline constexpr double kIdleServices = 6;
inline constexpr double kWalkSpreadSeconds = 1.2;
inline constexpr std::int64_t kWalkPlausible = 3 * kSecond;
inline constexpr std::int64_t kMomentShort = 200 * kMs;
inline constexpr double kScanFloor = 0.002;
// Lines without any taps: children who were scanned are weighed together on a grid of moments, this fine and no wider
// for one child. More cells than these and the grid is made coarser.
inline constexpr std::int64_t kGridStep = 100 * kMs;
inline constexpr std::int64_t kGridRight = 500 * kMs;
inline constexpr std::int64_t kGridWidest = 240 * kSecond;
inline constexpr std::size_t kGridCellsMost = 2'000'000;
inline constexpr double kUntappedFloor = 0.0005;  // Of a scan that fits nothing, as a density a second.
// Of one child and the next: they changed places, by this much at most.
inline constexpr double kBack = 0.003;
inline constexpr std::int64_t kBackMost = 3 * kSecond;
// A note may be of a child nearby, or of anybody. One whose lag to its scan is further off than this from the middle of
// the five notes around it is not believed.
inline constexpr double kNoteBeside = 0.003;
inline constexpr double kNoteBesideSeconds = 3;
inline constexpr double kNoteAstray = 1e-9;
inline constexpr std::int64_t kNoteLagOff = 15 * kSecond;
// The walk, before notes say otherwise (10.3 to 10.8 s in the recorded cases, where the scanner was idle); what is
// tried, between kWalkLeast and kWalkSlowest; and on so many notes at most.
inline constexpr std::int64_t kWalkUsual = 10'500 * kMs;
inline constexpr double kWalkUsualSpread = 2;
inline constexpr std::int64_t kWalkStep = 400 * kMs;
inline constexpr std::size_t kWalkNotesMost = 30;
// How much a scan counts, from always idle to always busy.
inline constexpr double kScanWeightIdle = 1;
inline constexpr double kScanWeightBusy = 0.75;

// The answer. A time this close is right; a time this close needs no second look.
inline constexpr std::int64_t kRight = 450 * kMs;
inline constexpr std::int64_t kClose = 1'400 * kMs;
inline constexpr double kOwnSlot = 0.01;
inline constexpr double kEstimateRight = 0.25;  // Of a time put between neighbours.
inline constexpr double kNoteRight = 0.93;
inline constexpr double kChipRight = 0.97;
inline constexpr double kChipBetter = 0.02;  // The chip's time is taken when its chance is better by this.
inline constexpr std::size_t kSwapReach = 3;
// Two neighbours are exchanged only when both are likelier the other way by this much together.
inline constexpr double kSwapSure = 0.4;
// A ring keyed later still had its order, unless a note says so: generated rings never do, and one in seven times is
// right.
inline constexpr double kRingInOrder = 0.15;
inline constexpr double kSure = 0.85;
inline constexpr double kSureKeyed = 0.87;  // The same where numbers were keyed later.
inline constexpr double kSomebody = 0.5;
inline constexpr double kNamelessLeast = 0.4;

// Identity: chances of one slip of the finger, by its kind, and of who may be meant.
inline constexpr double kSlipLost = 0.25;
inline constexpr double kSlipExtra = 0.05;
inline constexpr double kSlipExchanged = 0.25;
inline constexpr double kSlipNeighbour = 0.35;
inline constexpr double kSlipOther = 0.05;
inline constexpr double kMeant = 0.22;
inline constexpr double kMeantNoted = 0.6;
inline constexpr std::int64_t kNoteBeforeScan = 120 * kSecond;  // For kMeantNoted.
inline constexpr double kStranger = 0.004;
inline constexpr double kSecondOfNobody = 0.02;
inline constexpr std::size_t kRepairsMost = 500;

// Heats. A child runs with another heat than its own about three times in a hundred. The logarithm of the time that
// children take, learned from this many finishes; who crosses around counts this many to each side.
inline constexpr double kWrongHeat = 0.03;
inline constexpr std::size_t kHeatRowsLeast = 20;
inline constexpr double kHeatSpreadLeast = 0.1;
inline constexpr double kHeatFloor = 1e-4;
// Children who walk part of the way, in units of the usual density; how much slower, and its spread, as logarithms.
inline constexpr double kWalkers = 0.05;
inline constexpr double kWalkerSlower = 0.4;
inline constexpr double kWalkerSpread = 0.25;
inline constexpr std::size_t kHeatAround = 8;
inline constexpr double kHeatSure = 0.93;
// A number without a chip and a chip without a number are one child when this close in the order, and a slip apart.
inline constexpr std::size_t kSlipReach = 10;

// Presses of two tappers in one pack; more than this is not a pack but a fault, and is matched in order.
inline constexpr std::size_t kPackCellsMax = std::size_t{1} << 14;

}  // namespace heatline::fusion::tuning
