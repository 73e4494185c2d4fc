#include "engine/review/places.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "engine/fusion/tuning.h"

namespace heatline::review {
namespace {

using Cause = ReviewCause;
namespace t = fusion::tuning;

// Behind the last number presses wait for theirs: the children are in the chute. After this long they do not.
constexpr std::int64_t kInChute = 120 * t::kSecond;
// So many numbers in a row without a press: the tapper was away.
constexpr std::size_t kTapperAway = 4;

class Gatherer {
public:
    explicit Gatherer(const HeatView& view) : view_(view) {
        for (std::size_t i = 0; i < view.size(); ++i) {
            const EvidenceSet e = view.finish(i).evidence;
            live_ |= e.has(Evidence::bib_live);
            const ReviewLine& line = view.line(i);
            if (line.at && (line.child || !line.bib.empty())) last_named_ = i;
        }
        for (std::size_t i = 0; i < view.size(); ++i) causes_.push_back(cause_of(i));
    }

    std::vector<Place> run() {
        for (std::size_t from = 0, to = 0; from < causes_.size(); from = std::max(to, from + 1)) {
            for (to = from; to < causes_.size() && causes_[to]; ++to) {}
            gather_run(from, to);
        }
        join_within_anchors();
        for (Place& place : places_) {
            if (place.cause == Cause::counts_differ) show_interval(place);
        }
        return std::move(places_);
    }

private:
    std::optional<Cause> cause_of(std::size_t i) const {
        const Finish& finish = view_.finish(i);
        if (!view_.line(i).marked) return std::nullopt;
        if (view_.row(i).doubt == Doubt::after_status) return Cause::after_status;
        switch (finish.doubt) {
            case Doubt::tap_without_number:
                return waits_in_chute(i) ? std::nullopt : std::optional{Cause::press_without_number};
            case Doubt::number_without_tap:
                return in_ring(i) ? Cause::ring_keyed_later : Cause::number_without_press;
            case Doubt::counts_differ:
                return in_ring(i) ? Cause::ring_keyed_later : Cause::counts_differ;
            case Doubt::unknown_number:
                return Cause::number_unknown;
            case Doubt::sources_disagree:
                return Cause::note_disagrees;
            case Doubt::entered_twice:
                return Cause::entered_twice;
            case Doubt::wrong_heat:
            case Doubt::heat_unsure:
                return finish.runner ? Cause::heat_doubtful : Cause::number_unknown;
            case Doubt::number_repaired:
                return Cause::number_repaired;
            case Doubt::none:
            case Doubt::after_status:
                break;
        }
        if (finish.runner) return std::nullopt;
        if (finish.bib) return Cause::number_unknown;
        return waits_in_chute(i) ? std::nullopt : std::optional{Cause::no_numbers};
    }

    bool in_ring(std::size_t i) const {
        const EvidenceSet e = view_.finish(i).evidence;
        return live_ && e.has(Evidence::bib_batch) && !e.has(Evidence::bib_live);
    }

    bool waits_in_chute(std::size_t i) const {
        if (last_named_ && i < *last_named_) return false;
        const HeatPicture& heat = view_.heat();
        if (heat.course_clear || heat.counts.on_course == 0 || !view_.line(i).at || !view_.heard()) return false;
        return micros_between(*view_.line(i).at, *view_.heard()) <= kInChute;
    }

    static bool counts(Cause cause) {
        return cause == Cause::counts_differ || cause == Cause::press_without_number ||
               cause == Cause::number_without_press;
    }

    // A run of adjacent marked rows. Where rows among them may be one place off, the presses without numbers and the
    // numbers without presses beside them are the same question.
    void gather_run(std::size_t from, std::size_t to) {
        bool off = false;
        for (std::size_t i = from; i < to; ++i) off |= causes_[i] == Cause::counts_differ;
        for (std::size_t i = from; i < to; ++i) {
            const Cause cause = off && counts(*causes_[i]) ? Cause::counts_differ : *causes_[i];
            if (cause == Cause::entered_twice) {
                add_twice(i);
            } else if (goes_with_last(cause, i)) {
                places_.back().marked.push_back(i);
            } else {
                Place& place = places_.emplace_back(Place{cause, {i}, {}, {}, {}, {}});
                if (cause == Cause::heat_doubtful) std::tie(place.own, place.other) = heats_of(i);
            }
        }
    }

    bool goes_with_last(Cause cause, std::size_t i) const {
        if (places_.empty()) return false;
        const Place& last = places_.back();
        if (last.cause != cause || last.marked.size() >= kReviewLinesMax || last.marked.back() + 1 != i) return false;
        if (cause == Cause::heat_doubtful) return heats_of(i) == std::pair{last.own, last.other};
        return counts(cause) || cause == Cause::ring_keyed_later || cause == Cause::no_numbers;
    }

