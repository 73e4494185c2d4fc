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
    if (!pieces_) return weigh(taps, numbers, open_end);
    put_in_words(taps, numbers, open_end);
    if (recall(taps, numbers)) return;
    weigh(taps, numbers, open_end);
    keep(taps, numbers);
}

// Counts differ, or a scan is far from where it should be.
void Pairing::weigh(Indices taps, Indices numbers, bool open_end) {
    if (!align(taps, numbers, open_end)) pair_greedily(taps, numbers);
    mark_unsure(taps, numbers, open_end);
}

// Everything that `weigh` looks at.
void Pairing::put_in_words(Indices taps, Indices numbers, bool open_end) {
    words_.clear();
    words_.reserve(2 + 2 * (taps.size() + numbers.size()));
    words_.push_back(walk_);
    words_.push_back(static_cast<std::int64_t>(taps.size() * 2 + open_end));
    for (const std::uint32_t t : taps) {
        const Crossing& c = crossings_[t];
        words_.push_back(c.at.us);
        words_.push_back(c.heard * 2 + c.doubtful);
    }
    for (const std::uint32_t k : numbers) {
        const Number& n = numbers_[k];
        words_.push_back(n.at.us);
        words_.push_back(n.since_last * 2 + n.live);
    }
}

bool Pairing::recall(Indices taps, Indices numbers) {
    const PieceMemory::Answer* answer = pieces_->find(words_);
    if (!answer) return false;
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        Number& n = numbers_[numbers[k]];
        if (answer->tap[k] != kNoCrossing) n.crossing = taps[answer->tap[k]];
        n.unsure |= answer->unsure[k] != 0;
    }
    return true;
}

void Pairing::keep(Indices taps, Indices numbers) {
    PieceMemory::Answer answer;
    answer.tap.reserve(numbers.size());
    answer.unsure.reserve(numbers.size());
    std::uint32_t place = 0;
    for (const std::uint32_t k : numbers) {
        const Number& n = numbers_[k];
        if (n.crossing != kNoCrossing) {
            while (taps[place] != n.crossing) ++place;
        }
        answer.tap.push_back(n.crossing == kNoCrossing ? kNoCrossing : place);
        answer.unsure.push_back(n.unsure);
    }
    pieces_->keep(words_, std::move(answer));
}

// A gap is where taps or numbers have no partner. It might as well stand a few places further on: moving it past a pair
// gives that pair's number another tap, and costs what the scans say against it. All numbers past which it moves
// cheaply are unsure, unless their other tap is as good as their own.
void Pairing::mark_unsure(Indices taps, Indices numbers, bool open_end) {
    pairs_.clear();
    std::size_t tap = 0;
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        const std::uint32_t crossing = numbers_[numbers[k]].crossing;
        if (crossing == kNoCrossing) continue;
        while (taps[tap] != crossing) ++tap;
        pairs_.push_back({tap++, k});
    }
    for (std::size_t p = 0; p <= pairs_.size(); ++p) {
        const bool first = p == 0, last = p == pairs_.size();
        const std::size_t tap_from = first ? 0 : pairs_[p - 1].tap + 1, tap_to = last ? taps.size() : pairs_[p].tap;
        const std::size_t from = first ? 0 : pairs_[p - 1].number + 1, to = last ? numbers.size() : pairs_[p].number;
        const auto spare_taps = static_cast<std::ptrdiff_t>(tap_to - tap_from);
        const auto spare_numbers = static_cast<std::ptrdiff_t>(to - from);
        if (spare_taps == 0 && spare_numbers == 0) continue;
        // Taps after the last number of an open stretch are children who have not been scanned yet.
        if (last && open_end && spare_numbers == 0 && numbers_[numbers.back()].live) continue;
        move_gap(taps, numbers, p, -1, spare_taps, spare_numbers);
        move_gap(taps, numbers, p, 1, -spare_taps, -spare_numbers);
    }
}

// Moves the gap before pair `p` back (-1) or on (1), pair by pair, up to the next gap. Each pair passed would become
// the pair of the tap and the number that are `taps_on` and `numbers_on` further.
void Pairing::move_gap(Indices taps, Indices numbers, std::size_t p, int step, std::ptrdiff_t taps_on,
                       std::ptrdiff_t numbers_on) {
    const auto further = [](std::size_t place, std::ptrdiff_t on) {
        return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(place) + on);
    };
    std::int64_t extra = 0;
    std::size_t at = step < 0 ? p : p + 1;  // One behind the pair that is passed next.
    std::size_t before = pairs_.size();     // The pair passed last.
    for (;;) {
        if (step < 0 ? at == 0 : at > pairs_.size()) return;
        const std::size_t passed = at - 1;
        const Pair& pair = pairs_[passed];
        if (before != pairs_.size()) {  // The next gap begins here.
            const Pair& last = pairs_[before];
            if (further(last.tap, step) != pair.tap || further(last.number, step) != pair.number) return;
        }
        const std::size_t tap = further(pair.tap, taps_on), number = further(pair.number, numbers_on);
        const std::int32_t other = cost(taps[tap], numbers[number]);
        if (other >= kNever) return;
        extra += other - cost(taps[pair.tap], numbers[pair.number]);
        // The tap that would be left alone instead.
        const std::int64_t alone = taps_on == 0 ? 0 : cost_of_tap_alone(taps, pair.tap) - cost_of_tap_alone(taps, tap);
        if (extra >= tuning::kSure) return;
        Number& n = numbers_[numbers[number]];
        if (extra + alone < tuning::kSure && n.crossing != kNoCrossing &&
            std::abs(crossings_[n.crossing].at.us - crossings_[taps[tap]].at.us) > tuning::kAsGood) {
            n.unsure = true;
        }
        // Where numbers are left over, the gap may stand at this one: then it is the one without a tap.
        if (extra + alone < tuning::kSure && numbers_on != 0) numbers_[numbers[pair.number]].unsure = true;
        before = passed;
        at = step < 0 ? at - 1 : at + 1;
    }
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

