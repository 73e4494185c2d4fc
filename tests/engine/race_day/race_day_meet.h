#pragma once
// A meet on its race day, made of a planner's world: the same teams, children and rules, and the plan as its heats.

#include <string>
#include <vector>

#include "engine/race_day/change.h"
#include "tests/engine/heats/world.h"
#include "tests/support/meet_builder.h"

namespace heatline::test {

// The morning of the worlds' day: nobody is called before minute -30 or so.
inline Instant morning() { return heats::test::at_minute(-180); }

struct RaceDayMeet : MeetBuilder {
    explicit RaceDayMeet(const heats::PlanInput& input, heats::PlanOptions how = quick());

    static heats::PlanOptions quick() {
        heats::PlanOptions how;
        how.effort = {.moves = 2'000, .work = 0, .seed = 1};
        how.one_more = false;
        return how;
    }

    // A child like another, without a heat; its bib.
    std::string late_child(const std::string& team, int grade);
    std::string child_like(RunnerId other);

    race_day::Day day() const { return race_day::day_of(state()); }
    // What the question would come to, by the state.
    Result<race_day::Change, Refusal> change(const race_day::Question& question, Instant now = morning()) const {
        return race_day::change_of(day(), question, now);
    }
    // The same as a command, done at that moment.
    std::string refused(const race_day::Question& question, Instant now = morning(), const std::string& accept = {}) {
        clock(now);
        return refusal(ReplanHeats{question, accept, false}, "test");
    }
    std::string refused_undo(Instant now = morning(), const std::string& accept = {}) {
        clock(now);
        return refusal(ReplanHeats{race_day::Late{}, accept, true}, "test");
    }

    // "A:6 B:6 | C:6 D:6": teams by heat in the order of the plan, those who are gone left out.
    std::string plan() const;
    std::vector<std::string> words(const race_day::Change& change) const;
    // Who runs where, when: all that a change may touch, byte for byte.
    std::string bytes() const;

private:
    int next_bib_ = 90'000;
};

}  // namespace heatline::test
