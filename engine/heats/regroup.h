#pragma once
// Regroup: who is in which heat of a race day, group by group, while a search moves them, with what is broken at the
// moment. For replan. Not thread-safe; one owner.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/heats/broken_before.h"
#include "engine/heats/coaches_lacked.h"
#include "engine/heats/moving_groups.h"

namespace heatline::heats {

inline constexpr std::int64_t kCannot = 1'000'000'000;  // More children than any day has.

class Regroup {
public:
    explicit Regroup(const RaceDay& day);

    // Adds a heat at the end of the band, once; false when the day would be too long.
    bool add_heat(std::size_t band);

    const std::vector<MovingGroup>& groups() const { return found_.groups; }
    std::span<const ChildIndex> children_of(std::size_t group) const {
        return found_.children_of(found_.groups[group]);
    }
    const std::vector<std::size_t>& in_heat(std::size_t heat) const { return members_[heat]; }
    const std::vector<std::size_t>& of_team(TeamIndex team) const { return of_team_[team]; }
    std::size_t heats() const { return band_of_.size(); }
    std::size_t band_of(std::size_t heat) const { return band_of_[heat]; }
    Instant start_of(std::size_t heat) const { return starts_[heat]; }
    std::int64_t places(std::size_t heat) const { return places_[heat]; }
    // What it may hold: its places, or what it held before the change.
    std::int64_t most_seats(std::size_t heat) const { return places_[heat] + before_.seats[heat]; }
    std::int64_t most_helpers(std::size_t heat) const { return day_.input.rules.max_assisted + before_.helpers[heat]; }
    bool open(std::size_t heat) const { return open_[heat]; }
    std::int64_t room(std::size_t heat) const { return places_[heat] - seats_[heat]; }
    std::size_t added() const { return added_; }  // The new heat; kNoHeat: none.

    // The heats of a band that are still to be called, in running order.
    const std::vector<std::size_t>& open_heats(std::size_t band) const { return open_heats_[band]; }

    // Whether the group's team could be in the heat at all: its band, not called, not before the team is there.
    bool open_to(const MovingGroup& group, std::size_t heat) const;

    void put(std::size_t group, std::size_t heat);  // kNoHeat: takes it out.
    // Whether it stays where it is.
    void fix(std::size_t group, bool fixed) { found_.groups[group].fixed = fixed; }

    // The fewest children who must leave the heat when `more` seats come in, by a bound; kCannot: nobody can. Late
    // children go along with their team and count for nothing.
    std::int64_t leave_least(std::size_t heat, std::int64_t more) const;
    // The same summed over all heats as they are.
    std::int64_t leave_least() const;

    // A heat that is too full, or a team without coaches enough at a start; none: all rules hold.
    std::size_t full_heat() const;
    std::optional<TeamIndex> lacking_team() const;

    // What the team lacked as published and is not to be mended.
    std::int64_t lacked_before(TeamIndex team) const { return before_.coaches[team]; }

    std::int64_t span(std::size_t heat) const;
    std::int64_t span() const;

private:
    void fill();
    void recount(TeamIndex team);
    void weigh(std::size_t heat);
    bool lanes(std::size_t heat) const { return day_.input.rules.bands[band_of_[heat]].lanes > 0; }

    const RaceDay& day_;
    MovingGroups found_;
    BrokenBefore before_;
    std::vector<std::int64_t> positions_;
    std::vector<std::vector<std::size_t>> of_team_;
    // By heat.
    std::vector<std::vector<std::size_t>> members_;
    std::vector<std::size_t> band_of_;
    std::vector<bool> open_;
    std::vector<Instant> starts_;
    std::vector<std::int64_t> places_, seats_, assisted_;
    std::vector<std::int64_t> lacking_;  // By team.
    std::int64_t lacking_total_ = 0;
    std::vector<std::vector<std::size_t>> open_heats_;  // By band.
    std::vector<std::size_t> too_full_;                 // Heats, in no order.
    std::size_t added_ = kNoHeat;
    std::vector<Walked> scratch_;  // Of recount.
};

}  // namespace heatline::heats
