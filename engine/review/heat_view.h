#pragma once
// HeatView: one heat as the review looks at it: a line for each finish, its presses, what is certain around it.
//
// Borrows from the state and the snapshot for the length of one call of review_queue. Pure; any thread.

#include <map>
#include <string>
#include <vector>

#include "engine/review/review.h"

namespace heatline::review {

// A press at the line that no finish rests on, and that is no second timer's word for one.
struct LoosePress {
    ReadingIndex tap;
    Instant at;
    // The line of a press of the same finger just before or after it; none: it stands alone.
    std::optional<std::size_t> doubles;
};

class HeatView {
public:
    // The heat must be one of the snapshot.
    HeatView(const State& state, const Snapshot& snapshot, HeatId heat);

    const State& state() const { return state_; }
    const Snapshot& snapshot() const { return snapshot_; }
    const HeatPicture& heat() const { return heat_; }
    std::size_t size() const { return lines_.size(); }
    const ReviewLine& line(std::size_t i) const { return lines_[i]; }
    const Finish& finish(std::size_t i) const { return heat_.finishes[i]; }
    // The row of results that shows this finish.
    const ResultRow& row(std::size_t i) const { return heat_.rows[lines_[i].row]; }
    // Its place in the heat; 0: it has none.
    std::uint32_t place(std::size_t i) const;

    bool is_certain(std::size_t i) const;
    // Certain, and by more than the order of the chute: a note, a chip, a person's word.
    bool is_anchor(std::size_t i) const;
    // The nearest before or after `i` of which that holds; none.
    std::optional<std::size_t> before(std::size_t i, bool (HeatView::*holds)(std::size_t) const) const;
    std::optional<std::size_t> after(std::size_t i, bool (HeatView::*holds)(std::size_t) const) const;

    // The last instant that anything at this line speaks of.
    std::optional<Instant> heard() const { return heard_; }
    // Loose presses among this heat's crossings, and just behind the last. By instant.
    const std::vector<LoosePress>& loose() const { return loose_; }
    // The press nearest to `at` that is not voided, at most `within_us` away; none.
    ReadingIndex press_near(Instant at, std::int64_t within_us) const;

    ReadingName name_of(ReadingIndex reading) const;
    // The number that this child wears; empty: none.
    const std::string& bib_of(RunnerId child) const { return (*snapshot_.bibs)[child.index()]; }
    // Since this heat's gun, to a tenth or to a second; empty without a gun.
    std::string since_gun(Instant at) const;
    std::string since_gun_s(Instant at) const;

private:
    void make_lines();
    void gather_presses();
    void add_companions();
    void find_loose();
    void hear();
    bool is_tap(ReadingIndex reading) const {
        return reading && state_.readings[reading.index()].kind == ReadingKind::tap;
    }

    const State& state_;
    const Snapshot& snapshot_;
    const HeatPicture& heat_;
    LineId line_of_heat_;
    std::vector<ReviewLine> lines_;
    std::vector<ReadingIndex> presses_;                // Of the line, not voided, by instant.
    std::map<ReadingIndex, std::size_t> spoken_for_;   // Press to line; those of other heats to kElsewhere.
    std::vector<std::pair<Instant, bool>> crossings_;  // Of all heats of the line, by instant; of this heat or not.
    std::vector<LoosePress> loose_;
    std::optional<Instant> heard_;
    static constexpr std::size_t kElsewhere = ~std::size_t{0};
};

}  // namespace heatline::review
