#include "engine/fusion/pair_hmm.h"

#include <algorithm>
#include <tuple>

#include "engine/fusion/curves.h"
#include "engine/fusion/forward.h"
#include "engine/fusion/story_steps.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

namespace t = tuning;

using Cell = StoryRoom::Cell;
using Row = StoryRoom::Row;

// The chance of all stories from a place to the end, by what the step into the place was.
struct Rest {
    double paired = 0, alone = 0, closed = 0, missed = 0, away = 0, swap_begun = 0;
};

// The rests of a row, between two of nothing.
class RestRow {
public:
    void begin(const Row& row) {
        row_ = row;
        rests_.assign(row.to - row.from + 2, {});
    }
    const Row& row() const { return row_; }
    // From one before the row to one behind it.
    Rest& at(std::size_t j) { return rests_[j + 1 - row_.from]; }

private:
    Row row_{1, 0, 0, 1};
    std::vector<Rest> rests_{2};
};

// The way back, over the table that the way forward left: from the end of all stories to their beginning, with what
// both ways say of each pair.
class Backward {
public:
    Backward(const SlipChances& slips, const StorySteps& steps, const Likelihood& likelihood, const Ends& ends,
             const StoryRoom& room, double total)
        : s_(slips),
          steps_(steps),
          e_(likelihood),
          ends_(ends),
          n_(steps.slots()),
          m_(steps.arrivals()),
          decided_(std::min(ends.decided, n_)),
          cells_(room.cells),
          rows_(room.rows),
          total_(total) {}

    Posterior run() {
        out_.missed.assign(m_, 0);
        out_.away.assign(m_, 0);
        out_.alone.assign(n_, 0);
        if (!(total_ > 0)) return std::move(out_);
        RestRow rest, below;
        for (std::size_t i = n_ + 1; i-- > 0;) {
            rest.begin(rows_[i]);
            go_back(i, rest, below);
            if (i <= decided_) collect(i, rest);
            std::swap(rest, below);
        }
        // By the chance too: a sum depends on its order, and a sort on who wrote it.
        std::sort(out_.pairs.begin(), out_.pairs.end(), [](const Pair& a, const Pair& b) {
            return std::tie(a.slot, a.arrival, a.chance) < std::tie(b.slot, b.arrival, b.chance);
        });
        join();
        return std::move(out_);
    }

private:
    // From one before the row to one behind it.
    const Cell& cell(const Row& row, std::size_t j) const { return cells_[row.cells + j - row.from]; }

    // The likelihood of slot and arrival, from the cell where they were met on the way there.
    double e_match(const Cell& met, std::size_t slot, std::size_t arrival) const {
        return met.e_match > 0 ? met.e_match : e_.match(slot, arrival);
    }

    void go_back(std::size_t i, RestRow& rest, RestRow& below) const {
        const Row& row = rest.row();
        const double missed = s_.missed[i], away = s_.away[i];
        for (std::size_t j = row.to; j-- > row.from;) {
            Rest& r = rest.at(j);
            if (i == n_ && ends_.open) r = {1, 1, 1, 1, 1, 1};
            if (i == n_ && !ends_.open && j == m_) r = {1, 1, 1, 1, 1, 0};
            if (j + 1 >= below.row().from && j < below.row().to) go_down(r, i, j, below);
            if (j + 1 < row.to) {
                const double e = cell(row, j + 1).e_between;
                const Rest& right = rest.at(j + 1);
                r.paired += e * (missed * right.missed + away * right.away);
                r.missed += e * t::kMissedMore * right.missed;
                r.away += e * t::kRunMore * right.away;
            }
        }
    }

    void go_down(Rest& r, std::size_t i, std::size_t j, RestRow& below) const {
        const Row& row = below.row();
        const double scale = row.scale, real = s_.real[i], alone = s_.alone[i];
        const double closes = steps_.closes(i, j);
        const Rest &straight = below.at(j), &corner = below.at(j + 1);
        const Cell* match = &cell(row, j + 1);
        const double e_after = j + 2 <= m_ && corner.swap_begun > 0 ? e_match(match[1], i, j + 1) : 0;
        const double swap = s_.swap[i] * e_after * corner.swap_begun;
        const double into = scale * real * (match->e_match * corner.paired + swap);
        r.paired += (1 - s_.missed[i]) * into + scale * (alone * straight.alone + closes * straight.closed);
        r.alone += t::kAloneToMatch * scale * real * (match->e_after_alone * corner.paired + swap);
        r.alone += scale * (steps_.more_alone(i) * straight.alone + steps_.is_pending(i) * closes * straight.closed);
        r.missed += t::kMissedToMatch * into + scale * t::kMissedToAlone * alone * straight.alone;
        r.away += t::kRunToMatch * into;
        r.closed += t::kRunToMatch * into + scale * steps_.stays_closed(i) * straight.closed;
        // The second half of a swap: the next slot takes the arrival that was left.
        if (j > 0 && corner.paired > 0) r.swap_begun += scale * real * e_match(match[-1], i, j - 1) * corner.paired;
    }

    void collect(std::size_t i, RestRow& rest) {
        const Row& row = rest.row();
        if (i == 0 && ends_.entry) return;  // What stands on the entry was said by the table before.
        const auto slot = static_cast<std::uint32_t>(i - 1);
        const double least = t::kChanceLeast * total_;
        const auto keep = [&](double chance, std::size_t arrival) {
            if (chance > least) out_.pairs.push_back({slot, static_cast<std::uint32_t>(arrival), chance / total_});
        };
        for (std::size_t j = row.from; j < row.to; ++j) {
            const Cell& c = cell(row, j);
            const Rest& r = rest.at(j);
            if (i > 0) out_.alone[i - 1] += c.alone * r.alone / total_;
            if (j == 0) continue;
            out_.missed[j - 1] += c.missed * r.missed / total_;
            out_.away[j - 1] += c.away * r.away / total_;
            if (i == 0) continue;
            keep(c.match * r.paired, j - 1);
            keep(c.swap_done * r.paired, j - 2);
            keep(c.swap_begun * r.swap_begun, j);
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
    const StorySteps& steps_;
    const Likelihood& e_;
    const Ends& ends_;
    std::size_t n_, m_, decided_;
    const std::vector<Cell>& cells_;
    const std::vector<Row>& rows_;
    double total_;
    Posterior out_;
};

}  // namespace

Posterior weigh_stories(const SlipChances& slips, const Likelihood& likelihood) {
    StoryRoom room;
    return weigh_stories(slips, likelihood, {}, room).posterior;
}

WeighedStories weigh_stories(const SlipChances& slips, const Likelihood& likelihood, const Ends& ends,
                             StoryRoom& room) {
    const StorySteps steps{slips};
    const Told told = tell_forward(slips, steps, likelihood, ends, room);
    const Row& exit_row = room.rows[std::min(ends.decided, steps.slots())];
    Passage exit{exit_row.from, {}};
    for (std::size_t j = exit_row.from; j < exit_row.to; ++j)
        exit.places.push_back(room.cells[exit_row.cells + j - exit_row.from]);
    Posterior posterior = Backward{slips, steps, likelihood, ends, room, told.total}.run();
    posterior.cells = told.cells;
    posterior.log_chance = told.log_scales + (told.total > 0 ? ln(told.total) : 0);
    return {std::move(posterior), std::move(exit)};
}

}  // namespace heatline::fusion
