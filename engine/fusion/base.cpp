#include "engine/fusion/base.h"

#include <algorithm>

#include "engine/fusion/chips.h"
#include "engine/fusion/identity.h"
#include "engine/fusion/rings.h"
#include "engine/fusion/settle.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {

// From what rests on most to what rests on least. Each step leaves to the next what it could not explain.
class BaseMaker {
public:
    BaseMaker(Base& base, Bench& bench) : base_(base), bench_(bench), input_(base.input_), line_(base.line_) {}

    void run() {
        line_.crossings = merge_taps(input_, line_.book, bench_.crossings);
        take_official_readings();
        live_ = live_numbers(input_, line_.persons, take_room(bench_.numbers));
        batch_ = batch_numbers(input_, line_.persons);
        add_tokens();
        settle_numbers(line_, live_);
        settle_numbers(line_, batch_);
        find_chips();
        take_notes();
        explain_numbers();
        for (const Item* note : notes_) base_.lone_.emplace_back(note, stand_lone_note(line_, *note));
        name_the_rest();
        line_.rows.judge_heats();
        base_.answer_ = line_.rows.done(take_room(bench_.answer));
        bench_.numbers = std::move(live_.list);
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
            if (!line_.book.has_claims(person) || !confirms(line_, item, person, fit)) notes_.push_back(&item);
        }
    }

    void explain_numbers() {
        base_.left_.numbers_given = !live_.list.empty() || !batch_.list.empty() || !line_.chips.empty();
        const bool live = !live_.list.empty();
        explain_sequence(live ? live_ : batch_, line_.chips, 0, static_cast<std::uint32_t>(crossings().size()), false);
        if (live && !batch_.list.empty()) explain_rings();
    }

    void explain_sequence(const Numbers& numbers, const std::vector<ChipCrossing>& chips, std::uint32_t from,
                          std::uint32_t to, bool ring) {
        Sequence sequence{order_arrivals(numbers, chips, line_.book), from, to, ring};
        notes_ = attach_notes(sequence.arrivals, notes_, line_.persons);
        settle_identities(input_, line_.persons, sequence.arrivals, notes_, line_.book);
        AlignMemory of_ring;
        Explained explained = explain(line_, std::move(sequence), notes_, ring ? of_ring : bench_.decided);
        if (ring) return;
        base_.sequence_ = std::move(explained);
        base_.left_.number_missed = base_.sequence_.rates.back().rates.number_missed;
        std::size_t read = 0;
        for (const Arrival& a : base_.sequence_.arrivals) read += a.has_chip();
        base_.left_.unread = 1 - static_cast<double>(read) / (static_cast<double>(base_.sequence_.arrivals.size()) + 1);
    }

    // Rings keyed after live scans, one by one, each on the longest stretch of taps that nobody owns.
    void explain_rings() {
        settle_numbers(line_, batch_);
        separate_rings(batch_);
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
            const auto [c, c_to] = find_free_run(crossings(), ring.list.size());
            explain_sequence(ring, {}, c, c_to, true);
        }
    }

    void name_the_rest() {
        base_.left_.anybody = base_.left_.numbers_given || !input_.selects.empty() || !input_.chips.empty() ||
                              !input_.tokens.empty() || !input_.untimed.empty();
        for (std::uint32_t c = 0; c < crossings().size(); ++c) {
            if (crossings()[c].taken) base_.left_.last_taken = c;
        }
        const auto slots = make_slots(crossings(), 0, static_cast<std::uint32_t>(crossings().size()));
        fusion::name_the_rest(line_, slots, base_.left_);
    }

    Base& base_;
    Bench& bench_;
    const LineInput& input_;
    Line& line_;
    Numbers live_, batch_;
    std::vector<const Item*> notes_;  // Not yet used.
};

Base::Base(const LineInput& input, Bench& bench)
    : notes_(input.selects.begin(), input.selects.end()), input_(input), line_(input_, bench) {
    point_to(input);
    input_.assigned = {};
    input_.entered = {};
    input_.voided = {};
    line_.book.hear_words();
    BaseMaker{*this, bench}.run();
}

void Base::point_to(const LineInput& input) {
    input_ = input;
    input_.selects = notes_;
}

void Base::give_back(Bench& bench) {
    bench.answer = std::move(answer_);
    bench.rows = line_.rows.take_back();
    bench.claims = line_.book.take_back();
    bench.crossings.list = std::move(line_.crossings.list);
}

const Places& Base::places() {
    if (!places_) places_.emplace(line_, sequence_);
    return *places_;
}

}  // namespace heatline::fusion
