// Places that fusion has no mark for: a child of whom there is no other sign today, a queue without presses.

#include <algorithm>
#include <unordered_set>

#include "engine/fusion/identity.h"
#include "engine/fusion/tuning.h"
#include "engine/review/places.h"

namespace heatline::review {
namespace {

namespace t = fusion::tuning;

// So many children who came out of the chute without a pause have queued.
constexpr std::size_t kQueueLeast = 8;

class Signs {
public:
    explicit Signs(const HeatView& view) : view_(view) {
        const State& state = view.state();
        const Roster& roster = *state.roster;
        for (const ReadingIndex index : state.sightings) {
            const StoredReading& reading = state.readings[index.index()];
            if (reading.voided) continue;
            const RunnerId child = reading.bib ? roster.owner_of_bib(reading.bib) : RunnerId::none();
            if (!child) continue;
            seen_.insert(child);
            const bool before_gun = view.heat().start && reading.has_at && reading.at <= *view.heat().start;
            if (before_gun) teams_that_scan_.insert(roster.brief(child).team);
        }
        for (const auto& heat : view.snapshot().heats) {
            if (heat->heat == view.heat().heat) continue;
            for (const Finish& finish : heat->finishes) {
                if (finish.runner) seen_.insert(finish.runner);
            }
        }
    }

    // A number of the chute is all there is of this child, whose team counts its children in.
    bool none_but_number(std::size_t i) const {
        const Finish& finish = view_.finish(i);
        const EvidenceSet e = finish.evidence;
        if (!finish.runner || !view_.is_certain(i) || seen_.contains(finish.runner)) return false;
        for (const Evidence other :
             {Evidence::select, Evidence::chip, Evidence::token, Evidence::assigned, Evidence::inserted}) {
            if (e.has(other)) return false;
        }
        return teams_that_scan_.contains(view_.state().roster->brief(finish.runner).team);
    }

private:
    const HeatView& view_;
    std::unordered_set<RunnerId> seen_;
    std::unordered_set<TeamId> teams_that_scan_;
};

}  // namespace

RunnerId missing_like(const HeatView& view, std::string_view taken) {
    RunnerId best;
    double most = 0;
    for (const ResultRow& row : view.heat().rows) {
        const bool missing = std::holds_alternative<outcome::OnCourse>(row.outcome) ||
                             std::holds_alternative<outcome::Registered>(row.outcome);
        if (!missing || !row.runner) continue;
        const double chance = fusion::slip_chance(taken, row.bib);
        if (chance <= most) continue;
        most = chance;
        best = row.runner;
    }
    return best;
}

std::vector<Place> places_without_sign(const HeatView& view) {
    std::vector<Place> places;
    if (view.state().sightings.empty()) return places;
    const Signs signs{view};
    for (std::size_t i = 0; i < view.size(); ++i) {
        if (!signs.none_but_number(i)) continue;
        const RunnerId missing = missing_like(view, view.line(i).bib);
        if (missing) places.push_back({ReviewCause::no_sign_of_start, {i}, {i}, {}, {}, missing});
    }
    return places;
}

std::vector<Place> queues_without_presses(const HeatView& view) {
    std::vector<Place> places;
    Place run{ReviewCause::queue_without_presses, {}, {}, {}, {}, {}};
    std::optional<Instant> last;
    const auto close = [&] {
        if (run.marked.size() >= kQueueLeast) {
            run.shown = run.marked;
            places.push_back(run);
        }
        run.marked.clear();
    };
    for (std::size_t i = 0; i < view.size(); ++i) {
        const Finish& finish = view.finish(i);
        if (finish.evidence.has(Evidence::tap)) return {};  // Presses say when.
        const bool scanned = finish.evidence.has(Evidence::bib_live) && finish.identity &&
                             view.state().readings[finish.identity.index()].has_at;
        if (!scanned) continue;
        const Instant at = view.state().readings[finish.identity.index()].at;
        const bool idle = !last || std::abs(micros_between(*last, at)) >= t::kIdleGap;
        last = at;
        if (idle || run.marked.size() >= kReviewLinesMax) close();
        if (finish.evidence.has(Evidence::estimated) && !view.line(i).marked) run.marked.push_back(i);
    }
    close();
    return places;
}

}  // namespace heatline::review
