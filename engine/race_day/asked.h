#pragma once
// Asked: a question about the race day, put to heats::replan: which heats are called, who is late, who is wished where.
// For change_of. It points into the day. Not thread-safe; one owner.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/heats/replan.h"
#include "engine/race_day/change.h"
#include "engine/race_day/day_lookup.h"

namespace heatline::race_day {

class Asked : public DayLookup {
public:
    Asked(const Day& day, Instant now);

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

    bool is_asked(RunnerId runner) const { return asked_[runner.index()]; }
    // The heat that a child without one leaves all the same: one that was cancelled before.
    HeatId cancelled_home(RunnerId runner) const;

private:
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

    std::vector<bool> asked_;  // By RunnerId.
    heats::RaceDay race_day_;
    bool may_move_ = true;
    std::vector<StatusGiven> statuses_;
    std::optional<CoachesCounted> coaches_;
    HeatId cancels_;
    std::vector<Stuck> stuck_;
    std::vector<std::pair<RunnerId, HeatId>> cancelled_homes_;
};

}  // namespace heatline::race_day
