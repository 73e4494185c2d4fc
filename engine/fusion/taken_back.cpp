#include "engine/fusion/taken_back.h"

#include <algorithm>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

class Taker {
public:
    Taker(Base& base, Words& words)
        : input_(base.input()),
          line_(base.line()),
          sequence_(base.sequence()),
          places_(base.places()),
          base_(base),
          words_(words) {}

    void run() {
        std::vector<std::uint32_t> crossings;
        for (const ReadingIndex reading : input_.voided) {
            const std::uint32_t k = places_.tap(reading);
            if (k == ~0u || line_.crossings.of_tap[k] == kNoCrossing || line_.is_official(reading)) continue;
            crossings.push_back(line_.crossings.of_tap[k]);
        }
        std::sort(crossings.begin(), crossings.end());
        crossings.erase(std::unique(crossings.begin(), crossings.end()), crossings.end());
        for (const std::uint32_t c : crossings) take_presses(c);
        take_numbers_and_notes();
        take_other_rows();
    }

private:
    bool is_voided(ReadingIndex reading) const {
        return reading && std::binary_search(input_.voided.begin(), input_.voided.end(), reading);
    }

    void touch_crossing(std::uint32_t crossing) {
        if (crossing != kNoCrossing && places_.slot_of[crossing] != kNoSlot)
            words_.slots_touched.push_back(places_.slot_of[crossing]);
    }

    // Of each device the first press that stands counts, as it did before.
    void take_presses(std::uint32_t c) {
        const auto& of_tap = line_.crossings.of_tap;
        const Crossing& before = line_.crossings.list[c];
        const auto low =
            std::lower_bound(input_.taps.begin(), input_.taps.end(), Instant{before.at.us - tuning::kPressesApart},
                             [](const Item& item, Instant at) { return item.at < at; });
        std::vector<const Item*> left;
        for (auto tap = low; tap != input_.taps.end() && tap->at.us <= before.at.us + tuning::kPressesApart; ++tap) {
            if (of_tap[static_cast<std::size_t>(tap - input_.taps.begin())] != c || is_voided(tap->reading)) continue;
            const bool bounce =
                std::any_of(left.begin(), left.end(), [&](const Item* other) { return other->device == tap->device; });
            if (!bounce) left.push_back(&*tap);
        }
        PressesLeft presses{c, std::nullopt};
        if (!left.empty()) {
            presses.left = before;
            const std::int64_t from = input_.taps.front().at.us;
            std::int64_t sum = 0;
            for (const Item* tap : left) sum += tap->at.us - from;
            presses.left->at = Instant{from + sum / static_cast<std::int64_t>(left.size())};
            presses.left->heard = static_cast<std::uint8_t>(std::min<std::size_t>(left.size(), 255));
            presses.left->tap = left.front()->reading;
        }
        const std::uint32_t slot = places_.slot_of[c];
        const bool a_row = places_.row_of[c] != kNoRow;
        // A press that the base gave nobody, or a bounce, was nothing.
        const bool unused = slot == kNoSlot || (places_.owner[slot] == kNobody && !a_row);
        if (!unused) touch_crossing(c);
        words_.presses.push_back(presses);
    }

    void take_numbers_and_notes() {
        for (std::uint32_t j = 0; j < sequence_.arrivals.size(); ++j) {
            const Arrival& before = sequence_.arrivals[j];
            const bool number = is_voided(before.number);
            const bool note = before.note && is_voided(before.note->reading);
            const bool second = before.second_note && is_voided(before.second_note->reading);
            if (!number && !note && !second) continue;
            ArrivalLeft change{j, before};
            if (second) change.left->second_note = nullptr;
            if (note) change.left->note = std::exchange(change.left->second_note, nullptr);
            if (number) take_number(change);
            words_.arrivals.push_back(change);
            touch(j);
            touch_all_of(before.person);
            // It made another child's finish doubtful.
            if (number && before.as_taken != kNobody) touch_all_of(before.as_taken);
        }
        // Where one of two is left, it is the child's.
        for (std::size_t k = 0; k < words_.arrivals.size(); ++k) {
            if (!words_.arrivals[k].left) make_first(sequence_.arrivals[words_.arrivals[k].arrival].person);
        }
        std::sort(words_.arrivals.begin(), words_.arrivals.end(),
                  [](const ArrivalLeft& a, const ArrivalLeft& b) { return a.arrival < b.arrival; });
    }

