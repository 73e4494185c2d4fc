#pragma once
// Deriver: from the state to a snapshot. Sightings, then finishes, then results, then the ledger, then grants.
//
// A pure function of the state, with a memory that only saves work: two derivers that saw the same facts give equal
// snapshots, whatever they were asked before. What depends on nothing that changed is not worked out again, and heats
// that come out as before are the same objects as before. One thread at a time; the snapshots are anybody's.

#include <memory>

#include "engine/snapshot.h"
#include "engine/state.h"

namespace heatline {

class Deriver {
public:
    Deriver();
    ~Deriver();
    Deriver(Deriver&&) noexcept;
    Deriver& operator=(Deriver&&) noexcept;

    // The picture of `state` as it is. The state must be the one of the last call grown by further facts, or the
    // first one ever given.
    std::shared_ptr<const Snapshot> derive(const State& state);

private:
    struct Memory;
    std::unique_ptr<Memory> memory_;
};

}  // namespace heatline
