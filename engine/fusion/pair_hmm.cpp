#include "engine/fusion/pair_hmm.h"

#include <algorithm>
#include <tuple>

#include "engine/fusion/curves.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

namespace t = tuning;

using Cell = StoryRoom::Cell;
using Row = StoryRoom::Row;

// The same backwards: the chance of all stories from here to the end, by what the step into here was.
struct Rest {
    double paired = 0, alone = 0, closed = 0, missed = 0, away = 0, swap_begun = 0;
};

constexpr Cell kEmpty{};
constexpr Rest kNoRest{};

class Table {
public:
    Table(const SlipChances& slips, const Likelihood& likelihood, const Ends& ends, StoryRoom& room)
        : s_(slips),
          e_(likelihood),
          ends_(ends),
          n_(slips.real.size()),
          m_(slips.closed.size() - 1),
          decided_(std::min(ends.decided, n_)),
          cells_(room.cells),
          rows_(room.rows) {
        cells_.clear();
        rows_.clear();
    }

    WeighedStories run() {
        forward();
        Passage exit{rows_[decided_].from, {}};
        for (std::size_t j = rows_[decided_].from; j < rows_[decided_].to; ++j)
            exit.places.push_back(at(rows_[decided_], j));
        backward();
        return {std::move(out_), std::move(exit)};
    }

private:
    const Cell& at(const Row& row, std::size_t j) const {
        return j >= row.from && j < row.to ? cells_[row.cells + j - row.from] : kEmpty;
    }

    // The likelihood of slot and arrival, from the cell where they were met on the way there.
    double e_match(const Row& row, std::size_t slot, std::size_t arrival) const {
        const double kept = at(row, arrival + 1).e_match;
        return kept > 0 ? kept : e_.match(slot, arrival);
    }

    // What may be followed by a match, but for a slot that is nobody's.
    static double open(const Cell& c, double missed) {
        return (1 - missed) * c.paired() + t::kMissedToMatch * c.missed + t::kRunToMatch * (c.away + c.closed);
    }

    double more_alone(std::size_t slot) const { return std::max(t::kAloneMore, s_.alone[slot]); }
    double stays_closed(std::size_t slot) const { return slot >= s_.pending_from ? 1 : t::kRunMore; }
    double closes(std::size_t slot, std::size_t j) const {
        return slot >= s_.pending_from && j == m_ ? 1 : s_.closed[j];
    }

    void forward() {
        rows_.reserve(n_ + 1);
        rows_.push_back(first_row());
        for (std::size_t i = 1; i <= n_; ++i) step(i);
        const Row& last = rows_[n_];
        for (std::size_t j = last.from; j < last.to; ++j) {
            const Cell& end = at(last, j);
            if (ends_.open)
                total_ += end.sum();
            else if (j == m_)
                total_ = end.paired() + end.alone + end.closed + end.missed + end.away;
        }
        out_.cells = cells_.size();
    }

    Row first_row() {
        Row first{0, 1, 0, 1};
        if (ends_.entry) {
            first.from = ends_.entry->from;
            first.to = first.from + ends_.entry->places.size();
            for (const StoryChances& place : ends_.entry->places) cells_.push_back({place});
        } else {
            Cell begin;
            begin.match = 1;
            add(begin);
            extend(first, 0);
        }
        return first;
    }

    // Up to where row i goes in any case.
    std::size_t last_wanted(std::size_t i) const {
        if (i == n_ && !ends_.open) return m_;
        return std::max(s_.least[std::min(i + 1, n_)], std::min(s_.band_to[i], s_.most[i]));
    }

    // To the row that is being made.
    void add(const Cell& cell) {
        cells_.push_back(cell);
        sums_.push_back(cell.sum());
    }

