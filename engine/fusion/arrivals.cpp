#include "engine/fusion/arrivals.h"

#include <algorithm>
#include <cstdlib>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

Arrival of_number(const Number& number) {
    Arrival a;
    a.person = number.person;
    a.runner = number.runner;
    a.bib = number.bib;
    a.number = number.reading;
    a.live = number.live;
    a.scan = number.at.us;
    a.since_last = number.since_last;
    a.fixed = number.crossing;
    return a;
}

void add_chip(Arrival& arrival, const ChipCrossing& chip, std::uint32_t index) {
    arrival.chip = index;
    arrival.chip_at = chip.at.us + chip.lead;
    arrival.chip_spread = tuning::kChipSpread + tuning::kChipSpreadFew / (chip.reads + 1);
}

bool chip_fits(const Number& number, const ChipCrossing& chip) {
    if (!number.live) return true;
    const std::int64_t lag = number.at.us - chip.at.us;
    return lag >= -tuning::kScanBeforeChip && lag <= tuning::kSettledExplains;
}

// Which number belongs to which chip: kNobody or the index of the chip, by number.
class Together {
public:
    Together(const Numbers& numbers, const std::vector<ChipCrossing>& chips, const HeatBook& book)
        : numbers_(numbers.list), chips_(chips), book_(book), chip_of_(numbers.list.size(), kNobody) {
        std::vector<bool> used(chips.size(), false);
        const auto give = [&](std::uint32_t c, auto fits) {
            for (std::uint32_t k = numbers.first_of[chips[c].person]; k != kNobody; k = numbers_[k].next_same) {
                if (numbers_[k].settled || chip_of_[k] != kNobody || !fits(k)) continue;
                chip_of_[k] = c;
                used[c] = true;
                return;
            }
        };
        for (std::uint32_t c = 0; c < chips.size(); ++c)
            give(c, [&](std::uint32_t k) { return chip_fits(numbers_[k], chips_[c]); });
        find_pauses();
        // The latest first: a number is of the last chip before it.
        for (auto c = static_cast<std::uint32_t>(chips.size()); c-- > 0;) {
            if (!used[c]) give(c, [&](std::uint32_t k) { return waited_long(k, c); });
        }
    }

    std::vector<std::uint32_t> done() { return std::move(chip_of_); }

private:
    // When the scanner was last without anybody to scan, by number.
    void find_pauses() {
        std::int64_t pause_end = INT64_MIN / 2;
        for (const Number& number : numbers_) {
            if (number.live && number.since_last >= tuning::kQueueEnds) pause_end = number.at.us;
            pause_end_.push_back(pause_end);
        }
    }

    // A queue of many minutes that never ended between the two, and no later race whose number it could be.
    bool waited_long(std::uint32_t k, std::uint32_t c) const {
        const Number& number = numbers_[k];
        const ChipCrossing& chip = chips_[c];
        if (!number.live || number.at < chip.at || number.at.us - chip.at.us > tuning::kQueueLongest) return false;
        if (chip.at.us + tuning::kWalkSlowest < pause_end_[k]) return false;
        return !book_.entered_after(chip.person, chip.heat, number.at);
    }

    const std::vector<Number>& numbers_;
    const std::vector<ChipCrossing>& chips_;
    const HeatBook& book_;
    std::vector<std::uint32_t> chip_of_;
    std::vector<std::int64_t> pause_end_;
};

struct Placed {
    std::int64_t key;
    Arrival arrival;
};

}  // namespace

std::vector<Arrival> order_arrivals(const Numbers& numbers, const std::vector<ChipCrossing>& chips,
                                    const HeatBook& book) {
    const std::vector<std::uint32_t> chip_of = Together{numbers, chips, book}.done();
    std::vector<bool> used(chips.size(), false);
    std::size_t together = 0, wanted = 0;
    for (const std::uint32_t c : chip_of) {
        if (c == kNobody) continue;
        used[c] = true;
        ++together;
    }
    std::vector<Placed> placed;
    for (const Number& number : numbers.list) wanted += !number.settled;
    placed.reserve(wanted + chips.size());
    const bool by_chip = 2 * together > wanted || wanted == 0;
    // Where chips give the order a number without one follows the number before it; where the chute gives it, every
    // arrival follows the one before.
    std::int64_t key = INT64_MIN;
    for (std::size_t k = 0; k < numbers.list.size(); ++k) {
        const Number& number = numbers.list[k];
        if (number.settled && number.crossing == kNoCrossing) continue;
        Arrival arrival = of_number(number);
        if (chip_of[k] != kNobody) {
            add_chip(arrival, chips[chip_of[k]], chip_of[k]);
            key = by_chip ? arrival.chip_at : std::max(key, arrival.chip_at);
        }
        placed.push_back({key, arrival});
    }
    // The number was scanned before the chip was read: that was on the way back, and the tag was not read at the line.
    const auto came_back = [&](const ChipCrossing& chip) {
        for (std::uint32_t k = numbers.first_of[chip.person]; k != kNobody; k = numbers.list[k].next_same) {
            const Number& number = numbers.list[k];
            if (number.settled || !number.live || chip_of[k] != kNobody) continue;
            if (number.at.us < chip.at.us - tuning::kScanBeforeChip && book.fits(chip.heat, number.at)) return true;
        }
        return false;
    };
    for (std::uint32_t c = 0; c < chips.size(); ++c) {
        if (used[c] || came_back(chips[c])) continue;
        Arrival arrival;
        arrival.person = chips[c].person;
        arrival.runner = chips[c].runner;
        arrival.bib = chips[c].bib;
        add_chip(arrival, chips[c], c);
        placed.push_back({arrival.chip_at, arrival});
    }
    std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return a.key < b.key; });
    std::vector<Arrival> out;
    out.reserve(placed.size());
    for (Placed& p : placed) out.push_back(p.arrival);
    return out;
}

std::vector<const Item*> attach_notes(std::vector<Arrival>& arrivals, const std::vector<const Item*>& notes,
                                      const Persons& persons) {
    std::vector<const Item*> left;
    std::vector<std::vector<std::uint32_t>> of(persons.count());
    for (std::uint32_t k = 0; k < arrivals.size(); ++k) of[arrivals[k].person].push_back(k);
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const Item& note = *notes[i];
        // Of two arrivals of one child: the one that the note's own time or, without times, its place in the list
        // suits.
        std::int64_t best = INT64_MAX;
        Arrival* mine = nullptr;
        for (const std::uint32_t k : of[persons.of(note.runner, note.bib)]) {
            Arrival& a = arrivals[k];
            std::int64_t off = 0;
            if (a.has_chip()) {
                off = std::abs(a.chip_at - note.at.us);
            } else if (a.live) {
                const std::int64_t lag = a.scan - note.at.us;
                if (lag < 0 || lag > tuning::kWalkMost) continue;
                off = std::abs(lag - tuning::kWalk);
            } else {
                const auto place = static_cast<std::int64_t>(k * notes.size()),
                           wanted = static_cast<std::int64_t>(i * arrivals.size());
                off = std::abs(place - wanted);
            }
            if (off >= best) continue;
            best = off;
            mine = &a;
        }
        if (!mine) {
            left.push_back(&note);
        } else if (!mine->note) {
            mine->note = &note;
        } else if (!mine->second_note) {
            mine->second_note = &note;
        }
    }
    return left;
}

}  // namespace heatline::fusion
