#pragma once
// Changes on the race day, and taking them back. Pure; see decide.h, and engine/race_day/change.h for what they mean.

#include "engine/rulings/lookup.h"

namespace heatline::rulings {

class RaceDay : Lookup {
public:
    explicit RaceDay(const Question& question) : Lookup(question) {}

    Ruling operator()(const ReplanHeats& c);

private:
    Ruling take_back(const ReplanHeats& c);
};

}  // namespace heatline::rulings