    // Row i: after i slots.
    void step(std::size_t i) {
        sums_.clear();
        const Row before = rows_.back();
        Row row{std::max(before.from, std::min(s_.least[i], before.to)), 0, cells_.size(), 1};
        const std::size_t to = std::max(std::min({before.to + 1, m_ + 1, s_.most[i] + 1}), row.from + 1);
        const std::size_t slot = i - 1;
        const double real = s_.real[slot];
        double e_next = row.from > 0 ? e_.match(slot, row.from - 1) : 0;  // Of arrival j - 1, the j-th.
        double e_last = row.from > 1 ? e_.match(slot, row.from - 2) : 0;
        for (std::size_t j = row.from; j < to; ++j) {
            Cell c;
            const Cell& above = at(before, j);
            c.alone =
                s_.alone[slot] * (above.paired() + t::kMissedToAlone * above.missed) + more_alone(slot) * above.alone;
            c.closed = closes(slot, j) * (above.paired() + above.alone * (slot >= s_.pending_from)) +
                       stays_closed(slot) * above.closed;
            const double e_here = e_next;
            e_next = j < m_ ? e_.match(slot, j) : 0;
            if (j > 0) {
                const Cell& corner = at(before, j - 1);
                const double into = real * open(corner, s_.missed[slot]);
                const double after_alone = real * t::kAloneToMatch * corner.alone;
                c.e_match = e_here;
                if (after_alone > 0) c.e_after_alone = e_.match_after_alone(slot, j - 1);
                c.match = into * e_here + after_alone * c.e_after_alone;
                c.swap_begun = (into + after_alone) * s_.swap[slot] * e_next;
                if (j > 1) c.swap_done = real * e_last * corner.swap_begun;
                add_missed(c, i, j, cells_.size() > row.cells ? cells_.back() : kEmpty);
            }
            e_last = e_here;
            add(c);
            row.to = j + 1;
        }
        extend(row, i);
        trim(row, i);
        rows_.push_back(row);
    }

    void add_missed(Cell& c, std::size_t i, std::size_t j, const Cell& left) {
        c.e_between = e_.between(i, j - 1);
        c.missed = c.e_between * (s_.missed[i] * left.paired() + t::kMissedMore * left.missed);
        c.away = c.e_between * (s_.away[i] * left.paired() + t::kRunMore * left.away);
    }

    // Arrivals without a slot behind the last cell, as long as they count.
    void extend(Row& row, std::size_t i) {
        const double best = best_sum();
        const std::size_t wanted = last_wanted(i);
        while (row.to <= m_) {
            Cell c;
            add_missed(c, i, row.to, cells_.back());
            // A match of this row needs the cell before it, so one below the beam is the last.
            const bool last = c.sum() < best * t::kBeam || row.to > s_.most[i];
            if (last && row.to > wanted) break;
            add(c);
            ++row.to;
        }
    }

    double best_sum() const {
        double best = 0;
        for (const double sum : sums_) best = std::max(best, sum);
        return best;
    }

    void trim(Row& row, std::size_t i) {
        const double least = best_sum() * t::kBeam;
        std::size_t first = 0, last = sums_.size();  // Of the row.
        while (first + 1 < last && row.from + first < s_.band_from[i] && sums_[first] < least) ++first;
        const std::size_t wanted = last_wanted(i);
        while (last - 1 > first && row.from + last - 1 > wanted && sums_[last - 1] < least) --last;
        double sum = 0;
        for (std::size_t k = first; k < last; ++k) sum += sums_[k];
        const auto begin = cells_.begin() + static_cast<std::ptrdiff_t>(row.cells);
        cells_.resize(row.cells + last);
        cells_.erase(begin, begin + static_cast<std::ptrdiff_t>(first));
        row.from += first;
        row.to = row.from + last - first;
        row.scale = sum > 0 ? 1 / sum : 1;
        for (std::size_t k = row.cells; k < cells_.size(); ++k) cells_[k].scale(row.scale);
        out_.log_chance -= ln(row.scale);
    }

    void backward() {
        out_.missed.assign(m_, 0);
        out_.away.assign(m_, 0);
        out_.alone.assign(n_, 0);
        if (!(total_ > 0)) return;
        out_.log_chance += ln(total_);
        std::vector<Rest> rest, below;
        Row below_row{1, 0, 0, 1};
        for (std::size_t i = n_ + 1; i-- > 0;) {
            const Row& row = rows_[i];
            rest.assign(row.to - row.from, {});
            const auto down = [&](std::size_t j) -> const Rest& {
                return j >= below_row.from && j < below_row.to ? below[j - below_row.from] : kNoRest;
            };
            for (std::size_t j = row.to; j-- > row.from;) {
                Rest& r = rest[j - row.from];
                if (i == n_ && ends_.open) r = {1, 1, 1, 1, 1, 1};
                if (i == n_ && !ends_.open && j == m_) r = {1, 1, 1, 1, 1, 0};
                if (i < n_) go_down(r, i, j, below_row, down);
                if (j + 1 < row.to) {
                    const double e = at(row, j + 1).e_between;
                    const Rest& right = rest[j + 1 - row.from];
                    r.paired += e * (s_.missed[i] * right.missed + s_.away[i] * right.away);
                    r.missed += e * t::kMissedMore * right.missed;
                    r.away += e * t::kRunMore * right.away;
                }
            }
            if (i > 0 && i <= decided_) collect(row, rest, i);
            // What stands on the entry was said by the table before.
            for (std::size_t j = row.from; j < row.to && i <= decided_ && (i > 0 || !ends_.entry); ++j) {
                const Cell& c = at(row, j);
                const Rest& r = rest[j - row.from];
                if (i > 0) out_.alone[i - 1] += c.alone * r.alone / total_;
                if (j == 0) continue;
                out_.missed[j - 1] += c.missed * r.missed / total_;
                out_.away[j - 1] += c.away * r.away / total_;
            }
            std::swap(rest, below);
            below_row = row;
        }
        // By the chance too: a sum depends on its order, and a sort on who wrote it.
        std::sort(out_.pairs.begin(), out_.pairs.end(), [](const Pair& a, const Pair& b) {
            return std::tie(a.slot, a.arrival, a.chance) < std::tie(b.slot, b.arrival, b.chance);
        });
        join();
    }

