#pragma once
// each: the oracle's one way to ask the facts anything. Tests only.

#include <vector>

#include "engine/fact.h"

namespace heatline::test {

// Visits every fact of one kind with its place in the journal.
template <class Kind, class Visit>
void each(const std::vector<Fact>& facts, Visit visit) {
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (const Kind* fact = std::get_if<Kind>(&facts[i].body)) visit(*fact, Seq{i + 1});
    }
}

}  // namespace heatline::test