    void touch(std::uint32_t arrival) {
        words_.arrivals_touched.push_back(arrival);
        if (const std::uint32_t slot = sequence_.chosen[arrival].slot; slot != kNoSlot)
            words_.slots_touched.push_back(slot);
    }

    void touch_all_of(Person person) {
        for (std::uint32_t j = places_.first_of[person]; j != kNobody; j = places_.next_of[j]) touch(j);
    }

    void take_number(ArrivalLeft& change) {
        Arrival& a = *change.left;
        if (const Item* again = scanned_again(a)) {
            a.number = again->reading;
            if (a.live) {
                a.since_last += again->at.us - a.scan;
                a.scan = again->at.us;
            }
        } else if (a.has_chip()) {
            a.number = ReadingIndex::none();
            a.live = false;
        } else {
            for (const Item* note : {a.note, a.second_note}) {
                if (note) leave_alone(*note);
            }
            change.left.reset();
        }
    }

    // Its number is gone, and what was seen at the line was seen all the same.
    void leave_alone(const Item& note) {
        words_.notes_left.push_back(&note);
        const auto behind = std::lower_bound(sequence_.slots.begin(), sequence_.slots.end(), note.at.us,
                                             [](const Slot& s, std::int64_t t) { return s.at < t; });
        words_.gaps_touched.push_back(static_cast<std::uint32_t>(behind - sequence_.slots.begin()));
    }

    const Item* scanned_again(const Arrival& a) const {
        const auto same = [&](const Item& item) {
            return item.kind == ReadingKind::bib && item.reading != a.number && item.bib == a.bib &&
                   !is_voided(item.reading) && places_.arrival(item.reading) == ~0u;
        };
        if (!a.live) {
            const auto found = std::find_if(input_.untimed.begin(), input_.untimed.end(), same);
            return found != input_.untimed.end() ? &*found : nullptr;
        }
        auto scan = std::lower_bound(input_.bibs.begin(), input_.bibs.end(), Instant{a.scan},
                                     [](const Item& item, Instant at) { return item.at < at; });
        for (; scan != input_.bibs.end() && scan->at.us <= a.scan + tuning::kRepeatedNear; ++scan) {
            if (same(*scan)) return &*scan;
        }
        return nullptr;
    }

    void make_first(Person person) {
        for (std::uint32_t j = places_.first_of[person]; j != kNobody; j = places_.next_of[j]) {
            const auto change = std::find_if(words_.arrivals.begin(), words_.arrivals.end(),
                                             [&](const ArrivalLeft& a) { return a.arrival == j; });
            const bool known = change != words_.arrivals.end();
            if (known && !change->left) continue;
            const Arrival& before = known ? *change->left : sequence_.arrivals[j];
            if (before.identity != Identity::twice) return;
            ArrivalLeft first{j, before};
            first.left->identity = before.runner ? Identity::plain : Identity::unknown;
            if (known) {
                *change = first;
            } else {
                words_.arrivals.push_back(first);
            }
            return;
        }
    }

    // Lone notes, and numbers of rings.
    void take_other_rows() {
        if (input_.voided.empty()) return;
        std::vector<bool> of_sequence(line_.rows.count(), false);
        for (const std::uint32_t row : sequence_.rows) {
            if (is_row(row)) of_sequence[row] = true;
        }
        for (std::uint32_t row = 0; row < line_.rows.count(); ++row) {
            if (of_sequence[row] || !is_voided(line_.rows.row(row).identity)) continue;
            words_.rows_out.push_back(row);
            touch_crossing(line_.rows.origin(row).crossing);
        }
    }

    const LineInput& input_;
    Line& line_;
    const Explained& sequence_;
    const Places& places_;
    Base& base_;
    Words& words_;
};

}  // namespace

void take_back_readings(Base& base, Words& words) { Taker{base, words}.run(); }

}  // namespace heatline::fusion
