// What each card says. Words and times, no chances; a child by its number, so that a name can take its place.

#include <algorithm>

#include "engine/base/counted.h"
#include "engine/names.h"
#include "engine/review/cards.h"
#include "engine/review/wording.h"
#include "engine/time_text.h"

namespace heatline::review {
namespace {

using Cause = ReviewCause;

class Teller {
public:
    Teller(const HeatView& view, const Place& place, const ReviewCard& card)
        : view_(view), place_(place), card_(card), first_(place.marked.front()) {}

    std::vector<ReviewWord> tell() {
        switch (place_.cause) {
            case Cause::press_without_number:
                press_without_number();
                break;
            case Cause::number_without_press:
                number_without_press();
                break;
            case Cause::counts_differ:
                counts_differ();
                break;
            case Cause::note_disagrees:
                note_disagrees();
                break;
            case Cause::number_repaired:
                number_repaired();
                break;
            case Cause::number_unknown:
                text_.say("Number " + line().bib + at_text(view_, line().at))
                    .around(card_.before, card_.after)
                    .say(" is not registered. Add a runner?");
                break;
            case Cause::entered_twice:
                entered_twice();
                break;
            case Cause::no_sign_of_start:
                text_.say("No other sign of ").child(line()).say(" today, and ").child(view_, place_.maybe);
                text_.say(", whose number is nearly the same, is not in. Please confirm.");
                break;
            case Cause::heat_doubtful:
                heat_doubtful();
                break;
            case Cause::tapper_away:
                text_.say("No presses" + span() + " while " + std::to_string(place_.marked.size()) +
                          " numbers came through. These times are estimates (about 2 s).");
                break;
            case Cause::ring_keyed_later:
                text_.say(counted(place_.marked.size(), "number was", "numbers were") + " keyed later. ");
                text_.say(place_.marked.size() == 1 ? "It belongs" : "They belong").say(span(" between ", " and "));
                text_.say(place_.marked.size() == 1 ? "; its place is not certain." : "; their order is not certain.");
                break;
            case Cause::after_status:
                after_status();
                break;
            case Cause::no_numbers:
                text_.say(counted(place_.marked.size(), "press", "presses") + span() +
                          " and no numbers: times without names.");
                break;
            case Cause::queue_without_presses:
                queue();
                break;
            case Cause::double_press:
            case Cause::press_not_counted:
                break;  // Of loose presses: see card_of.
        }
        return text_.done();
    }

private:
    const ReviewLine& line() const { return view_.line(first_); }
    const ReviewLine& line(std::size_t i) const { return view_.line(i); }
    std::size_t count() const { return place_.marked.size(); }

    // " from 10:20 to 10:40", " at 10:20.4", or nothing.
    std::string span(std::string_view from = " from ", std::string_view to = " to ") const {
        if (!card_.from) return {};
        const std::string a = view_.since_gun_s(*card_.from), b = view_.since_gun_s(*card_.to);
        if (a == b || count() == 1) return at_text(view_, card_.from);
        return std::string{from} + a + std::string{to} + b;
    }

    void press_without_number() {
        if (count() == 1) {
            text_.say("Someone crossed" + at_text(view_, line().at)).around(card_.before, card_.after);
            text_.say(", but no number was scanned. A child, or an extra press?");
            return;
        }
        text_.say(counted(count(), "person", "people") + " crossed" + span()).around(card_.before, card_.after);
        text_.say(", but no numbers were scanned. Children, or extra presses?");
    }

    std::string taken_words() const {
        const EvidenceSet e = view_.finish(first_).evidence;
        return e.has(Evidence::bib_live) ? " scanned" : e.has(Evidence::token) ? " given a token" : " keyed";
    }

    void number_without_press() {
        text_.say(count() == 1 ? "Number " : "Numbers ").children(view_, place_.marked);
        text_.say(count() == 1 ? " was" : " were").say(taken_words());
        if (card_.before && card_.after) {
            text_.say(" after ").child(*card_.before).say(" and before ").child(*card_.after);
        } else {
            text_.around(card_.before, card_.after);
        }
        text_.say(", but nobody pressed the key.");
        if (!line().at) {
            text_.say(" There is no time.");
        } else if (count() > 1) {
            text_.say(" The times are estimates.");
        } else {
            text_.say(" Time set to " + view_.since_gun(*line().at) +
                      (card_.before && card_.after ? ", between them." : "."));
        }
    }

    void counts_differ() {
        std::size_t presses = 0, numbers = 0;
        std::optional<Instant> from, to;
        for (const ReviewLine& shown : card_.lines) {
            presses += !shown.presses.empty();
            numbers += !shown.bib.empty();
            if (!shown.at) continue;
            from = from ? std::min(*from, *shown.at) : *shown.at;
            to = to ? std::max(*to, *shown.at) : *shown.at;
        }
        if (from) text_.say("Between " + view_.since_gun_s(*from) + " and " + view_.since_gun_s(*to) + " there");
        text_.say(from ? " are " : "There are ");
        text_.say(counted(presses, "press", "presses") + " and " + counted(numbers, "number", "numbers"));
        const std::size_t more = presses > numbers ? presses - numbers : numbers - presses;
        if (presses > numbers) {
            text_.say(more == 1 ? ". One child's number is missing, or one press is extra."
                                : ". " + std::to_string(more) + " numbers are missing, or so many presses are extra.");
        } else if (presses < numbers) {
            text_.say(more == 1 ? ". One press is missing, or one number is extra."
                                : ". " + std::to_string(more) + " presses are missing, or so many numbers are extra.");
        } else {
            text_.say(", but they do not fit one to one. A press and a number may be missing.");
        }
        text_.say(" Times here may be one place off.");
    }

