#include "engine/fusion/fuse.h"

#include <algorithm>

#include "engine/fusion/chips.h"
#include "engine/fusion/explain.h"
#include "engine/fusion/identity.h"
#include "engine/fusion/line.h"
#include "engine/fusion/settle.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

// One call of fuse: from what rests on most to what rests on least. Each step leaves to the next what it could not
// explain.
class Fusion {
public:
    Fusion(const LineInput& input, Bench& bench) : input_(input), bench_(bench), line_(input, bench) {}

    std::vector<Finish> run() {
        line_.crossings = merge_taps(input_, line_.book, bench_.crossings);
        take_official_readings();
        find_assigned();
        insert_entered();
        give_assigned();
        live_ = live_numbers(input_, line_.persons, take_room(bench_.numbers));
        batch_ = batch_numbers(input_, line_.persons);
        add_tokens();
        settle_numbers(line_, live_);
        settle_numbers(line_, batch_);
        find_chips();
        take_notes();
        explain_numbers();
        stand_lone_notes();
        name_the_rest();
        line_.rows.judge_heats();
        std::vector<Finish> answer = line_.rows.done(take_room(bench_.answer));
        bench_.rows = line_.rows.take_back();
        bench_.claims = line_.book.take_back();
        bench_.crossings.list = std::move(line_.crossings.list);
        return answer;
    }

private:
    std::vector<Crossing>& crossings() { return line_.crossings.list; }

    void take_official_readings() {
        std::uint32_t end = 0;
        const auto each = [&](auto act) {
            for (const RunningHeat& heat : input_.heats) {
                if (!heat.official) continue;
                for (const Finish& row : *heat.official) {
                    for (const ReadingIndex reading : {row.tap, row.identity}) {
                        if (reading) act(reading);
                    }
                }
            }
        };
        each([&](ReadingIndex reading) { end = std::max(end, reading.value + 1); });
        if (end == 0) return;
        line_.official_readings.assign(end, false);
        each([&](ReadingIndex reading) { line_.official_readings[reading.index()] = true; });
        for (std::size_t k = 0; k < line_.crossings.of_tap.size(); ++k) {
            const std::uint32_t crossing = line_.crossings.of_tap[k];
            if (crossing != kNoCrossing && line_.is_official(input_.taps[k].reading))
                crossings()[crossing].taken = true;
        }
    }

    // The crossing of each press that a person gave to a child.
    void find_assigned() {
        assigned_.assign(input_.assigned.size(), kNoCrossing);
        if (input_.assigned.empty()) return;
        std::vector<std::pair<ReadingIndex, std::uint32_t>> by_reading;
        for (std::size_t k = 0; k < line_.crossings.of_tap.size(); ++k) {
            by_reading.emplace_back(input_.taps[k].reading, line_.crossings.of_tap[k]);
        }
        std::sort(by_reading.begin(), by_reading.end());
        for (std::size_t i = 0; i < assigned_.size(); ++i) {
            const ReadingIndex tap = input_.assigned[i].tap;
            const auto found = std::lower_bound(by_reading.begin(), by_reading.end(), std::pair{tap, 0u});
            if (found != by_reading.end() && found->first == tap) assigned_[i] = found->second;
        }
    }

    // A press that a person gave to a child is not for a finish of another that was entered nearby.
    std::vector<std::uint32_t> hold_assigned() {
        std::vector<RunnerId> entered;
        for (const EnteredFinish& word : input_.entered) {
            if (!word.removed) entered.push_back(word.runner);
        }
        std::sort(entered.begin(), entered.end());
        std::vector<std::uint32_t> held;
        for (std::size_t i = 0; i < assigned_.size(); ++i) {
            const bool own = std::binary_search(entered.begin(), entered.end(), input_.assigned[i].runner);
            if (own || assigned_[i] == kNoCrossing || crossings()[assigned_[i]].taken) continue;
            crossings()[assigned_[i]].taken = true;
            held.push_back(assigned_[i]);
        }
        return held;
    }

