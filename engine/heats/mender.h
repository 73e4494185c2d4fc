#pragma once
// Mender: the fewest children to move so that a race day holds again. For replan.
//
// Goes through every way to place those without a heat and to mend what that breaks. Whatever is broken can only be
// mended by moving a group out of the heat that is too full, or one of the team that lacks coaches; every such group
// and every heat for it is tried, each group once, as long as fewer children move than in the best way so far. Where a
// band has fewer places left than children there is no way. Where the looks run out, the ways that move one group or
// two are gone through, with looks of their own and however many children that is, so that nothing simple is missed.
// Not thread-safe; one owner.

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "engine/heats/regroup.h"

namespace heatline::heats {

class Mender {
public:
    explicit Mender(Regroup& day);

    void run();

    // After `run`; `complete`: nobody could do with fewer.
    bool found() const { return best_.has_value(); }
    bool complete() const { return complete_; }
    std::int64_t moved() const { return best_->moved; }
    const std::vector<std::size_t>& best() const { return best_->heats; }  // The heat of each group.

private:
    static constexpr std::int64_t kFirstLimit = 8;
    static constexpr int kAgain = 2;  // Passes below the best way, to find a better one or to prove it.
    // Ways looked at for each limit on the children moved, before the next limit is tried: fewer where a band has many
    // heats, as each then takes longer.
    static constexpr std::int64_t kLooksLeast = 1'000, kLooksMost = 4'000, kLooksTimesHeats = 35'000;
    static constexpr std::int64_t kPairLooks = 20'000;      // At ways that move two groups: cheap ones.
    static constexpr std::int64_t kLooksBeforeNoting = 50;  // Most searches are over by then.
    static constexpr std::size_t kStatesNoted = 1 << 15;    // Of more, some are looked at again.

    // A way for everybody.
    struct Way {
        std::int64_t moved = 0, span = 0;
        std::vector<std::size_t> heats;  // Of each group.
    };

    bool worth(std::int64_t moved) { return ++looks_ < looks_max_ && moved <= best_moved_; }

    // What one step of the search works with, kept for the next one as deep.
    struct Level {
        std::vector<std::size_t> movable, heats, company;
    };

    bool search(std::int64_t limit, std::size_t most_groups, std::int64_t looks);
    bool room_enough() const;
    void heats_for(std::size_t g, std::vector<std::size_t>& heats) const;
    std::vector<std::size_t> own_heats(std::size_t g) const;
    void place(std::size_t next, std::int64_t moved);
    void mend(std::int64_t moved);
    bool try_heats(std::size_t g, std::int64_t cost, Level& level);
    bool been_here();
    Level& deeper();
    void keep(std::int64_t moved);

    Regroup& day_;
    std::vector<std::size_t> homeless_;
    std::deque<Level> levels_;  // By depth; references hold.
    std::size_t depth_ = 0;
    std::vector<std::uint64_t> seen_;  // States by their key.
    std::uint64_t key_ = 1;
    std::int64_t looks_a_limit_ = 0;
    std::int64_t looks_ = 0, looks_max_ = 0;
    std::int64_t best_moved_ = 0;  // More children are of no use.
    std::size_t most_groups_ = 0;  // Nor are more groups.
    std::optional<Way> best_;
    bool complete_ = false;
};

}  // namespace heatline::heats
