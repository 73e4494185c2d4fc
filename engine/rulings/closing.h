#pragma once
// Closing: awards, approvals, the end of the meet. Pure; see decide.h, and engine/closing.h for what they mean.

#include "engine/rulings/lookup.h"

namespace heatline::rulings {

class Closing : Lookup {
public:
    explicit Closing(const Question& question) : Lookup(question) {}

    Ruling operator()(const GiveAward& c);
    Ruling operator()(const ApproveGrants& c);
    Ruling operator()(const CloseMeet& c);

private:
    bool choose_grant(const GiveAward& c, std::string& grant);
    Ruling take_back_approval(const ApproveGrants& c);
};

}  // namespace heatline::rulings
