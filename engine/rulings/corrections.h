#pragma once
// Corrections: what people say about readings, finishes, starts and single children. Pure; see decide.h.

#include "engine/rulings/lookup.h"

namespace heatline::rulings {

class Corrections : Lookup {
public:
    explicit Corrections(const Question& question) : Lookup(question) {}

    Ruling operator()(const VoidReading& c);
    Ruling operator()(const RestoreReading& c);
    Ruling operator()(const AssignTap& c);
    Ruling operator()(const InsertFinish& c);
    Ruling operator()(const RemoveFinish& c);
    Ruling operator()(const SetStatus& c);
    Ruling operator()(const SetStart& c);
    Ruling operator()(const AccountChild& c);

private:
    Ruling take_back_finish(HeatId id, RunnerId child, bool removed);
};

}  // namespace heatline::rulings