    // The child's own row, if doubtful, is one place with the later one under its number.
    void add_twice(std::size_t i) {
        const Finish& finish = view_.finish(i);
        const RunnerId child = owner_of(i);
        std::optional<std::size_t> other;
        for (std::size_t j = 0; j < view_.size() && !other; ++j) {
            if (j == i) continue;
            const bool same = child ? owner_of(j) == child : view_.line(j).bib == view_.line(i).bib;
            if (!same) continue;
            if (finish.runner && causes_[j] == Cause::entered_twice) return;  // Found from that one.
            if (!finish.runner && (!child || view_.line(j).child)) other = j;
        }
        Place place{Cause::entered_twice, {i}, {}, {}, {}, {}};
        if (!finish.runner) place.maybe = missing_like(view_, view_.line(i).bib);
        if (other) place.shown.push_back(*other);
        place.shown.push_back(i);
        std::sort(place.shown.begin(), place.shown.end());
        places_.push_back(std::move(place));
    }

    RunnerId owner_of(std::size_t i) const {
        const Finish& finish = view_.finish(i);
        if (finish.runner || !finish.bib) return finish.runner;
        return view_.state().roster->owner_of_bib(finish.bib);
    }

    std::pair<HeatId, HeatId> heats_of(std::size_t i) const {
        const HeatId here = view_.heat().heat;
        const auto& own = view_.state().heats_of[view_.line(i).child.index()];
        if (view_.finish(i).doubt == Doubt::heat_unsure) return {here, likely_other(i)};
        HeatId entered;
        for (const HeatId heat : own) {
            const auto& gun = view_.snapshot().heats[heat.index()]->start;
            if (view_.state().heats[heat.index()].line == view_.state().heats[here.index()].line && gun &&
                *gun < *view_.line(i).at)
                entered = heat;
        }
        if (!entered && !own.empty()) entered = own.front();
        return {entered, here};
    }

    // The other heat of the line whose usual time is nearest to this one's.
    HeatId likely_other(std::size_t i) const {
        const HeatId here = view_.heat().heat;
        HeatId best;
        std::int64_t least = 0;
        for (const auto& heat : view_.snapshot().heats) {
            const bool beside = heat->heat != here && heat->start && *heat->start < *view_.line(i).at &&
                                view_.state().heats[heat->heat.index()].line == view_.state().heats[here.index()].line;
            if (!beside || heat->finishes.empty()) continue;
            const auto& middle = heat->finishes[heat->finishes.size() / 2].at;
            if (!middle) continue;
            const std::int64_t off =
                std::abs(micros_between(*heat->start, *view_.line(i).at) - micros_between(*heat->start, *middle));
            if (best && off >= least) continue;
            best = heat->heat;
            least = off;
        }
        return best;
    }

    // Between two certain rows, what may be one place off is one question, wherever it shows.
    void join_within_anchors() {
        std::vector<Place> joined;
        std::optional<std::size_t> last;  // Of its kind, in `joined`.
        for (Place& place : places_) {
            if (place.cause == Cause::number_without_press && place.marked.size() >= kTapperAway)
                place.cause = Cause::tapper_away;
            const bool off = place.cause == Cause::counts_differ;
            if (off && last && is_one_interval(joined[*last].marked, place.marked)) {
                auto& marked = joined[*last].marked;
                marked.insert(marked.end(), place.marked.begin(), place.marked.end());
                continue;
            }
            if (off) last = joined.size();
            joined.push_back(std::move(place));
        }
        places_ = std::move(joined);
    }

    bool is_one_interval(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) const {
        if (b.back() - a.front() >= kReviewLinesMax) return false;
        for (std::size_t i = a.back() + 1; i < b.front(); ++i) {
            if (view_.is_anchor(i)) return false;
        }
        return true;
    }

    // Shown with it: all rows between the certain ones around, as far as they are few enough to look through.
    void show_interval(Place& place) const {
        std::size_t from = place.marked.front(), to = place.marked.back();
        const auto anchor_before = view_.before(from, &HeatView::is_anchor);
        const auto anchor_after = view_.after(to, &HeatView::is_anchor);
        const std::size_t first = anchor_before ? *anchor_before + 1 : 0;
        const std::size_t end = anchor_after ? *anchor_after : view_.size();
        if (end - first <= kReviewLinesMax) {
            from = first;
            to = end - 1;
        }
        for (std::size_t i = from; i <= to; ++i) place.shown.push_back(i);
    }

    const HeatView& view_;
    bool live_ = false;
    std::optional<std::size_t> last_named_;
    std::vector<std::optional<Cause>> causes_;
    std::vector<Place> places_;
};

}  // namespace

std::vector<Place> marked_places(const HeatView& view) { return Gatherer{view}.run(); }

}  // namespace heatline::review
