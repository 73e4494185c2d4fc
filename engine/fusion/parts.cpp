#include "engine/fusion/parts.h"

#include <algorithm>
#include <utility>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {

PartMaker::PartMaker(Base& base, const Words& words, const Line& line)
    : base_(base), sequence_(base.sequence()), places_(base.places()), words_(words), line_(line) {}

std::uint32_t PartMaker::gap_at(Instant at) const {
    const auto behind = std::lower_bound(sequence_.slots.begin(), sequence_.slots.end(), at.us,
                                         [](const Slot& s, std::int64_t t) { return s.at < t; });
    return static_cast<std::uint32_t>(behind - sequence_.slots.begin());
}

bool PartMaker::is_voided(ReadingIndex reading) const {
    const auto voided = base_.input().voided;
    return std::binary_search(voided.begin(), voided.end(), reading);
}

bool PartMaker::has_note(const Stretch& stretch, const Item& note, std::uint32_t row) const {
    const std::uint32_t crossing = is_row(row) ? line_.rows.origin(row).crossing : kNoCrossing;
    if (crossing != kNoCrossing && places_.slot_of[crossing] != kNoSlot)
        return stretch.has_slot(places_.slot_of[crossing]);
    return stretch.has_gap(gap_at(note.at));
}

Part PartMaker::of(const Stretch& stretch) const {
    Part part;
    if (stretch.before > 0) add_anchor(part, places_.anchors[stretch.before - 1]);
    add_arrivals(part, stretch);
    if (stretch.behind <= places_.anchors.size()) add_anchor(part, places_.anchors[stretch.behind - 1]);
    add_slots(part, stretch);
    std::stable_sort(part.slots.begin(), part.slots.end(),
                     [](const Slot& a, const Slot& b) { return a.at != b.at ? a.at < b.at : a.crossing < b.crossing; });
    // `kept` holds crossings so far.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_crossing;
    for (std::uint32_t i = 0; i < part.slots.size(); ++i) by_crossing.emplace_back(part.slots[i].crossing, i);
    std::sort(by_crossing.begin(), by_crossing.end());
    for (std::uint32_t& kept : part.kept) {
        const auto found = std::lower_bound(by_crossing.begin(), by_crossing.end(), std::pair{kept, 0u});
        kept = found != by_crossing.end() && found->first == kept ? found->second : kNoSlot;
    }
    for (const auto& [note, row] : base_.lone_notes()) {
        if (has_note(stretch, *note, row) && !is_voided(note->reading)) part.lone_notes.push_back(note);
    }
    for (const Item* note : words_.notes_left) {
        if (has_note(stretch, *note, kNoRow)) part.lone_notes.push_back(note);
    }
    return part;
}

void PartMaker::add_anchor(Part& part, const Anchor& anchor) const {
    Slot slot = sequence_.slots[anchor.slot];
    Arrival arrival = sequence_.arrivals[anchor.arrival];
    slot.fixed = true;
    slot.real = tuning::kRealHeardTwice;
    arrival.fixed = slot.crossing;
    part.slots.push_back(slot);
    part.arrivals.push_back(arrival);
    part.kept.push_back(kNoSlot);
}

void PartMaker::add_slots(Part& part, const Stretch& stretch) const {
    for (std::uint32_t i = stretch.slots_from; i < stretch.slots_to; ++i) {
        Slot slot = sequence_.slots[i];
        const SaidFinish* said = words_.taking_crossing(slot.crossing);
        if (said && (said->arrival == kNobody || !stretch.has_arrival(said->arrival))) continue;
        const std::uint32_t row = places_.row_of[slot.crossing];
        slot.fixed = said || (slot.fixed && stays(row));
        // What the arrivals did not have in the base, and somebody has, they do not get now.
        const bool held = stays(row) && places_.owner[i] == kNobody && line_.rows.origin(row).person != kNobody;
        if (words_.is_gone(slot.crossing) || (held && !slot.fixed)) continue;
        slot.at = said ? said->at.us : line_.crossings.list[slot.crossing].at.us;
        if (slot.fixed) slot.real = tuning::kRealHeardTwice;
        part.slots.push_back(slot);
    }
    for (std::uint32_t j = stretch.arrivals_from; j < stretch.arrivals_to; ++j) {
        const SaidFinish* said = words_.taking_arrival(j);
        if (!said || said->crossing != kNoCrossing || !stretch.has_gap(gap_at(said->at))) continue;
        part.slots.push_back({persons_crossing(*said), said->at.us, tuning::kRealHeardTwice, true});
    }
}

// An instant that a person named without a tap.
std::uint32_t PartMaker::persons_crossing(const SaidFinish& said) { return kPersonsCrossing + said.arrival; }

void PartMaker::add_arrivals(Part& part, const Stretch& stretch) const {
    std::int64_t waited = 0;  // Since the last scan that stands.
    for (std::uint32_t j = stretch.arrivals_from; j < stretch.arrivals_to; ++j) {
        Arrival a = sequence_.arrivals[j];
        if (const ArrivalLeft* left = words_.arrival_left(j)) {
            if (!left->left) {
                if (a.live) waited += a.since_last;
                continue;
            }
            a = *left->left;
        }
        if (a.live) a.since_last += std::exchange(waited, 0);
        const std::uint32_t slot = sequence_.chosen[j].slot;
        std::uint32_t kept = slot != kNoSlot ? sequence_.slots[slot].crossing : kNoCrossing;
        if (const SaidFinish* said = words_.taking_arrival(j)) {
            const bool here = said->crossing != kNoCrossing ? places_.slot_of[said->crossing] != kNoSlot &&
                                                                  stretch.has_slot(places_.slot_of[said->crossing])
                                                            : stretch.has_gap(gap_at(said->at));
            if (!here) continue;
            a.fixed = said->crossing != kNoCrossing ? said->crossing : persons_crossing(*said);
            kept = kNoCrossing;
        } else if (a.fixed != kNoCrossing && !stays(places_.row_of[a.fixed])) {
            a.fixed = kNoCrossing;  // A token whose crossing is somebody else's.
        }
        part.arrivals.push_back(a);
        part.kept.push_back(kept);
    }
}

}  // namespace heatline::fusion
