#include "engine/fusion/fuse.h"

#include <algorithm>

#include "engine/fusion/chips.h"
#include "engine/fusion/chute.h"
#include "engine/fusion/line.h"
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
        insert_entered();
        give_assigned();
        live_ = live_numbers(input_, line_.persons, take_room(bench_.numbers));
        batch_ = batch_numbers(input_, line_.persons);
        add_chips();
        add_tokens();
        settle_numbers(line_, live_);
        settle_numbers(line_, batch_);
        take_notes();
        line_.walk = learn_walk(line_, live_);
        pair_numbers();
        name_the_rest();
        line_.rows.place_unknown();
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

    void insert_entered() {
        for (const EnteredFinish& word : input_.entered) {
            const std::uint32_t heat = line_.book.find(word.heat);
            if (word.removed || (heat != kNoHeat && line_.book.is_official(heat))) continue;
            Found found{.person = line_.persons.of(word.runner, Symbol::none()), .runner = word.runner, .at = word.at};
            found.evidence.add(Evidence::inserted);
            found.crossing = line_.nearest_free(word.at, tuning::kEnteredTakesTap);
            if (found.crossing != kNoCrossing) crossings()[found.crossing].taken = true;
            line_.rows.add_in(word.heat, found);
        }
    }

    void give_assigned() {
        if (input_.assigned.empty()) return;
        std::vector<std::pair<ReadingIndex, std::uint32_t>> by_reading;
        for (std::size_t k = 0; k < line_.crossings.of_tap.size(); ++k) {
            by_reading.emplace_back(input_.taps[k].reading, line_.crossings.of_tap[k]);
        }
        std::sort(by_reading.begin(), by_reading.end());
        for (const AssignedTap& word : input_.assigned) {
            const auto found = std::lower_bound(by_reading.begin(), by_reading.end(), std::pair{word.tap, 0u});
            if (found == by_reading.end() || found->first != word.tap || found->second == kNoCrossing) continue;
            if (crossings()[found->second].taken) continue;
            Found finish{.person = line_.persons.of(word.runner, word.bib), .runner = word.runner, .bib = word.bib};
            finish.evidence.add(Evidence::assigned);
            line_.give(found->second, finish);
            finish.tap = word.tap;
            if (line_.rows.add(finish) == kNoRow) crossings()[found->second].taken = false;
        }
    }

    void add_chips() {
        if (input_.chips.empty()) return;
        std::vector<bool> seen(line_.persons.count(), false);
        for (const Numbers* numbers : {&live_, &batch_}) {
            for (const Number& number : numbers->list) seen[number.person] = true;
        }
        for (const Item& note : input_.selects) {
            if (const Person person = line_.persons.of(note.runner, note.bib); person != kNobody) seen[person] = true;
        }
        for (const ChipCrossing& chip : read_chips(input_, line_.persons, seen, line_.book, line_.crossings)) {
            Found found{.person = chip.person, .runner = chip.runner, .bib = chip.bib, .at = chip.at};
            found.evidence.add(Evidence::chip);
            found.tap = found.identity = chip.reading;
            if (chip.wrong_heat) found.doubt = Doubt::wrong_heat;
            if (chip.crossing != kNoCrossing) line_.give(chip.crossing, found);
            Claim* claim = line_.book.find_claim(chip.person, [&](const Claim& c) { return c.heat == chip.heat; });
            line_.rows.add_claimed(chip.heat, found, *claim);
        }
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
        if (found.crossing != kNoCrossing) crossings()[found.crossing].taken = false;
    }

    // Notes of children who have their finish already confirm or contradict it; the others are kept.
    void take_notes() {
        line_.notes.reserve(input_.selects.size());
        for (const Item& item : input_.selects) {
            Note note{line_.persons.of(item.runner, item.bib), &item};
            if (note.person == kNobody || line_.is_official(item.reading)) continue;
            const Fit fit = line_.book.choose(note.person, item.at).fit;
            if (fit == Fit::closed || fit == Fit::none) continue;
            if (line_.book.has_claims(note.person)) note.done = confirms(note, fit);
            line_.notes.push_back(note);
        }
    }

    bool confirms(const Note& note, Fit fit) {
        const auto apart = [&](const Claim& claim) { return std::abs(claim.at->us - note.item->at.us); };
        Claim* claim = line_.book.find_claim(
            note.person, [&](const Claim& c) { return c.at && apart(c) <= tuning::kSettledExplains; });
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

    void pair_numbers() {
        const auto all = static_cast<std::uint32_t>(crossings().size());
        numbers_given_ = !live_.list.empty() || !batch_.list.empty();
        if (live_.list.empty()) {
            Chute chute{std::move(batch_), 0, all};
            pair_chute(line_, chute, true);
            bench_.numbers = std::move(chute.numbers.list);
            return;
        }
        for (Note& note : line_.notes) {
            const bool live = live_.first_of[note.person] != kNobody;
            note.elsewhere = !live && batch_.first_of[note.person] != kNobody;
        }
        Chute chute{std::move(live_), 0, all};
        pair_chute(line_, chute, true);
        bench_.numbers = std::move(chute.numbers.list);
        if (!batch_.list.empty()) pair_rings();
    }

    // Rings keyed after live scans, one by one, each on the longest stretch of taps that nobody owns.
    void pair_rings() {
        for (Note& note : line_.notes) note.elsewhere = false;
        settle_numbers(line_, batch_);
        separate_rings();
        for (std::size_t from = 0, to = 0; from < batch_.list.size(); from = to) {
            Chute chute;
            chute.ring = true;
            chute.numbers.first_of.assign(line_.persons.count(), kNobody);
            for (; to < batch_.list.size() && batch_.list[to].ring == batch_.list[from].ring; ++to) {
                Number& number = batch_.list[to];
                number.next_same = kNobody;
                std::uint32_t& first = chute.numbers.first_of[number.person];
                if (first == kNobody) first = static_cast<std::uint32_t>(chute.numbers.list.size());
                chute.numbers.list.push_back(number);
            }
            place_notes(chute);
            find_free_run(chute);
            pair_chute(line_, chute, false);
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

    // A note is better than the order of a ring that may have been dropped: it gives its child the tap beside it.
    void place_notes(Chute& chute) {
        for (Note& note : line_.notes) {
            if (note.done) continue;
            const std::uint32_t k = chute.numbers.first_of[note.person];
            if (k == kNobody || chute.numbers.list[k].settled) continue;
            note.done = true;
            const Item& item = *note.item;
            Found found{.person = note.person, .runner = item.runner, .bib = item.bib, .at = item.at};
            found.evidence.add(Evidence::select).add(Evidence::bib_batch);
            found.tap = item.reading;
            found.identity = chute.numbers.list[k].reading;
            const std::uint32_t beside = line_.nearest_free(item.at, tuning::kBesideTap);
            if (beside != kNoCrossing) line_.give(beside, found);
            if (line_.rows.add(found) == kNoRow) {
                release(found);
                continue;
            }
            chute.numbers.list[k].settled = true;
            ring_taps_.push_back(found.crossing);
        }
    }

    // The longest run of crossings that are free, or were just given to a note of this ring.
    void find_free_run(Chute& chute) {
        std::vector<bool> ours(crossings().size(), false);
        for (const std::uint32_t c : ring_taps_) {
            if (c != kNoCrossing) ours[c] = true;
        }
        ring_taps_.clear();
        std::size_t wanted = 0, best = 0;
        for (const Number& number : chute.numbers.list) wanted += !number.settled;
        for (std::uint32_t c = 0; c < crossings().size();) {
            const std::uint32_t from = c;
            std::size_t free = 0;
            while (c < crossings().size() && (!crossings()[c].taken || ours[c])) free += !crossings()[c++].taken;
            if (free > best && best < wanted) {
                best = free;
                chute.crossings_from = from;
                chute.crossings_to = c;
            }
            ++c;
        }
    }

    // Crossings that are nobody's: somebody finished whose number was not taken.
    void name_the_rest() {
        const bool anybody = numbers_given_ || !input_.selects.empty() || !input_.chips.empty() ||
                             !input_.tokens.empty() || !input_.untimed.empty();
        std::size_t last_taken = 0;
        for (std::size_t c = 0; c < crossings().size(); ++c) {
            if (crossings()[c].taken) last_taken = c;
        }
        for (std::size_t c = 0; c < crossings().size(); ++c) {
            const Crossing& crossing = crossings()[c];
            if (crossing.taken || (crossing.doubtful && numbers_given_ && c < last_taken)) continue;
            Found found;
            if (anybody) found.doubt = Doubt::tap_without_number;
            line_.give(static_cast<std::uint32_t>(c), found);
            line_.rows.add(found);
        }
    }

    const LineInput& input_;
    Bench& bench_;
    Line line_;
    Numbers live_, batch_;
    bool numbers_given_ = false;
    std::vector<std::uint32_t> ring_taps_;
};

}  // namespace

std::vector<Finish> fuse(const LineInput& input) {
    Bench bench;
    return fuse_with(input, bench);
}

std::vector<Finish> fuse_with(const LineInput& input, Bench& bench) { return Fusion(input, bench).run(); }

}  // namespace heatline::fusion
