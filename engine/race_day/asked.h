#pragma once
// Asked: a question about the race day, put to heats::replan: which heats are called, who is late, who is wished where.
// For change_of. It points into the day. Not thread-safe; one owner.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/heats/replan.h"
#include "engine/race_day/change.h"
#include "engine/race_day/plan_input.h"

namespace heatline::race_day {

class Asked {
public:
    Asked(const Day& day, Instant now);
    Asked(const Asked&) = delete;
    Asked& operator=(const Asked&) = delete;

    // Puts the question. A sentence when it cannot be asked; empty: it was put.
    std::string put(const Question& question);

    // What heats::replan is asked; none: nobody can have to move.
    const heats::RaceDay& race_day() const { return race_day_; }
    bool may_move() const { return may_move_; }

    // What is so from now on beside the moves.
    const std::vector<StatusGiven>& statuses() const { return statuses_; }
    const std::optional<CoachesCounted>& coaches() const { return coaches_; }
    HeatId cancels() const { return cancels_; }
    const std::vector<Stuck>& stuck() const { return stuck_; }

    const std::vector<HeatId>& order() const { return order_; }  // Of the heats of race_day(), by planned start.
    RunnerId runner_of(heats::ChildIndex child) const { return meet_.runners[child]; }
    bool is_asked(RunnerId runner) const { return asked_[runner.index()]; }
    // The heat that a child without one leaves all the same: one that was cancelled before.
    HeatId cancelled_home(RunnerId runner) const;
    bool is_called(HeatId heat) const { return called_[heat.index()]; }
    const std::vector<bool>& called() const { return called_; }
    // Children who do not run in the heat.
    bool is_gone(HeatId heat, RunnerId runner) const;
    std::int64_t position(TeamId team) const { return positions_[team.index()]; }
    Instant leaves(TeamId team, Instant start) const;

private:
    static constexpr std::size_t kNotHere = static_cast<std::size_t>(-1);

    void find_called(Instant now);
    Instant at_start(TeamId team, Instant left) const;
    void take_heats();

    std::string ask(const Late& q);
    std::string ask(const TeamLate& q);
    std::string ask(const TeamAbsent& q);
    std::string ask(const TeamCoaches& q);
    std::string ask(const ChildTo& q);
    std::string ask(const TeamTo& q);
    std::string ask(const Cancel& q);

    std::string bring(RunnerId runner, const std::string& bib);
    std::string wish(RunnerId runner, HeatId from, HeatId to);
    void comes_again(HeatId heat, RunnerId runner);
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
    std::vector<std::int64_t> positions_;
    std::vector<std::size_t> child_of_;  // By RunnerId.
    std::vector<bool> called_;           // By HeatId.
    std::vector<HeatId> order_;
    std::vector<std::size_t> place_;  // By HeatId: its place in order_.
    std::vector<bool> asked_;         // By RunnerId.
    heats::RaceDay race_day_;
    bool may_move_ = true;
    std::vector<StatusGiven> statuses_;
    std::optional<CoachesCounted> coaches_;
    HeatId cancels_;
    std::vector<Stuck> stuck_;
    std::vector<std::pair<RunnerId, HeatId>> cancelled_homes_;
};

}  // namespace heatline::race_day
