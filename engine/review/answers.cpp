// What a person may answer to each card, and what it does. The table is in README.md beside this.

#include <algorithm>

#include "engine/fusion/tuning.h"
#include "engine/review/actions.h"
#include "engine/review/cards.h"

namespace heatline::review {
namespace {

using Cause = ReviewCause;
using Verb = ReviewAction::Verb;

// More presses than this are not taken out by one key.
constexpr std::size_t kExtraMost = 8;

class Answerer {
public:
    Answerer(const HeatView& view, const Place& place) : view_(view), place_(place), first_(place.marked.front()) {}

    std::vector<ReviewAnswer> answer() {
        switch (place_.cause) {
            case Cause::press_without_number:
                if (count() == 1) {
                    add("Enter number", ReviewNeeds::number, given({}));
                } else {
                    show();
                }
                if (count() <= kExtraMost) add(count() == 1 ? "Extra press" : "Extra presses", presses_out());
                break;
            case Cause::number_without_press:
                add("Keep", kept());
                if (count() == 1) {
                    enter_time();
                } else {
                    show();
                }
                break;
            case Cause::counts_differ:
            case Cause::tapper_away:
            case Cause::ring_keyed_later:
                show();
                add("Keep", kept());
                break;
            case Cause::note_disagrees:
                note_disagrees();
                break;
            case Cause::number_repaired:
                add("Yes", without_number(kept()));
                add("Other number", ReviewNeeds::number, without_number(given({})));
                if (is_nobodys()) {
                    add("Unknown runner", ReviewNeeds::runner, runner_added());
                } else {
                    add("Count once", number_out(first_));
                }
                break;
            case Cause::number_unknown:
                add("Add runner", ReviewNeeds::runner, runner_added());
                add("Other number", ReviewNeeds::number, without_number(given({})));
                add("Do not count", all_out());
                break;
            case Cause::entered_twice:
                entered_twice();
                break;
            case Cause::no_sign_of_start:
                add("Yes, " + line().bib, kept());
                add(view_.bib_of(place_.maybe), without_number(given(view_.bib_of(place_.maybe))));
                add("Other number", ReviewNeeds::number, without_number(given({})));
                break;
            case Cause::heat_doubtful:
                for (const HeatId heat : {place_.own, place_.other}) {
                    if (heat) add("Heat " + view_.snapshot().heats[heat.index()]->name, entered_in(heat));
                }
                if (count() == 1) add("Other number", ReviewNeeds::number, without_number(given({})));
                break;
            case Cause::after_status:
                after_status();
                break;
            case Cause::no_numbers:
            case Cause::queue_without_presses:
            case Cause::double_press:
            case Cause::press_not_counted:
                break;
        }
        return std::move(answers_);
    }

private:
    const ReviewLine& line() const { return view_.line(first_); }
    std::size_t count() const { return place_.marked.size(); }

    void add(std::string label, ReviewNeeds needs, Actions actions) {
        if (!actions.empty()) answers_.push_back({std::move(label), needs, false, std::move(actions)});
    }
    void add(std::string label, Actions actions) { add(std::move(label), ReviewNeeds::nothing, std::move(actions)); }
    void show() {
        const std::size_t lines = place_.shown.empty() ? count() : place_.shown.size();
        answers_.push_back({"Show the " + std::to_string(lines), ReviewNeeds::nothing, true, {}});
    }
    void enter_time() {
        if (!line().child || line().bib.empty()) return;
        add("Enter time", ReviewNeeds::time,
            {{Verb::insert, {}, line().bib, {}, view_.heat().name, std::nullopt, Status::none}});
    }

    Actions kept() const {
        Actions actions;
        for (const std::size_t i : place_.marked) confirm(view_, i, actions);
        return actions;
    }
    // The crossing of the first row is the child's with this number, or with the one that is entered.
    Actions given(const std::string& bib) const {
        Actions actions;
        give(view_, first_, bib, actions);
        return actions;
    }
    // The number that was taken there has been put right by the other actions: it counts no more. But a note that gives
    // the instant stays where nothing else was taken.
    Actions without_number(Actions actions) const {
        if (!actions.empty()) take_out_number(view_, first_, actions);
        return actions;
    }
    Actions number_out(std::size_t i) const {
        Actions actions;
        take_out_number(view_, i, actions);
        return actions;
    }
    Actions presses_out() const {
        Actions actions;
        for (const std::size_t i : place_.marked) take_out_presses(view_, i, actions);
        return actions;
    }
    Actions all_out() const {
        Actions actions = number_out(first_);
        take_out_notes(view_, first_, actions);
        take_out_presses(view_, first_, actions);
        return actions;
    }
    Actions runner_added() const {
        const std::string taken = line().taken.empty() ? line().bib : line().taken;
        Actions actions{{Verb::add_runner, {}, taken, {}, view_.heat().name, {}, Status::none}};
        give(view_, first_, taken, actions);
        return actions;
    }
    Actions entered_in(HeatId heat) const {
        Actions actions;
        const auto& gun = view_.snapshot().heats[heat.index()]->start;
        for (const std::size_t i : place_.marked) {
            const ReviewLine& row = view_.line(i);
            if (gun && row.at && *row.at > *gun && !row.bib.empty()) enter(view_, heat, row.bib, *row.at, actions);
        }
        return actions;
    }

    bool is_nobodys() const {
        const Symbol bib = view_.finish(first_).bib;
        return bib && !view_.state().roster->owner_of_bib(bib);
    }

    void note_disagrees() {
        const ReadingIndex other = contradiction_of(view_, first_);
        if (!other) return add("Keep", kept());
        if (other == view_.finish(first_).tap) {
            add("Yes", kept());
            Actions no;
            take_out(view_, other, no);
            return add("No", std::move(no));
        }
        const StoredReading& said = view_.state().readings[other.index()];
        Actions line_is_right;
        if (const ReadingIndex press = view_.press_near(said.at, fusion::tuning::kBesideTap);
            press && !line().bib.empty()) {
            assign(view_, press, line().bib, line_is_right);
        } else if (!line().bib.empty()) {
            enter(view_, view_.heat().heat, line().bib, said.at, line_is_right);
        }
        add(said.kind == ReadingKind::chip ? "Mat" : "Line", std::move(line_is_right));
        add("Chute", kept());
    }

    void entered_twice() {
        const bool assigned = view_.finish(first_).evidence.has(Evidence::assigned);
        if (line().child) return add("Keep", kept());
        if (place_.maybe) add(view_.bib_of(place_.maybe), without_number(given(view_.bib_of(place_.maybe))));
        add("Other number", ReviewNeeds::number, without_number(given({})));
        Actions once = number_out(first_);
        if (assigned) release(view_, view_.finish(first_).tap, once);
        add("Count once", std::move(once));
    }

    void after_status() {
        const auto mark = view_.state().statuses.find({line().child, view_.heat().heat});
        if (mark == view_.state().statuses.end() || line().bib.empty()) return;
        ReviewAction finished{Verb::clear_status, {},        line().bib,         {},
                              view_.heat().name,  line().at, mark->second.status};
        if (!line().presses.empty()) finished.reading = view_.name_of(line().presses.front());
        add("Finished", {std::move(finished)});
        add("Did not finish", {{Verb::remove, {}, line().bib, {}, view_.heat().name, {}, Status::none}});
    }

    const HeatView& view_;
    const Place& place_;
    std::size_t first_;
    std::vector<ReviewAnswer> answers_;
};

}  // namespace

std::vector<ReviewAnswer> answers_of(const HeatView& view, const Place& place) {
    return Answerer{view, place}.answer();
}

}  // namespace heatline::review