    void insert_entered() {
        if (input_.entered.empty()) return;
        const std::vector<std::uint32_t> held = hold_assigned();
        for (const EnteredFinish& word : input_.entered) {
            const std::uint32_t heat = line_.book.find(word.heat);
            if (word.removed || (heat != kNoHeat && line_.book.is_official(heat))) continue;
            Found found{.person = line_.persons.of(word.runner, Symbol::none()), .runner = word.runner, .at = word.at};
            found.evidence.add(Evidence::inserted);
            found.crossing = line_.nearest_free(word.at, tuning::kEnteredTakesTap);
            if (found.crossing != kNoCrossing)
                crossings()[found.crossing].taken = crossings()[found.crossing].fixed = true;
            line_.rows.add_in(word.heat, found);
        }
        for (const std::uint32_t crossing : held) crossings()[crossing].taken = false;
    }

    void give_assigned() {
        for (std::size_t i = 0; i < assigned_.size(); ++i) {
            const AssignedTap& word = input_.assigned[i];
            const std::uint32_t crossing = assigned_[i];
            if (crossing == kNoCrossing || crossings()[crossing].taken) continue;
            Found finish{.person = line_.persons.of(word.runner, word.bib), .runner = word.runner, .bib = word.bib};
            finish.evidence.add(Evidence::assigned);
            line_.give(crossing, finish);
            finish.tap = word.tap;
            crossings()[crossing].fixed = true;
            if (line_.rows.add(finish) == kNoRow) release(finish);
        }
    }

    void find_chips() {
        if (input_.chips.empty()) return;
        std::vector<bool> seen(line_.persons.count(), false);
        for (const Numbers* numbers : {&live_, &batch_}) {
            for (const Number& number : numbers->list) seen[number.person] = true;
        }
        for (const Item& note : input_.selects) {
            if (const Person person = line_.persons.of(note.runner, note.bib); person != kNobody) seen[person] = true;
        }
        line_.chips = read_chips(input_, line_.persons, seen, line_.book, line_.crossings);
    }

    // Token number p is crossing number p: of its heat's time when a heat is said, else since the first gun.
    void add_tokens() {
        for (const auto stream : {input_.tokens, input_.untimed}) {
            for (const Item& item : stream) {
                if (item.kind == ReadingKind::token && !line_.is_official(item.reading)) add_token(item);
            }
        }
    }

    void add_token(const Item& item) {
        const Person person = line_.persons.of(item.runner, item.bib);
        if (person == kNobody || input_.heats.empty()) return;
        std::size_t crossing = item.position - 1;
        if (const std::uint32_t heat = line_.book.find(item.heat); heat != kNoHeat) {
            const Instant first = input_.heats[heat].start + input_.heats[heat].minimum_finish;
            crossing +=
                static_cast<std::size_t>(std::lower_bound(crossings().begin(), crossings().end(), first,
                                                          [](const Crossing& c, Instant at) { return c.at < at; }) -
                                         crossings().begin());
        }
        Found found{.person = person, .runner = item.runner, .bib = item.bib, .identity = item.reading};
        found.evidence.add(Evidence::token);
        if (item.position > 0 && crossing < crossings().size() && !crossings()[crossing].taken) {
            line_.give(static_cast<std::uint32_t>(crossing), found);
            crossings()[crossing].fixed = true;
        } else if (!crossings().empty()) {
            found.doubt = Doubt::number_without_tap;
        }
        if (line_.book.has_claims(person) && line_.book.choose(person, found.at).fit == Fit::twice) {
            release(found);  // A second token, or a better word about this child.
            return;
        }
        if (line_.rows.add(found, item.heat) == kNoRow) release(found);
    }

    void release(const Found& found) {
        if (found.crossing != kNoCrossing)
            crossings()[found.crossing].taken = crossings()[found.crossing].fixed = false;
    }