// The cheapest explanation of the piece as pairs, taps alone and numbers alone. False when it has no end in the table.
//
// Row by row along the taps. A row looks only at the numbers that may still be part of the best: what costs more
// than tuning::kBeam above the best of its row is left out at both ends, so that the table follows the chute wherever
// it goes and is narrow where scans speak plainly.
bool Pairing::align(Indices taps, Indices numbers, bool open_end) {
    const std::size_t n = taps.size(), m = numbers.size();
    const Cell never{kNever, kNever, kNever};
    const bool tail_free = open_end && numbers_[numbers.back()].live;
    steps_.clear();
    windows_.clear();
    row_.assign(m + 2, never);
    last_row_.assign(m + 2, never);
    Window last{0, 1, 0};
    for (std::size_t i = 0; i <= n; ++i) {
        const std::int32_t tap_gap = i > 0 ? cost_of_tap_alone(taps, i - 1) : 0;
        const std::int32_t tap_more = std::min(tap_gap, tuning::kTapAloneMore);
        const bool none_left = i == n;
        const std::int64_t next_tap = none_left ? 0 : crossings_[taps[i]].at.us;
        Window here{last.from, last.from, steps_.size()};
        std::int32_t best = kNever;
        for (std::size_t j = here.from; j <= m; ++j) {
            Cell cell = never;
            std::uint8_t step = 0;
            if (i == 0 && j == 0) cell.match = 0;
            if (i > 0 && j > last.from && j <= last.to) {
                const Cell& from = last_row_[j - 1];
                const Best before = least(from.match, from.tap_alone, from.number_alone);
                const std::int32_t c = before.cost < kNever ? cost(taps[i - 1], numbers[j - 1]) : kNever;
                if (c < kNever) {
                    cell.match = before.cost + c;
                    step = before.step;
                }
            }
            if (i > 0 && j < last.to) {
                const bool free = tail_free && j == m;
                const Cell& from = last_row_[j];
                const Best before = least(from.match + (free ? 0 : tap_gap), from.tap_alone + (free ? 0 : tap_more),
                                          from.number_alone + (free ? 0 : tap_gap));
                if (before.cost < kNever) {
                    cell.tap_alone = before.cost;
                    step = static_cast<std::uint8_t>(step | before.step << kTapShift);
                }
            }
            if (j > here.from) {
                const Cell& from = row_[j - 1];
                const Best before = least(from.match + tuning::kNumberAlone, from.tap_alone + tuning::kNumberAlone,
                                          from.number_alone + tuning::kNumberAloneMore);
                if (before.cost < kNever) {
                    cell.number_alone = before.cost;
                    step = static_cast<std::uint8_t>(step | before.step << kNumberShift);
                }
            }
            const std::int32_t least_here = std::min({cell.match, cell.tap_alone, cell.number_alone});
            // Beyond the reach of the row before, only numbers left alone go on. Those scanned before the next tap
            // have to be left alone, whatever it costs, and so has everything after the last tap.
            const Number* number = j > 0 ? &numbers_[numbers[j - 1]] : nullptr;
            const bool forced = number && (none_left || (number->live && number->at.us < next_tap));
            if (j > last.to && !forced && least_here > best + tuning::kBeam) break;
            best = std::min(best, least_here);
            row_[j] = cell;
            steps_.push_back(step);
            here.to = j + 1;
        }
        if (steps_.size() > tuning::kCellsMax) return false;
        windows_.push_back(here);
        const auto poor = [&](std::size_t j) {
            return std::min({row_[j].match, row_[j].tap_alone, row_[j].number_alone}) > best + tuning::kBeam;
        };
        // Cut at the front for good: the steps stay where they are, the next row starts later.
        last = here;
        while (last.from + 1 < last.to && poor(last.from)) ++last.from;
        if (!none_left) {
            const auto forced = [&](std::size_t j) {
                const Number& number = numbers_[numbers[j - 1]];
                return number.live && number.at.us < next_tap;
            };
            while (last.to > last.from + 1 && poor(last.to - 1) && !forced(last.to - 1)) --last.to;
        }
        std::swap(row_, last_row_);
    }
    if (last.to != m + 1) return false;
    const Cell& corner = last_row_[m];
    const Best end = least(corner.match, corner.tap_alone, corner.number_alone);
    if (end.cost >= kNever) return false;
    std::uint8_t state = end.step;
    for (std::size_t i = n, j = m; i > 0 || j > 0;) {
        const std::uint8_t step = steps_[windows_[i].steps + (j - windows_[i].from)];
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
