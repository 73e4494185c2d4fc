#include "engine/fusion/leftovers.h"

#include <algorithm>
#include <cstdlib>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

bool is_beside_a_tap(const Line& line, Instant at) {
    const auto& list = line.crossings.list;
    const auto near = std::lower_bound(list.begin(), list.end(), Instant{at.us - tuning::kBesideTap},
                                       [](const Crossing& c, Instant t) { return c.at < t; });
    return near != list.end() && near->at.us <= at.us + tuning::kBesideTap;
}

}  // namespace

bool confirms(Line& line, const Item& note, Person person, Fit fit) {
    const auto apart = [&](const Claim& claim) { return std::abs(claim.at->us - note.at.us); };
    Claim* claim =
        line.book.find_claim(person, [&](const Claim& c) { return c.at && apart(c) <= tuning::kSettledExplains; });
    if (!claim) return fit == Fit::twice;
    if (!is_row(claim->row)) return true;
    Finish& row = line.rows.row(claim->row);
    if (apart(*claim) <= tuning::kBesideTap) {
        row.evidence.add(Evidence::select);
    } else if (apart(*claim) > tuning::kNoteContradicts && !row.evidence.has(Evidence::assigned)) {
        line.rows.doubt(claim->row, Doubt::sources_disagree);
    }
    return true;
}

std::uint32_t stand_lone_note(Line& line, const Item& note) {
    const Person person = line.persons.of(note.runner, note.bib);
    if (line.book.has_claims(person) && confirms(line, note, person, line.book.choose(person, note.at).fit))
        return kNoRow;
    Found found{.person = person, .runner = note.runner, .bib = note.bib, .at = note.at};
    found.evidence.add(Evidence::select);
    found.tap = found.identity = note.reading;
    const std::uint32_t beside = line.nearest_free(note.at, tuning::kBesideTap);
    // Every tap here has a number: either the note is a slip of the pen, or a press is missing.
    const bool crowded = beside == kNoCrossing && is_beside_a_tap(line, note.at);
    if (crowded && !note.runner) return kNoRow;
    if (beside != kNoCrossing) line.give(beside, found);
    const std::uint32_t row = line.rows.add(found);
    if (is_row(row)) {
        if (crowded) line.rows.doubt(row, Doubt::sources_disagree);
    } else if (row == kNoRow && beside != kNoCrossing) {
        line.crossings.list[beside].taken = line.crossings.list[beside].fixed = false;
    }
    return row;
}

void name_the_rest(Line& line, std::span<const Slot> slots, const LeftRates& rates) {
    for (const Slot& slot : slots) {
        const std::uint32_t c = slot.crossing;
        if (line.crossings.list[c].taken) continue;
        // Behind the last number the child may still be in the chute; before it, its number was missed.
        const double child = c < rates.last_taken ? slot.real * rates.number_missed : slot.real;
        if (rates.numbers_given &&
            child * rates.unread < tuning::kNamelessLeast * (child * rates.unread + 1 - slot.real))
            continue;
        Found found;
        if (rates.anybody) found.doubt = Doubt::tap_without_number;
        line.give(c, found);
        line.rows.add(found);
    }
}

}  // namespace heatline::fusion