    // Notes of children who have their finish already confirm or contradict it; the others are kept.
    void take_notes() {
        for (const Item& item : input_.selects) {
            const Person person = line_.persons.of(item.runner, item.bib);
            if (person == kNobody || line_.is_official(item.reading)) continue;
            const Fit fit = line_.book.choose(person, item.at).fit;
            if (fit == Fit::closed || fit == Fit::none) continue;
            if (!line_.book.has_claims(person) || !confirms(item, person, fit)) notes_.push_back(&item);
        }
    }

    bool confirms(const Item& note, Person person, Fit fit) {
        const auto apart = [&](const Claim& claim) { return std::abs(claim.at->us - note.at.us); };
        Claim* claim =
            line_.book.find_claim(person, [&](const Claim& c) { return c.at && apart(c) <= tuning::kSettledExplains; });
        if (!claim) return fit == Fit::twice;
        if (!is_row(claim->row)) return true;
        Finish& row = line_.rows.row(claim->row);
        if (apart(*claim) <= tuning::kBesideTap) {
            row.evidence.add(Evidence::select);
        } else if (apart(*claim) > tuning::kNoteContradicts && !row.evidence.has(Evidence::assigned)) {
            line_.rows.doubt(claim->row, Doubt::sources_disagree);
        }
        return true;
    }

    void explain_numbers() {
        numbers_given_ = !live_.list.empty() || !batch_.list.empty() || !line_.chips.empty();
        const bool live = !live_.list.empty();
        explain_sequence(live ? live_ : batch_, line_.chips, 0, static_cast<std::uint32_t>(crossings().size()), false);
        if (live && !batch_.list.empty()) explain_rings();
    }

    // `unread_`: of those whose number was missed, who would not have been seen by a chip either.
    void explain_sequence(const Numbers& numbers, const std::vector<ChipCrossing>& chips, std::uint32_t from,
                          std::uint32_t to, bool ring) {
        Sequence sequence{order_arrivals(numbers, chips, line_.book), from, to, ring};
        notes_ = attach_notes(sequence.arrivals, notes_, line_.persons);
        settle_identities(input_, line_.persons, sequence.arrivals, notes_, line_.book);
        if (ring) {
            explain(line_, sequence, notes_);
            return;
        }
        number_missed_ = explain(line_, sequence, notes_).number_missed;
        std::size_t read = 0;
        for (const Arrival& a : sequence.arrivals) read += a.has_chip();
        unread_ = 1 - static_cast<double>(read) / (static_cast<double>(sequence.arrivals.size()) + 1);
    }

    // Rings keyed after live scans, one by one, each on the longest stretch of taps that nobody owns.
    void explain_rings() {
        settle_numbers(line_, batch_);
        separate_rings();
        for (std::size_t from = 0, to = 0; from < batch_.list.size(); from = to) {
            Numbers ring;
            ring.first_of.assign(line_.persons.count(), kNobody);
            for (; to < batch_.list.size() && batch_.list[to].ring == batch_.list[from].ring; ++to) {
                Number number = batch_.list[to];
                if (number.settled) continue;
                number.next_same = kNobody;
                std::uint32_t& first = ring.first_of[number.person];
                if (first == kNobody) first = static_cast<std::uint32_t>(ring.list.size());
                ring.list.push_back(number);
            }
            if (ring.list.empty()) continue;
            const auto [c, c_to] = find_free_run(ring.list.size());
            explain_sequence(ring, {}, c, c_to, true);
        }
    }

    // Rings of several devices were merged place by place; each is looked at on its own. More than kRingsMax are no
    // rings but numbers keyed one at a time, and are one.
    void separate_rings() {
        std::stable_sort(batch_.list.begin(), batch_.list.end(),
                         [](const Number& a, const Number& b) { return a.ring < b.ring; });
        std::size_t rings = 1;
        for (std::size_t k = 1; k < batch_.list.size(); ++k) rings += batch_.list[k].ring != batch_.list[k - 1].ring;
        if (rings <= tuning::kRingsMax) return;
        for (Number& number : batch_.list) number.ring = 0;
    }

