#pragma once
// Mender: the fewest children to move so that a race day holds again. For replan.
//
// Goes through every way to place those without a heat and to mend what that breaks. Whatever is broken can only be
// mended by moving a group out of the heat that is too full, or one of the team that lacks coaches; every such group
// and every heat for it is tried, each group once, as long as fewer children move than in the best way so far. Where a
// band has fewer places left than children there is no way.
// Not thread-safe; one owner.

#include <cstdint>
#include <deque>
#include <vector>

#include "engine/heats/regroup.h"

namespace heatline::heats {

class Mender {
public:
    explicit Mender(Regroup& day);

    void run();

    // After `run`; `complete`: nobody could do with fewer.
    bool found() const { return found_; }
    bool complete() const { return complete_; }
    std::int64_t moved() const { return best_moved_; }
    const std::vector<std::size_t>& best() const { return best_; }  // The heat of each group.

private:
    static constexpr std::int64_t kFirstLimit = 8;
    static constexpr std::int64_t kLooksBeforeNoting = 50;  // Most searches are over by then.
    static constexpr std::size_t kStatesNoted = 1 << 15;    // Of more, some are looked at again.

    bool worth(std::int64_t moved) { return ++looks_ < kReplanLooks && moved <= best_moved_; }

    // What one step of the search works with, kept for the next one as deep.
    struct Level {
        std::vector<std::size_t> movable, heats, company;
    };

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
    std::int64_t looks_ = 0;
    std::int64_t best_moved_ = 0, best_span_ = 0;
    bool found_ = false, complete_ = true;
    std::vector<std::size_t> best_;
};

}  // namespace heatline::heats
