#include "engine/fusion/pair.h"

#include <algorithm>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

constexpr std::int32_t kNever = 1'000'000'000;

// How a cell of the table was reached: two bits each for the three states.
enum Step : std::uint8_t { from_match = 0, from_tap_alone = 1, from_number_alone = 2 };
constexpr int kTapShift = 2, kNumberShift = 4;

struct Best {
    std::int32_t cost;
    std::uint8_t step;
};

Best least(std::int32_t match, std::int32_t tap_alone, std::int32_t number_alone) {
    Best best{match, from_match};
    if (tap_alone < best.cost) best = {tap_alone, from_tap_alone};
    if (number_alone < best.cost) best = {number_alone, from_number_alone};
    return best;
}

}  // namespace

std::int32_t scan_cost(std::int64_t lag, std::int64_t since_last, std::int64_t walk) {
    if (lag < 0 || lag > tuning::kWalkMost) return -1;
    // Squares of hundredths of a spread: 50 z^2 hundredths of a nat, halved because neighbours err together.
    const auto squared = [](std::int64_t off) {
        const std::int64_t z = std::min<std::int64_t>(off * 100 / tuning::kWalkSpread, 1'000);
        return static_cast<std::int32_t>(std::min<std::int64_t>(z * z / 400, tuning::kScanCostMost));
    };
    const std::int64_t early = walk - tuning::kWalkSpread - lag;  // Too soon for the walk, even in a queue.
    const std::int32_t queue = early > 0 ? squared(early) : 0;
    if (since_last <= tuning::kQueueGap) return queue;
    const std::int32_t idle = squared(std::abs(lag - walk));
    if (since_last >= tuning::kIdleGap) return idle;
    const auto share =
        static_cast<std::int32_t>((since_last - tuning::kQueueGap) * 100 / (tuning::kIdleGap - tuning::kQueueGap));
    return (queue * (100 - share) + idle * share) / 100;
}

std::int32_t Pairing::cost(std::uint32_t tap, std::uint32_t number) const {
    const Number& n = numbers_[number];
    if (!n.live) return 0;
    const std::int32_t c = scan_cost(n.at.us - crossings_[tap].at.us, n.since_last, walk_);
    return c < 0 ? kNever : c;
}

std::int32_t Pairing::cost_of_tap_alone(Indices taps, std::size_t i) const {
    const Crossing& crossing = crossings_[taps[i]];
    std::int32_t c = crossing.doubtful ? tuning::kTapAloneDoubtful
                                       : (crossing.heard > 1 ? tuning::kTapAloneAgreed : tuning::kTapAlone);
    // Without times every place is as likely: the middle is wrong for the fewest.
    const auto n = static_cast<std::int64_t>(taps.size());
    return c + static_cast<std::int32_t>(40 * std::abs(2 * static_cast<std::int64_t>(i) + 1 - n) / n);
}

void Pairing::pair(const Stretch& stretch) {
    if (stretch.numbers.empty() || stretch.crossings.empty()) return;
    // Silence at the line while the scanner rests: the chute was empty, and what is behind stays behind.
    Indices taps = stretch.crossings, numbers = stretch.numbers;
    std::size_t tap_from = 0, number_from = 0, number = 0;
    for (std::size_t i = 1; i < taps.size(); ++i) {
        const std::int64_t at = crossings_[taps[i]].at.us;
        if (at - crossings_[taps[i - 1]].at.us < tuning::kSilence) continue;
        const auto scanned = [&](std::size_t k) { return numbers_[numbers[k]].at.us; };
        const auto live = [&](std::size_t k) { return numbers_[numbers[k]].live; };
        while (number < numbers.size() && live(number) && scanned(number) < at + tuning::kWalkLeast) ++number;
        if (number < numbers.size() && !live(number)) break;  // Keyed numbers say nothing about silence.
        if (number == numbers.size() && stretch.open_end) break;
        if (number > number_from && scanned(number - 1) > at - tuning::kScannerRests) continue;
        pair_piece(taps.subspan(tap_from, i - tap_from), numbers.subspan(number_from, number - number_from), false);
        tap_from = i;
        number_from = number;
    }
    pair_piece(taps.subspan(tap_from), numbers.subspan(number_from), stretch.open_end);
}

// How many taps at the end are too young to have been scanned.
std::size_t Pairing::in_chute_still(Indices taps, Indices numbers) const {
    const Number& last = numbers_[numbers.back()];
    std::size_t young = 0;
    if (!last.live) return young;
    const std::int64_t limit = last.at.us - walk_ / 2;
    while (young < taps.size() && crossings_[taps[taps.size() - 1 - young]].at.us > limit) ++young;
    return young;
}

void Pairing::pair_piece(Indices taps, Indices numbers, bool open_end) {
    if (numbers.empty() || taps.empty()) return;
    if (open_end) taps = taps.first(taps.size() - in_chute_still(taps, numbers));
    if (taps.empty()) return;
    if (taps.size() == numbers.size() && in_order_fits(taps, numbers)) {
        pair_in_order(taps, numbers);
        return;
    }
    if (!align(taps, numbers, open_end)) pair_greedily(taps, numbers);
    mark_unsure(taps, numbers, open_end);
}

// Whether the scan speaks for its tap and against the taps beside it. Ends a stretch like a sync point.
bool Pairing::speaks_plainly(Indices taps, std::size_t tap, std::uint32_t number) const {
    if (!numbers_[number].live || numbers_[number].since_last < tuning::kIdleGap) return false;
    const std::int32_t here = cost(taps[tap], number);
    const auto against = [&](std::size_t other) { return cost(taps[other], number) >= here + tuning::kPlainly; };
    return here <= tuning::kPlainly / 2 && (tap == 0 || against(tap - 1)) &&
           (tap + 1 == taps.size() || against(tap + 1));
}

// Between two plain scans with a tap or a number left over, nobody can say for certain where the gap is.
void Pairing::mark_unsure(Indices taps, Indices numbers, bool open_end) {
    std::size_t from = 0, tap = 0;  // The first number since the last plain scan; the first tap not looked at yet.
    bool gap = false;
    const auto mark = [&](std::size_t to) {
        for (std::size_t k = from; gap && k < to; ++k) numbers_[numbers[k]].unsure = true;
        from = to;
        gap = false;
    };
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        const std::uint32_t crossing = numbers_[numbers[k]].crossing;
        if (crossing == kNoCrossing) {
            gap = true;
            continue;
        }
        while (taps[tap] != crossing) {
            gap = true;
            ++tap;
        }
        if (speaks_plainly(taps, tap++, numbers[k])) {
            mark(k);
            from = k + 1;
        }
    }
    // Taps after the last number of an open stretch are children who have not been scanned yet.
    gap |= tap < taps.size() && !(open_end && numbers_[numbers.back()].live);
    mark(numbers.size());
}

