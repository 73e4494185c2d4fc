#pragma once
// prove: what no packing into so many heats can beat, and the best packing where that can be settled.
//
// The linear program over all possible heats gives a first bound; then every heat that a packing below a limit could
// hold is listed, and the list searched (tree.h), with the limit rising from the bound to the best span known. An
// item that stands apart (all items of a lock) counts from its first tent only, which keeps bounds valid.
// Bounded by work, not by time. Pure; any thread.

#include <cstdint>
#include <optional>

#include "engine/heats/pack.h"

namespace heatline::heats {

struct ProofTask {
    std::int64_t heats = 1;
    std::optional<Grouping> known;  // Into `heats` heats or fewer.
    std::int64_t below = 0;         // Spans from here on are of no use; 0: any is. For when no packing is known.
    std::int64_t work = 0;          // About so many multiplications.
};

struct Proof {
    std::optional<Grouping> packing;  // The best known now; it may be the one that was given.
    std::int64_t span_bound = 0;      // No packing into so many heats has a smaller span.
    bool impossible = false;          // There is no packing into so many heats (below the limit, if one was given).
    std::int64_t work = 0;            // That was done.
};

Proof prove(const PackProblem& problem, const ProofTask& task);

}  // namespace heatline::heats
