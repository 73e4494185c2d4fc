#pragma once
// DayLookup: the day as the heat planner has it, and who and what a question about it means: its heats in the order of
// their starts, which of them are called, who is gone, which child a bib is. Base of Asked. It points into the day.
// Not thread-safe; one owner.

#include <optional>
#include <string>
#include <vector>

#include "engine/race_day/day.h"
#include "engine/race_day/plan_input.h"

namespace heatline::race_day {

class DayLookup {
public:
    DayLookup(const Day& day, Instant now);
    DayLookup(const DayLookup&) = delete;
    DayLookup& operator=(const DayLookup&) = delete;

    const std::vector<HeatId>& order() const { return order_; }  // The heats of bands, by planned start.
    RunnerId runner_of(heats::ChildIndex child) const { return meet_.runners[child]; }
    bool is_called(HeatId heat) const { return called_[heat.index()]; }
    const std::vector<bool>& called() const { return called_; }  // By HeatId.
    // Children who do not run in the heat.
    bool is_gone(HeatId heat, RunnerId runner) const;
    std::int64_t position(TeamId team) const { return positions_[team.index()]; }
    // When the team leaves its tent for a heat that starts then.
    Instant leaves(TeamId team, Instant start) const;

protected:
    static constexpr std::size_t kNotHere = static_cast<std::size_t>(-1);

    // When the team is at the start if it leaves its tent then.
    Instant at_start(TeamId team, Instant left) const;
    // What is meant; a sentence when nothing is, or not what a question may be about.
    std::string find_child(const std::string& bib, RunnerId& runner) const;
    std::string find_team(const std::string& name, TeamId& team) const;
    std::string find_open(const std::string& name, HeatId& heat) const;
    bool in_scope(HeatId heat) const { return place_[heat.index()] != kNotHere; }
    bool lacks_a_heat(heats::ChildIndex child) const;
    std::vector<HeatId> heats_of(RunnerId runner) const;
    const DayHeat& at(HeatId heat) const { return day_.heats[heat.index()]; }

    const Day& day_;
    Instant clock_;  // As it is.
    Instant now_;    // As planned starts count it.
    MeetPlanInput meet_;
    std::vector<std::size_t> child_of_;  // By RunnerId: its ChildIndex, or kNotHere.
    std::vector<bool> called_;           // By HeatId.
    std::vector<HeatId> order_;
    std::vector<std::size_t> place_;  // By HeatId: its place in order_, or kNotHere.
    // By TeamId: nobody goes to a heat for which its team would have had to leave by now.
    std::vector<std::optional<Instant>> not_before_;

private:
    void find_called(Instant now);

    std::vector<std::int64_t> positions_;
};

}  // namespace heatline::race_day