bool Pairing::in_order_fits(Indices taps, Indices numbers) const {
    for (std::size_t k = 0; k < taps.size(); ++k) {
        if (cost(taps[k], numbers[k]) > tuning::kScanSuspicious) return false;
    }
    return true;
}

void Pairing::pair_in_order(Indices taps, Indices numbers) {
    for (std::size_t k = 0; k < taps.size(); ++k) numbers_[numbers[k]].crossing = taps[k];
}

// The cheapest explanation of the stretch as pairs, taps alone and numbers alone. False when the table is too large.
bool Pairing::align(Indices taps, Indices numbers, bool open_end) {
    const std::size_t n = taps.size(), m = numbers.size();
    const std::size_t half = std::min(std::max(n, m), tuning::kBand + std::max(n, m) / 32 + (n > m ? n - m : m - n));
    const std::size_t width = std::min(2 * half + 1, m + 1);
    if ((n + 1) * width > tuning::kCellsMax) return false;
    const auto first = [&](std::size_t i) {
        const std::size_t centre = i * m / n;
        return std::min(centre > half ? centre - half : 0, m + 1 - width);
    };
    steps_.assign((n + 1) * width, 0);
    for (auto* row : {&match_, &tap_alone_, &number_alone_, &last_match_, &last_tap_alone_, &last_number_alone_}) {
        row->assign(m + 1, kNever);
    }
    const bool tail_free = open_end && numbers_[numbers.back()].live;
    std::int32_t tap_gap_cost = 0;
    for (std::size_t i = 0; i <= n; ++i) {
        const std::size_t from = first(i), to = from + width;
        if (i > 0) {
            std::swap(match_, last_match_);
            std::swap(tap_alone_, last_tap_alone_);
            std::swap(number_alone_, last_number_alone_);
            std::fill(match_.begin(), match_.end(), kNever);
            std::fill(tap_alone_.begin(), tap_alone_.end(), kNever);
            std::fill(number_alone_.begin(), number_alone_.end(), kNever);
            tap_gap_cost = cost_of_tap_alone(taps, i - 1);
        }
        for (std::size_t j = from; j < to; ++j) {
            std::uint8_t step = 0;
            if (i == 0 && j == 0) match_[0] = 0;
            if (i > 0 && j > 0) {
                const Best before = least(last_match_[j - 1], last_tap_alone_[j - 1], last_number_alone_[j - 1]);
                const std::int32_t c = before.cost < kNever ? cost(taps[i - 1], numbers[j - 1]) : kNever;
                if (c < kNever) {
                    match_[j] = before.cost + c;
                    step = before.step;
                }
            }
            if (i > 0) {
                const bool free = tail_free && j == m;
                const std::int32_t more = std::min(tap_gap_cost, tuning::kTapAloneMore);
                const Best before =
                    least(last_match_[j] + (free ? 0 : tap_gap_cost), last_tap_alone_[j] + (free ? 0 : more),
                          last_number_alone_[j] + (free ? 0 : tap_gap_cost));
                if (before.cost < kNever) {
                    tap_alone_[j] = before.cost;
                    step = static_cast<std::uint8_t>(step | before.step << kTapShift);
                }
            }
            if (j > 0) {
                const Best before =
                    least(match_[j - 1] + tuning::kNumberAlone, tap_alone_[j - 1] + tuning::kNumberAlone,
                          number_alone_[j - 1] + tuning::kNumberAloneMore);
                if (before.cost < kNever) {
                    number_alone_[j] = before.cost;
                    step = static_cast<std::uint8_t>(step | before.step << kNumberShift);
                }
            }
            steps_[i * width + (j - from)] = step;
        }
    }
    const Best end = least(match_[m], tap_alone_[m], number_alone_[m]);
    if (end.cost >= kNever) return false;
    std::uint8_t state = end.step;
    for (std::size_t i = n, j = m; i > 0 || j > 0;) {
        const std::uint8_t step = steps_[i * width + (j - first(i))];
        if (state == from_match) {
            numbers_[numbers[--j]].crossing = taps[--i];
            state = step & 3;
        } else if (state == from_tap_alone) {
            --i;
            state = (step >> kTapShift) & 3;
        } else {
            --j;
            state = (step >> kNumberShift) & 3;
        }
    }
    return true;
}

// In order, with only the hard limits of time: for a stretch too long to weigh.
void Pairing::pair_greedily(Indices taps, Indices numbers) {
    std::size_t i = 0;
    for (const std::uint32_t k : numbers) {
        const Number& number = numbers_[k];
        if (number.live) {
            while (i < taps.size() && number.at.us - crossings_[taps[i]].at.us > tuning::kWalkMost) ++i;
        }
        if (i == taps.size()) return;
        if (number.live && crossings_[taps[i]].at > number.at) continue;
        numbers_[k].crossing = taps[i++];
    }
}

}  // namespace heatline::fusion
