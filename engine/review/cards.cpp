#include "engine/review/cards.h"

#include <algorithm>

#include "engine/fusion/tuning.h"
#include "engine/review/actions.h"
#include "engine/review/wording.h"

namespace heatline::review {
namespace {

using Cause = ReviewCause;

// Who is among the first so many may win something.
constexpr std::uint32_t kPrizes = 10;

Harm harm_of(const HeatView& view, const Place& place) {
    switch (place.cause) {
        case Cause::number_repaired:
        case Cause::number_unknown:
        case Cause::entered_twice:
        case Cause::no_sign_of_start:
        case Cause::after_status:
            return Harm::wrong_child;
        case Cause::heat_doubtful:
            return Harm::heat;
        case Cause::no_numbers:
        case Cause::queue_without_presses:
        case Cause::double_press:
        case Cause::press_not_counted:
            return Harm::none;
        case Cause::press_without_number:
        case Cause::number_without_press:
        case Cause::counts_differ:
        case Cause::note_disagrees:
        case Cause::tapper_away:
        case Cause::ring_keyed_later:
            break;
    }
    const bool prize = std::any_of(place.marked.begin(), place.marked.end(),
                                   [&](std::size_t i) { return view.place(i) > 0 && view.place(i) <= kPrizes; });
    return prize ? Harm::prize : Harm::rest;
}

std::uint64_t key_of(Cause cause, ReadingIndex reading, RunnerId child) {
    return static_cast<std::uint64_t>(cause) << 33 |
           (reading ? std::uint64_t{reading.value} << 1 : child.value * 2ull + 1);
}

std::optional<ReviewLine> line_at(const HeatView& view, std::optional<std::size_t> i) {
    if (!i) return std::nullopt;
    return view.line(*i);
}

std::vector<ReviewAnswer> answers_of(const HeatView& view, const LoosePress& press) {
    ReviewAnswer child{"Enter number", ReviewNeeds::number, false, {}};
    assign(view, press.tap, {}, child.actions);
    ReviewAnswer extra{"Extra press", ReviewNeeds::nothing, false, {}};
    take_out(view, press.tap, extra.actions);
    return {child, extra};
}

}  // namespace

ReadingIndex contradiction_of(const HeatView& view, std::size_t i) {
    const State& state = view.state();
    const Finish& finish = view.finish(i);
    const LineStreams& streams = state.lines[state.heats[view.heat().heat.index()].line.index()];
    for (const auto* stream : {&streams.selects, &streams.chips}) {
        ReadingIndex nearest;
        std::int64_t least = fusion::tuning::kSettledExplains + 1;
        for (const ReadingIndex index : *stream) {
            const StoredReading& reading = state.readings[index.index()];
            if (reading.voided || !reading.has_at || !view.line(i).at) continue;
            RunnerId child = reading.bib ? state.roster->owner_of_bib(reading.bib) : RunnerId::none();
            if (!child && reading.tag) child = state.roster->owner_of_tag(reading.tag);
            const bool same = finish.runner ? child == finish.runner : reading.bib && reading.bib == finish.bib;
            const std::int64_t apart = std::abs(micros_between(*view.line(i).at, reading.at));
            if (!same || apart >= least || (apart <= fusion::tuning::kNoteContradicts && index != finish.tap)) continue;
            least = apart;
            nearest = index;
        }
        if (nearest) return nearest;
    }
    return {};
}

ReviewCard card_of(const HeatView& view, const Place& place) {
    ReviewCard card;
    card.cause = place.cause;
    card.harm = harm_of(view, place);
    card.heat = view.heat().heat;
    card.gun = view.heat().start;
    for (const std::size_t i : place.shown.empty() ? place.marked : place.shown) {
        card.lines.push_back(view.line(i));
        card.lines.back().marked = std::find(place.marked.begin(), place.marked.end(), i) != place.marked.end();
    }
    for (const std::size_t i : place.marked) {
        const auto& at = view.line(i).at;
        if (!at) continue;
        card.from = card.from ? std::min(*card.from, *at) : *at;
        card.to = card.to ? std::max(*card.to, *at) : *at;
    }
    card.before = line_at(view, view.before(place.marked.front(), &HeatView::is_certain));
    card.after = line_at(view, view.after(place.marked.back(), &HeatView::is_certain));
    card.sentence = sentence_of(view, place, card);
    card.answers = answers_of(view, place);
    const Finish& first = view.finish(place.marked.front());
    card.key = key_of(place.cause, first.tap ? first.tap : first.identity, first.runner);
    return card;
}

ReviewCard card_of(const HeatView& view, const LoosePress& press) {
    ReviewCard card;
    card.cause = press.doubles ? Cause::double_press : Cause::press_not_counted;
    card.harm = Harm::none;
    card.heat = view.heat().heat;
    card.gun = view.heat().start;
    card.from = card.to = press.at;
    ReviewLine line;
    line.at = press.at;
    line.presses = {press.tap};
    line.marked = true;
    std::size_t next = 0;
    while (next < view.size() && view.line(next).at && *view.line(next).at <= press.at) ++next;
    const auto before = view.before(next, &HeatView::is_certain);
    const auto after =
        next < view.size() && view.is_certain(next) ? std::optional{next} : view.after(next, &HeatView::is_certain);
    card.before = line_at(view, before);
    card.after = line_at(view, after);
    Sentence text;
    if (press.doubles) {
        card.lines.push_back(view.line(*press.doubles));
        const StoredReading& first = view.state().readings[view.line(*press.doubles).presses.front().index()];
        const std::int64_t tenths = (std::abs(micros_between(first.at, press.at)) + 50'000) / 100'000;
        text.say("Two presses 0." + std::to_string(tenths) + " s apart" + at_text(view, card.lines[0].at) +
                 ", one number. Counted once.");
    } else if (!card.after) {
        text.say("A press with nobody's number" + at_text(view, press.at) + ", after the last child. Not counted.");
    } else {
        text.say("A press with nobody's number" + at_text(view, press.at))
            .around(card.before, card.after)
            .say(". Not counted.");
    }
    card.lines.push_back(std::move(line));
    card.sentence = text.done();
    card.answers = answers_of(view, press);
    card.key = key_of(card.cause, press.tap, {});
    return card;
}

}  // namespace heatline::review