    void note_disagrees() {
        const ReadingIndex other = contradiction_of(view_, first_);
        if (!other) {
            text_.say("The sources of ").child(line()).say(at_text(view_, line().at) + " disagree. Is it right?");
            return;
        }
        const StoredReading& said = view_.state().readings[other.index()];
        if (other == view_.finish(first_).tap) {
            text_.say("The note at the line says ").child(line()).say(at_text(view_, said.at));
            text_.say(", but every press there has a number and this one was not scanned. Did the child cross there?");
            return;
        }
        text_.say(said.kind == ReadingKind::chip ? "The mat says " : "The note at the line says ").child(line());
        text_.say(at_text(view_, said.at) + ", the chute says " + view_.since_gun(*line().at) + ". Which is right?");
    }

    void number_repaired() {
        const Finish& finish = view_.finish(first_);
        const std::string taken{view_.state().symbols.text(finish.bib)};
        const RunnerId owner = finish.bib ? view_.state().roster->owner_of_bib(finish.bib) : RunnerId::none();
        if (owner) {
            text_.say("Number ")
                .child(view_, owner)
                .say(" was taken twice. The one" + at_text(view_, line().at) + " is taken as ");
        } else {
            text_.say("Typed " + taken + "; nobody has it. Taken as ");
        }
        text_.child(line()).say(", who has no other finish.");
    }

    void entered_twice() {
        std::vector<std::size_t> both;
        for (const std::size_t i : place_.shown) both.push_back(i);
        const bool placed = both.size() == 2 && view_.place(both[0]) > 0 && view_.place(both[1]) > 0;
        const auto where = [&](std::size_t i) { return std::to_string(view_.place(i)); };
        const RunnerId owner =
            view_.finish(first_).bib ? view_.state().roster->owner_of_bib(view_.finish(first_).bib) : line().child;
        if (owner) {
            text_.child(view_, owner);
        } else {
            text_.say(line().bib);
        }
        if (placed) {
            text_.say(" was entered at places " + where(both[0]) + " and " + where(both[1]) + ".");
        } else {
            text_.say(" was entered more than once" + at_text(view_, line().at) + ".");
        }
        if (!place_.maybe) return;
        text_.say(placed ? " Place " + where(first_) + " may be " : " This may be ").child(view_, place_.maybe);
        text_.say(", not seen yet.");
    }

    std::string heat_name(HeatId heat) const { return "heat " + view_.snapshot().heats[heat.index()]->name; }

    // What the time of the first row would be in that heat; empty when it has no start.
    std::string time_in(HeatId heat) const {
        const auto& gun = view_.snapshot().heats[heat.index()]->start;
        if (!gun || !line().at || *gun >= *line().at) return {};
        return time_text(micros_between(*gun, *line().at), Rounding::up_second);
    }

    void heat_doubtful() {
        text_.children(view_, place_.marked).say(count() == 1 ? " is" : " are");
        if (!place_.own) {
            text_.say(" not entered in " + heat_name(place_.other) + ", and crossed with it.");
            return;
        }
        text_.say(" entered in " + heat_name(place_.own));
        if (!place_.other) {
            text_.say(", and the time hardly fits it.");
            return;
        }
        const bool better = view_.finish(first_).doubt == Doubt::wrong_heat;
        text_.say(", but the time fits " + heat_name(place_.other) + (better ? " better" : " as well"));
        const std::string other = time_in(place_.other), own = time_in(place_.own);
        if (count() == 1 && !other.empty()) text_.say(" (" + other + (own.empty() ? "" : " instead of " + own) + ")");
        text_.say(".");
    }

    void after_status() {
        const auto mark = view_.state().statuses.find({line().child, view_.heat().heat});
        const std::string_view word =
            mark == view_.state().statuses.end() ? "not finishing" : name_of(mark->second.status);
        text_.child(line()).say(" was marked ").say(word).say(", and crossed" + at_text(view_, line().at) + ".");
    }

    // How long the chute took beyond its shortest here.
    void queue() {
        std::int64_t least = 0, most = 0;
        for (std::size_t k = 0; k < place_.marked.size(); ++k) {
            const Finish& finish = view_.finish(place_.marked[k]);
            const std::int64_t lag = micros_between(*finish.at, view_.state().readings[finish.identity.index()].at);
            least = k == 0 ? lag : std::min(least, lag);
            most = k == 0 ? lag : std::max(most, lag);
        }
        const std::int64_t queue_s = (most - least + 500'000) / 1'000'000;
        if (queue_s >= 5) {
            text_.say("The scanner had a queue of about " + std::to_string(queue_s) + " s" + span() +
                      "; times may be several seconds off.");
        } else {
            text_.say("The scanner was never idle" + span() + "; times may be several seconds off.");
        }
    }

    const HeatView& view_;
    const Place& place_;
    const ReviewCard& card_;
    std::size_t first_;
    Sentence text_;
};

}  // namespace

std::vector<ReviewWord> sentence_of(const HeatView& view, const Place& place, const ReviewCard& card) {
    return Teller{view, place, card}.tell();
}

}  // namespace heatline::review
