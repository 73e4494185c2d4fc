#pragma once
// PairHmm: how likely each slot (a tap) belongs to each arrival (a number or chip), all stories of a line weighed
// together.
//
// Slots and arrivals are two lists in order. A story walks through both and says at each step one of:
//   match   the next slot is the next arrival
//   alone   the next slot is nobody's: an extra press, or a child whose number was missed
//   closed  the same in a run: the scanner is away, or a ring was set aside
//   missed  the next arrival has no slot: the press was missed
//   away    the same in a run: the tapper is away
//   swap    the next slot is the arrival after the next, and the slot after it is the next arrival
// Forward-backward sums the chance of all stories, so the answer is a probability and not only the best story. Only
// cells that the clock allows are looked at, and of these those in the band or within kBeam of the best of their row.
// Doubles, + - x / in one fixed order: the same on every machine. Pure; any thread.

#include <cstdint>
#include <vector>

namespace heatline::fusion {

// What the evidence says about pairs, as likelihoods relative to each other; slots and arrivals from 0.
class Likelihood {
public:
    virtual ~Likelihood() = default;
    virtual double match(std::size_t slot, std::size_t arrival) const = 0;
    // The same where the slot before it is nobody's: if that was a child, it took its turn at the scanner.
    virtual double match_after_alone(std::size_t slot, std::size_t arrival) const = 0;
    // The arrival crossed after `slots` slots and before the next.
    virtual double between(std::size_t slots, std::size_t arrival) const = 0;
};

// The chances of slips, before any evidence of pairs.
struct SlipChances {
    std::vector<double> real;    // By slot: somebody crossed and the number was taken.
    std::vector<double> alone;   // By slot: it is nobody's.
    std::vector<double> missed;  // By number of slots so far: a press is missing here.
    std::vector<double> away;    // The same: the tapper leaves here.
    std::vector<double> closed;  // By number of arrivals so far: the scanner leaves here.
    // By number of slots so far: how many arrivals must be through by then, and can be. Rising; the clock says so.
    std::vector<std::size_t> least, most;
    // The same: arrivals that are looked at in any case, from and to, both included. Rising.
    std::vector<std::size_t> band_from, band_to;
    std::vector<double> swap;  // By slot: it and the next took each other's arrivals.
    // Slots from here on need no number yet: their children may still be in the chute.
    std::size_t pending_from = ~std::size_t{0};
};

struct Pair {
    std::uint32_t slot = 0;
    std::uint32_t arrival = 0;
    double chance = 0;
};

struct Posterior {
    std::vector<Pair> pairs;     // Those worth speaking of, by (slot, arrival).
    std::vector<double> alone;   // By slot: the chance that it is nobody's, and not in a run.
    std::vector<double> missed;  // By arrival: the chance that it has no slot, and not in a run.
    std::vector<double> away;    // By arrival: the chance that it has no slot, in a run.
    double log_chance = 0;       // Of all stories together, in nats.
    std::size_t cells = 0;       // Looked at: the cost.
};

// The chance of all stories that reach a place between slots, by their last step.
struct StoryChances {
    double match = 0, swap_done = 0, alone = 0, closed = 0, missed = 0, away = 0, swap_begun = 0;

    double paired() const { return match + swap_done; }  // After a match or a whole swap.
    double sum() const { return match + swap_done + alone + closed + missed + away + swap_begun; }
    void scale(double by) {
        match *= by;
        swap_done *= by;
        alone *= by;
        closed *= by;
        missed *= by;
        away *= by;
        swap_begun *= by;
    }
};

// All stories on their way from one slot to the next: by how many arrivals are through, `from` and more.
struct Passage {
    std::size_t from = 0;
    std::vector<StoryChances> places;
};

// How a table that is a part of a line begins and ends.
struct Ends {
    const Passage* entry = nullptr;  // None: no arrival is through at its beginning.
    // Stories may end anywhere; else all arrivals are through at its end.
    bool open = false;
    // Its first slots, of which the answer speaks; those behind them are only heard.
    std::size_t decided = ~std::size_t{0};
};

struct WeighedStories {
    Posterior posterior;  // Of the slots decided.
    Passage exit;         // Behind them.
};

// A table of stories, kept for its room: fresh memory for a large one costs as much as what is done in it.
struct StoryRoom {
    struct Cell : StoryChances {
        // Likelihoods of the step into this place, kept for the way back.
        double e_match = 0, e_after_alone = 0, e_between = 0;
    };
    // Arrivals so far [from, to), and where they stand in `cells`; before and behind each row stands a cell of no
    // story, so that who looks one over its end finds that.
    struct Row {
        std::size_t from = 0, to = 0, cells = 0;
        double scale = 1;
    };
    std::vector<Cell> cells;
    std::vector<Row> rows;
};

Posterior weigh_stories(const SlipChances& slips, const Likelihood& likelihood);
WeighedStories weigh_stories(const SlipChances& slips, const Likelihood& likelihood, const Ends& ends, StoryRoom& room);

}  // namespace heatline::fusion
