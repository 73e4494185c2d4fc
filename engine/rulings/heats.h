#pragma once
// Heats: who runs in which, when they start, when they are over. Pure; see decide.h.

#include "engine/rulings/lookup.h"

namespace heatline::rulings {

class Heats : Lookup {
public:
    explicit Heats(const Question& question) : Lookup(question) {}

    Ruling operator()(const MoveRunner& c);
    Ruling operator()(const MakeOfficial& c);
    Ruling operator()(const ReopenHeat& c);
    Ruling operator()(const DelayHeats& c);
    Ruling operator()(const HoldHeats& c);
    Ruling operator()(const ResumeHeats& c);
    Ruling operator()(const CancelHeat& c);
    Ruling operator()(const AddHeat& c);
    Ruling operator()(const ClearCourse& c);

private:
    bool waits(const Heat& heat) const { return !heat.cancelled && !has_started(heat); }
    StartsMoved moved(Instant from, std::int64_t by_minutes) const;
    bool choose_band(const AddHeat& c, PlannedHeat& heat);
    bool choose_line(const AddHeat& c, PlannedHeat& heat);
};

}  // namespace heatline::rulings