    // The longest run of free crossings, or the first that is long enough.
    std::pair<std::uint32_t, std::uint32_t> find_free_run(std::size_t wanted) {
        std::pair<std::uint32_t, std::uint32_t> best{0, 0};
        for (std::uint32_t c = 0; c < crossings().size(); ++c) {
            const std::uint32_t from = c;
            while (c < crossings().size() && !crossings()[c].taken) ++c;
            const bool longer = c - from > best.second - best.first;
            if (longer && best.second - best.first < wanted) best = {from, c};
        }
        return best;
    }

    // Notes of children of whom nothing else speaks: finishes of their own.
    void stand_lone_notes() {
        for (const Item* note : notes_) {
            const Person person = line_.persons.of(note->runner, note->bib);
            if (line_.book.has_claims(person) && confirms(*note, person, line_.book.choose(person, note->at).fit))
                continue;
            stand(*note, person);
        }
    }

    void stand(const Item& item, Person person) {
        Found found{.person = person, .runner = item.runner, .bib = item.bib, .at = item.at};
        found.evidence.add(Evidence::select);
        found.tap = found.identity = item.reading;
        const std::uint32_t beside = line_.nearest_free(item.at, tuning::kBesideTap);
        // Every tap here has a number: either the note is a slip of the pen, or a press is missing.
        const bool crowded = beside == kNoCrossing && is_beside_a_tap(item.at);
        if (crowded && !item.runner) return;
        if (beside != kNoCrossing) line_.give(beside, found);
        const std::uint32_t row = line_.rows.add(found);
        if (is_row(row)) {
            if (crowded) line_.rows.doubt(row, Doubt::sources_disagree);
        } else if (row == kNoRow) {
            release(found);
        }
    }

    bool is_beside_a_tap(Instant at) {
        const auto near = std::lower_bound(crossings().begin(), crossings().end(), Instant{at.us - tuning::kBesideTap},
                                           [](const Crossing& c, Instant t) { return c.at < t; });
        return near != crossings().end() && near->at.us <= at.us + tuning::kBesideTap;
    }

    // Crossings that are nobody's: somebody finished whose number was not taken.
    void name_the_rest() {
        const bool anybody = numbers_given_ || !input_.selects.empty() || !input_.chips.empty() ||
                             !input_.tokens.empty() || !input_.untimed.empty();
        std::uint32_t last_taken = 0;
        for (std::uint32_t c = 0; c < crossings().size(); ++c) {
            if (crossings()[c].taken) last_taken = c;
        }
        for (const Slot& slot : make_slots(crossings(), 0, static_cast<std::uint32_t>(crossings().size()))) {
            const std::uint32_t c = slot.crossing;
            if (crossings()[c].taken) continue;
            // Behind the last number the child may still be in the chute; before it, its number was missed.
            const double child = c < last_taken ? slot.real * number_missed_ : slot.real;
            if (numbers_given_ && child * unread_ < tuning::kNamelessLeast * (child * unread_ + 1 - slot.real))
                continue;
            Found found;
            if (anybody) found.doubt = Doubt::tap_without_number;
            line_.give(c, found);
            line_.rows.add(found);
        }
    }

    const LineInput& input_;
    Bench& bench_;
    Line line_;
    Numbers live_, batch_;
    bool numbers_given_ = false;
    std::vector<std::uint32_t> assigned_;  // By position in input.assigned: its crossing.
    std::vector<const Item*> notes_;       // Not yet used.
    double number_missed_ = tuning::kNumberMissed, unread_ = 1;
};

}  // namespace

std::vector<Finish> fuse(const LineInput& input) {
    Bench bench;
    return fuse_with(input, bench);
}

std::vector<Finish> fuse_with(const LineInput& input, Bench& bench) { return Fusion(input, bench).run(); }

}  // namespace heatline::fusion
