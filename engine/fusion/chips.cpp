#include "engine/fusion/chips.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

// What is known of a person so far.
struct Story {
    std::uint32_t last_crossing = kNoCrossing;
    std::int64_t last_read = 0;  // Of that crossing, repeats included.
    bool ran_elsewhere = false;
};

struct Read {
    std::uint32_t crossing;
    std::uint32_t item;  // Index into input.chips.
};

// How much later than the read the line is, by the taps next to reads; 0 when too few to tell. Learned anew only when
// there are twice as many reads: an antenna stays where it is, and what was decided with one lead stands.
std::int64_t learn_lead(const std::vector<ChipCrossing>& chips, const std::vector<Crossing>& taps) {
    const std::size_t samples = std::min(std::bit_floor(chips.size()), tuning::kChipLeadSamples);
    std::vector<std::int64_t> leads;
    for (std::size_t i = 0; i < samples; ++i) {
        const Instant at = chips[i].at;
        const auto after =
            std::lower_bound(taps.begin(), taps.end(), at, [](const Crossing& c, Instant t) { return c.at < t; });
        std::int64_t best = tuning::kChipLeadMax + 1;
        if (after != taps.end()) best = after->at.us - at.us;
        if (after != taps.begin() && at.us - (after - 1)->at.us < std::abs(best)) best = (after - 1)->at.us - at.us;
        if (std::abs(best) <= tuning::kChipLeadMax) leads.push_back(best);
    }
    if (leads.size() < tuning::kWalkSamples) return 0;
    const auto middle = leads.begin() + static_cast<std::ptrdiff_t>(leads.size() / 2);
    std::nth_element(leads.begin(), middle, leads.end());
    return *middle;
}

// The middle between the first and the last of the reads of each crossing that hang together.
void find_middles(const LineInput& input, std::vector<ChipCrossing>& chips, std::vector<Read>& reads) {
    std::stable_sort(reads.begin(), reads.end(), [](const Read& a, const Read& b) { return a.crossing < b.crossing; });
    const auto at = [&](std::size_t k) { return input.chips[reads[k].item].at.us; };
    for (std::size_t from = 0, to = 0; from < reads.size(); from = to) {
        std::size_t together = from + 1;
        for (to = from + 1; to < reads.size() && reads[to].crossing == reads[from].crossing; ++to) {
            if (together == to && at(to) - at(from) <= tuning::kChipTogether) ++together;
        }
        ChipCrossing& chip = chips[reads[from].crossing];
        chip.at.us = at(from) + (at(together - 1) - at(from)) / 2;
        chip.reads = static_cast<std::uint32_t>(together - from);
    }
}

}  // namespace

std::vector<ChipCrossing> read_chips(const LineInput& input, const Persons& persons, const std::vector<bool>& seen,
                                     HeatBook& book, const Crossings& crossings) {
    std::vector<ChipCrossing> chips;
    if (input.chips.empty()) return chips;
    const std::size_t before = book.mark();
    std::vector<Story> stories(persons.count());
    std::vector<Read> reads;
    for (std::uint32_t k = 0; k < input.chips.size(); ++k) {
        const Item& read = input.chips[k];
        const Person person = persons.of(read.runner, read.bib);
        if (person == kNobody) continue;  // A tag that is nobody's: kept as an unclaimed reading.
        Story& story = stories[person];
        if (story.last_crossing != kNoCrossing) {
            const std::int64_t gate = input.heats[chips[story.last_crossing].heat].read_gate.count * tuning::kMs;
            if (read.at.us - story.last_read < gate) {
                story.last_read = read.at.us;
                reads.push_back({story.last_crossing, k});
                continue;
            }
        }
        const HeatChoice choice = book.choose(person, read.at);
        const bool stranger = choice.fit == Fit::other;
        if (choice.fit != Fit::own && !stranger) continue;
        if (stranger && (story.ran_elsewhere || (book.entered_anywhere(person) && !seen[person]))) continue;
        if (stranger) {
            story.ran_elsewhere = true;
        } else {
            book.claim(person, {.heat = choice.heat, .at = read.at});
        }
        story.last_crossing = static_cast<std::uint32_t>(chips.size());
        story.last_read = read.at.us;
        reads.push_back({story.last_crossing, k});
        chips.push_back({person, read.runner, read.bib, read.reading, read.at, 0, 1, choice.heat, stranger});
    }
    find_middles(input, chips, reads);
    // Who finished in a heat of its own only walked over the mat in the other.
    std::erase_if(chips, [&](const ChipCrossing& c) { return c.wrong_heat && book.has_claims(c.person); });
    const std::int64_t lead = learn_lead(chips, crossings.list);
    for (ChipCrossing& chip : chips) chip.lead = lead;
    book.undo(before);
    return chips;
}

}  // namespace heatline::fusion
