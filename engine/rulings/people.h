#pragma once
// People: what is said about the roster: teams, runners, who wears which bib and tag. Pure; see decide.h.

#include "engine/rulings/lookup.h"

namespace heatline::rulings {

class People : Lookup {
public:
    explicit People(const Question& question) : Lookup(question) {}

    Ruling operator()(const BindBib& c);
    Ruling operator()(const SwapBibs& c);
    Ruling operator()(const AssignTag& c);
    Ruling operator()(const SaveTeam& c);
    Ruling operator()(const AddRunner& c);
    Ruling operator()(const EditRunner& c);

private:
    Ruling save_runner(RunnerId id, Runner merged, const RunnerColumns& columns, bool is_new);
    bool bind_tags(RunnerId id, const RunnerColumns& columns, Bodies& facts);
};

}  // namespace heatline::rulings
