#include "engine/fusion/forward.h"

#include <algorithm>

#include "engine/fusion/curves.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

namespace t = tuning;

using Cell = StoryRoom::Cell;
using Row = StoryRoom::Row;

class Forward {
public:
    Forward(const SlipChances& slips, const StorySteps& steps, const Likelihood& likelihood, const Ends& ends,
            StoryRoom& room)
        : s_(slips),
          steps_(steps),
          e_(likelihood),
          ends_(ends),
          n_(steps.slots()),
          m_(steps.arrivals()),
          cells_(room.cells),
          rows_(room.rows),
          sums_(m_ + 1) {
        rows_.clear();
        rows_.reserve(n_ + 1);
    }

    Told run() {
        first_row();
        for (std::size_t i = 1; i <= n_; ++i) step(i);
        const Row& last = rows_[n_];
        for (std::size_t j = last.from; j < last.to; ++j) {
            const Cell& end = cells_[last.cells + j - last.from];
            if (ends_.open)
                told_.total += end.sum();
            else if (j == m_)
                told_.total = end.paired() + end.alone + end.closed + end.missed + end.away;
        }
        return told_;
    }

private:
    // A row in the making: its cells from the first, and the sum of each.
    struct Making {
        Row row;
        Cell* cells;
        double best = 0;

        std::size_t size() const { return row.to - row.from; }
    };

    // Room for a row from place `from` up to the last. Cells of before stand somewhere else afterwards.
    Making begin(std::size_t from) {
        const std::size_t most = used_ + 1 + (m_ + 1 - from) + 1;
        if (cells_.size() < most) cells_.resize(std::max(most, 2 * cells_.size()));
        cells_[used_] = {};
        return {{from, from, used_ + 1, 1}, cells_.data() + used_ + 1};
    }

    void add(Making& made) {
        const double sum = made.cells[made.size()].sum();
        sums_[made.size()] = sum;
        made.best = std::max(made.best, sum);
        ++made.row.to;
    }

    // Keeps `size` cells of it, from `first` on.
    void end(Making& made, std::size_t first, std::size_t size) {
        Row& row = made.row;
        row.from += first;
        row.to = row.from + size;
        row.cells += first;
        cells_[row.cells - 1] = {};
        cells_[row.cells + size] = {};
        used_ = row.cells + size;
        told_.cells += size;
        rows_.push_back(row);
    }

    void first_row() {
        Making made = begin(ends_.entry ? ends_.entry->from : 0);
        if (ends_.entry) {
            for (const StoryChances& place : ends_.entry->places) {
                made.cells[made.size()] = {place};
                add(made);
            }
        } else {
            made.cells[0] = {};
            made.cells[0].match = 1;
            add(made);
            extend(made, 0);
        }
        end(made, 0, made.size());
    }

    // Up to where row i goes in any case.
    std::size_t last_wanted(std::size_t i) const {
        if (i == n_ && !ends_.open) return m_;
        return std::max(s_.least[std::min(i + 1, n_)], std::min(s_.band_to[i], s_.most[i]));
    }

    // Row i: after i slots.
    void step(std::size_t i) {
        const Row before = rows_.back();
        Making made = begin(std::max(before.from, std::min(s_.least[i], before.to)));
        const std::size_t from = made.row.from;
        const std::size_t to = std::max(std::min({before.to + 1, m_ + 1, s_.most[i] + 1}), from + 1);
        const std::size_t slot = i - 1;
        const double real = s_.real[slot], alone = s_.alone[slot], more_alone = steps_.more_alone(slot);
        const double tapped = 1 - s_.missed[slot], swap = s_.swap[slot], stays = steps_.stays_closed(slot);
        const bool pending = steps_.is_pending(slot);
        double e_next = from > 0 ? e_.match(slot, from - 1) : 0;  // Of arrival j - 1, the j-th.
        double e_last = from > 1 ? e_.match(slot, from - 2) : 0;
        const Cell* above = cells_.data() + before.cells + from - before.from;
        Cell* here = made.cells;
        for (std::size_t j = from; j < to; ++j, ++above, ++here) {
            Cell& c = *here = {};
            c.alone = alone * (above->paired() + t::kMissedToAlone * above->missed) + more_alone * above->alone;
            c.closed = steps_.closes(slot, j) * (above->paired() + above->alone * pending) + stays * above->closed;
            const double e_here = e_next;
            e_next = j < m_ ? e_.match(slot, j) : 0;
            if (j > 0) {
                const Cell& corner = above[-1];
                // What may be followed by a match, but for a slot that is nobody's.
                const double open = tapped * corner.paired() + t::kMissedToMatch * corner.missed +
                                    t::kRunToMatch * (corner.away + corner.closed);
                const double into = real * open;
                const double after_alone = real * t::kAloneToMatch * corner.alone;
                c.e_match = e_here;
                if (after_alone > 0) c.e_after_alone = e_.match_after_alone(slot, j - 1);
                c.match = into * e_here + after_alone * c.e_after_alone;
                c.swap_begun = (into + after_alone) * swap * e_next;
                if (j > 1) c.swap_done = real * e_last * corner.swap_begun;
                add_missed(c, i, j, here[-1]);
            }
            e_last = e_here;
            add(made);
        }
        extend(made, i);
        trim(made, i);
    }

    void add_missed(Cell& c, std::size_t i, std::size_t j, const Cell& left) const {
        c.e_between = e_.between(i, j - 1);
        c.missed = c.e_between * (s_.missed[i] * left.paired() + t::kMissedMore * left.missed);
        c.away = c.e_between * (s_.away[i] * left.paired() + t::kRunMore * left.away);
    }

    // Arrivals without a slot behind the last cell, as long as they count.
    void extend(Making& made, std::size_t i) {
        const double least = made.best * t::kBeam;
        const std::size_t wanted = last_wanted(i);
        while (made.row.to <= m_) {
            Cell& c = made.cells[made.size()] = {};
            add_missed(c, i, made.row.to, (&c)[-1]);
            // A match of this row needs the cell before it, so one below the beam is the last.
            const bool last = c.sum() < least || made.row.to > s_.most[i];
            if (last && made.row.to > wanted) break;
            add(made);
        }
    }

    void trim(Making& made, std::size_t i) {
        const std::size_t from = made.row.from, wanted = last_wanted(i);
        const double least = made.best * t::kBeam;
        std::size_t first = 0, last = made.size();  // Of the row.
        while (first + 1 < last && from + first < s_.band_from[i] && sums_[first] < least) ++first;
        while (last - 1 > first && from + last - 1 > wanted && sums_[last - 1] < least) --last;
        double sum = 0;
        for (std::size_t k = first; k < last; ++k) sum += sums_[k];
        made.row.scale = sum > 0 ? 1 / sum : 1;
        for (std::size_t k = first; k < last; ++k) made.cells[k].scale(made.row.scale);
        told_.log_scales -= ln(made.row.scale);
        end(made, first, last - first);
    }

    const SlipChances& s_;
    const StorySteps& steps_;
    const Likelihood& e_;
    const Ends& ends_;
    std::size_t n_, m_;
    std::vector<Cell>& cells_;
    std::vector<Row>& rows_;
    std::size_t used_ = 0;      // Of the cells.
    std::vector<double> sums_;  // Of the cells of the row that is being made.
    Told told_;
};

}  // namespace

Told tell_forward(const SlipChances& slips, const StorySteps& steps, const Likelihood& likelihood, const Ends& ends,
                  StoryRoom& room) {
    return Forward{slips, steps, likelihood, ends, room}.run();
}

}  // namespace heatline::fusion
