#pragma once
// Arrangement: which item runs in which heat, where the heats of the day and their starts are given.
//
// Keeps count, item by item, of what is broken: places (H4), coaches (H7), heats without anybody (H1); and of the
// walk. Bands, pieces and pins are as they come in, so H2, H3, H5 and H8 hold whatever is done with it. Heats of lanes
// are no part of it. For coach_search. Not thread-safe; one owner.

#include <cstdint>
#include <vector>

#include "engine/heats/order.h"

namespace heatline::heats {

class Arrangement {
public:
    using Part = std::uint32_t;  // An item, by number.
    using Slot = std::uint32_t;  // A heat of the day.
    static constexpr Slot kOut = static_cast<Slot>(-1);

    // As the day is now. Both must outlive it; `day` is changed by write() alone.
    Arrangement(const PlanInput& input, const std::vector<DayHeat>& day, const std::vector<Instant>& starts);

    Part parts() const { return static_cast<Part>(parts_.size()); }
    Slot slot_of(Part part) const { return parts_[part].slot; }
    TeamIndex team_of(Part part) const { return parts_[part].team; }
    std::int64_t seats_of(Part part) const { return parts_[part].seats; }
    // Of one team and band, and the same to every rule.
    bool alike(Part a, Part b) const;
    bool pinned(Part part) const { return parts_[part].pinned; }
    // The heats of the part's band, and the parts of its team.
    const std::vector<Slot>& slots_for(Part part) const { return slots_of_band_[parts_[part].band]; }
    const std::vector<Part>& of_team(TeamIndex team) const { return of_team_[team]; }
    const std::vector<Part>& in(Slot slot) const { return slots_[slot].members; }
    bool holds_pinned(Slot slot) const { return slots_[slot].pinned > 0; }

    void put(Part part, Slot slot);  // kOut: takes it out.
    // Whether the part, which is out, could come into the heat without breaking a rule.
    bool takes(Slot slot, Part part);

    std::int64_t too_many() const { return too_many_; }      // Places, and 8 for each assisted child.
    std::int64_t lacking() const { return lacking_total_; }  // Coaches, summed over teams and their starts.
    std::int64_t lacking(TeamIndex team) const { return lacking_[team]; }
    std::int64_t empty() const { return empty_; }  // Heats without anybody.
    std::int64_t span() const { return span_; }
    std::vector<TeamIndex> lacking_teams() const;

    // The parts out of their heats that are to be arranged are counted as in `slots`, by part.
    std::vector<Slot> slots() const;
    void put_all(const std::vector<Slot>& slots);

    // The day with every item where it is now, in tent order within a heat.
    std::vector<DayHeat> write(const std::vector<DayHeat>& day) const;

private:
    struct Thing {
        TeamIndex team = 0;
        std::size_t band = 0;
        std::int64_t position = 0, seats = 0, assisted = 0, children = 0;
        std::size_t heat = 0, item = 0;  // Where it stands in the day that came in.
        Slot slot = kOut;
        bool pinned = false;
    };
    struct Heat {
        std::int64_t places = 0, helpers = 0, seats = 0, assisted = 0, span = 0;
        std::int64_t pinned = 0;
        bool ours = false;  // Else a heat of lanes.
        std::vector<Part> members;
    };

    std::int64_t over(const Heat& heat) const;
    void count(Slot slot, std::int64_t sign);
    void recount(TeamIndex team);

    const PlanInput& input_;
    const std::vector<Instant>& starts_;
    std::vector<Thing> parts_;
    std::vector<Heat> slots_;
    std::vector<std::vector<Slot>> slots_of_band_;
    std::vector<std::vector<Part>> of_team_;
    std::vector<std::int64_t> lacking_;
    std::vector<std::pair<Slot, std::int64_t>> scratch_;  // Of recount.
    std::int64_t too_many_ = 0, lacking_total_ = 0, empty_ = 0, span_ = 0;
};

}  // namespace heatline::heats
