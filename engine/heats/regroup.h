#pragma once
// Regroup: the heats of a race day as groups of children that move as a whole, with what is broken at the moment.
// For replan. Not thread-safe; one owner.

#include <cstdint>
#include <vector>

#include "engine/heats/replan.h"

namespace heatline::heats {

inline constexpr std::size_t kNoHeat = static_cast<std::size_t>(-1);
inline constexpr std::int64_t kCannot = 1'000'000'000;  // More children than any day has.

// The children of one team in one heat, or late children of one team.
struct MovingGroup {
    std::size_t band = 0;
    TeamIndex team = 0;
    std::size_t heat = kNoHeat;  // Now.
    std::size_t home = kNoHeat;  // As published.
    std::int64_t seats = 0;
    std::int64_t assisted = 0;
    std::int64_t walked = 0;  // Children.
    std::int64_t cost = 0;    // Children with a heat that is still run: what it costs to move the group.
    bool locked = false;      // The roster asks for a heat for one of its children.
    bool fixed = false;       // Called, locked, wished for, or moved already: stays.
    std::vector<ChildIndex> children;
};

class Regroup {
public:
    explicit Regroup(const RaceDay& day);

    // Adds a heat at the end of the band; false when the day would be too long.
    bool add_heat(std::size_t band);

    std::vector<MovingGroup>& groups() { return groups_; }
    const std::vector<std::size_t>& in_heat(std::size_t heat) const { return members_[heat]; }
    std::size_t heats() const { return band_of_.size(); }
    std::size_t band_of(std::size_t heat) const { return band_of_[heat]; }
    Instant start_of(std::size_t heat) const { return starts_[heat]; }
    std::int64_t places(std::size_t heat) const { return places_[heat]; }
    std::int64_t room(std::size_t heat) const { return places_[heat] - seats_[heat]; }
    std::size_t added() const { return added_; }  // The new heat; kNoHeat: none.

    // The heats of a band that are still to be called, in running order.
    const std::vector<std::size_t>& open_heats(std::size_t band) const { return open_heats_[band]; }

    // Whether the group's team could be in the heat at all: its band, not called, not before the team is there.
    bool open_to(const MovingGroup& group, std::size_t heat) const;

    void put(std::size_t group, std::size_t heat);  // kNoHeat: takes it out.

    // The fewest children who must leave the heat when `more` seats come in, by a bound; kCannot: nobody can.
    std::int64_t leave_least(std::size_t heat, std::int64_t more) const;
    // The same summed over all heats as they are.
    std::int64_t leave_least() const;

    // A heat that is too full, or a team without coaches enough at a start; none: all rules hold.
    std::size_t full_heat() const;
    std::optional<TeamIndex> lacking_team() const;

    // What the team lacked as published and is not to be mended.
    std::int64_t lacked_before(TeamIndex team) const { return lacking_before_[team]; }

    std::int64_t span() const;

private:
    void take(MovingGroup& group, ChildIndex c) const;
    void add_group(MovingGroup group);
    void find_groups();
    void find_late();
    std::size_t wish_of(ChildIndex child, std::size_t band) const;
    void tolerate();
    void find_locked();
    void recount(TeamIndex team);
    void weigh(std::size_t heat);
    void list_open_heats();
    bool lanes(std::size_t heat) const;

    const RaceDay& day_;
    std::vector<std::int64_t> positions_;
    std::vector<MovingGroup> groups_;
    std::vector<std::vector<std::size_t>> members_;  // By heat.
    std::vector<std::vector<std::size_t>> of_team_;
    std::vector<std::size_t> band_of_;
    std::vector<bool> open_;  // By heat.
    std::vector<Instant> starts_;
    std::vector<std::int64_t> places_, seats_, helpers_, assisted_;
    std::vector<std::int64_t> lacking_;  // By team.
    // What was so before and is not to be mended: by heat, and by team.
    std::vector<std::int64_t> seats_over_, helpers_over_, lacking_before_;
    std::int64_t lacking_total_ = 0;
    std::vector<std::vector<std::size_t>> open_heats_;  // By band.
    std::vector<std::size_t> too_full_;                 // Heats, in no order.
    std::size_t added_ = kNoHeat;
    std::vector<std::pair<std::size_t, std::int64_t>> scratch_;  // Of recount: heats of a team and its children there.
};

}  // namespace heatline::heats