    template <class Down>
    void go_down(Rest& r, std::size_t i, std::size_t j, const Row& below_row, Down down) {
        const double scale = below_row.scale, real = s_.real[i];
        const Rest &straight = down(j), &corner = down(j + 1);
        const Cell& match = at(below_row, j + 1);
        const double e_after = j + 2 <= m_ && corner.swap_begun > 0 ? e_match(below_row, i, j + 1) : 0;
        const double swap = s_.swap[i] * e_after * corner.swap_begun;
        const double into = scale * real * (match.e_match * corner.paired + swap);
        r.paired += (1 - s_.missed[i]) * into + scale * (s_.alone[i] * straight.alone + closes(i, j) * straight.closed);
        r.alone += t::kAloneToMatch * scale * real * (match.e_after_alone * corner.paired + swap);
        r.alone += scale * (more_alone(i) * straight.alone + (i >= s_.pending_from) * closes(i, j) * straight.closed);
        r.missed += t::kMissedToMatch * into + scale * t::kMissedToAlone * s_.alone[i] * straight.alone;
        r.away += t::kRunToMatch * into;
        r.closed += t::kRunToMatch * into + scale * stays_closed(i) * straight.closed;
        // The second half of a swap: the next slot takes the arrival that was left.
        if (j > 0 && corner.paired > 0) r.swap_begun += scale * real * e_match(below_row, i, j - 1) * corner.paired;
    }

    void collect(const Row& row, const std::vector<Rest>& rest, std::size_t i) {
        const auto slot = static_cast<std::uint32_t>(i - 1);
        for (std::size_t j = std::max<std::size_t>(row.from, 1); j < row.to; ++j) {
            const Cell& c = at(row, j);
            const Rest& r = rest[j - row.from];
            const auto arrival = static_cast<std::uint32_t>(j - 1);
            const auto keep = [&](double chance, std::uint32_t k) {
                if (chance > t::kChanceLeast * total_) out_.pairs.push_back({slot, k, chance / total_});
            };
            keep(c.match * r.paired, arrival);
            keep(c.swap_done * r.paired, arrival - 1);
            keep(c.swap_begun * r.swap_begun, arrival + 1);
        }
    }

    // A pair that is a match in some stories and half a swap in others is one pair.
    void join() {
        std::size_t kept = 0;
        for (const Pair& pair : out_.pairs) {
            if (kept > 0 && out_.pairs[kept - 1].slot == pair.slot && out_.pairs[kept - 1].arrival == pair.arrival) {
                out_.pairs[kept - 1].chance += pair.chance;
            } else {
                out_.pairs[kept++] = pair;
            }
        }
        out_.pairs.resize(kept);
    }

    const SlipChances& s_;
    const Likelihood& e_;
    const Ends& ends_;
    std::size_t n_, m_, decided_;
    std::vector<Cell>& cells_;
    std::vector<Row>& rows_;
    std::vector<double> sums_;  // Of the cells of the row that is being made.
    double total_ = 0;
    Posterior out_;
};

}  // namespace

Posterior weigh_stories(const SlipChances& slips, const Likelihood& likelihood) {
    StoryRoom room;
    return weigh_stories(slips, likelihood, {}, room).posterior;
}

WeighedStories weigh_stories(const SlipChances& slips, const Likelihood& likelihood, const Ends& ends,
                             StoryRoom& room) {
    return Table{slips, likelihood, ends, room}.run();
}

}  // namespace heatline::fusion
