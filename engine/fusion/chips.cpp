#include "engine/fusion/chips.h"

#include <algorithm>

#include "engine/fusion/match.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

// What is known of a person so far.
struct Story {
    std::uint32_t last_crossing = kNoCrossing;
    std::int64_t last_read = 0;  // Of that crossing, repeats included.
    bool ran_elsewhere = false;
};

// How much later than the first read the line is, by the taps next to reads; 0 when too few to tell.
std::int64_t learn_lead(const std::vector<ChipCrossing>& chips, const std::vector<std::int64_t>& taps) {
    const std::size_t step = chips.size() / tuning::kChipLeadSamples + 1;
    std::vector<std::int64_t> leads;
    for (std::size_t i = 0; i < chips.size(); i += step) {
        const std::int64_t at = chips[i].at.us;
        const auto after = std::lower_bound(taps.begin(), taps.end(), at);
        std::int64_t best = tuning::kChipLeadMax + 1;
        if (after != taps.end()) best = *after - at;
        if (after != taps.begin() && at - *(after - 1) < std::abs(best)) best = *(after - 1) - at;
        if (std::abs(best) <= tuning::kChipLeadMax) leads.push_back(best);
    }
    if (leads.size() < tuning::kWalkSamples) return 0;
    const auto middle = leads.begin() + static_cast<std::ptrdiff_t>(leads.size() / 2);
    std::nth_element(leads.begin(), middle, leads.end());
    return *middle;
}

void match_with_taps(std::vector<ChipCrossing>& chips, Crossings& crossings) {
    std::vector<std::int64_t> taps, reads;
    std::vector<std::uint32_t> free;
    taps.reserve(crossings.list.size());
    free.reserve(crossings.list.size());
    for (std::size_t i = 0; i < crossings.list.size(); ++i) {
        if (crossings.list[i].taken) continue;
        taps.push_back(crossings.list[i].at.us);
        free.push_back(static_cast<std::uint32_t>(i));
    }
    if (taps.empty()) return;
    const std::int64_t lead = learn_lead(chips, taps);
    reads.reserve(chips.size());
    for (const ChipCrossing& chip : chips) reads.push_back(chip.at.us + lead);
    const auto partner = match_in_order(reads, taps, tuning::kBesideTap);
    for (std::size_t i = 0; i < chips.size(); ++i) {
        if (partner[i] == kAlone) continue;
        chips[i].crossing = free[partner[i]];
        crossings.list[chips[i].crossing].taken = true;
    }
}

}  // namespace

std::vector<ChipCrossing> read_chips(const LineInput& input, const Persons& persons, const std::vector<bool>& seen,
                                     HeatBook& book, Crossings& crossings) {
    std::vector<ChipCrossing> chips;
    if (input.chips.empty()) return chips;
    std::vector<Story> stories(persons.count());
    bool strangers = false;
    for (const Item& read : input.chips) {
        const Person person = persons.of(read.runner, read.bib);
        if (person == kNobody) continue;  // A tag that is nobody's: kept as an unclaimed reading.
        Story& story = stories[person];
        if (story.last_crossing != kNoCrossing) {
            const std::int64_t gate = input.heats[chips[story.last_crossing].heat].read_gate.count * tuning::kMs;
            if (read.at.us - story.last_read < gate) {
                story.last_read = read.at.us;
                continue;
            }
        }
        const HeatChoice choice = book.choose(person, read.at);
        const bool stranger = choice.fit == Fit::other;
        if (choice.fit != Fit::own && !stranger) continue;
        if (stranger && (story.ran_elsewhere || (book.entered_anywhere(person) && !seen[person]))) continue;
        if (stranger) {
            story.ran_elsewhere = strangers = true;
        } else {
            book.claim(person, {.heat = choice.heat, .at = read.at});
        }
        story.last_crossing = static_cast<std::uint32_t>(chips.size());
        story.last_read = read.at.us;
        chips.push_back({person, read.runner, read.bib, read.reading, read.at, choice.heat, stranger, kNoCrossing});
    }
    if (strangers) {
        // Who finished in a heat of its own only walked over the mat in the other.
        std::erase_if(chips, [&](const ChipCrossing& c) { return c.wrong_heat && book.has_claims(c.person); });
        for (const ChipCrossing& c : chips) {
            if (c.wrong_heat) book.claim(c.person, {.heat = c.heat, .at = c.at});
        }
    }
    match_with_taps(chips, crossings);
    return chips;
}

}  // namespace heatline::fusion
