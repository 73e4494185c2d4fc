#pragma once
// Deriver: from the state to a snapshot. Sightings, then finishes, then results, then the ledger, then grants.
//
// A pure function of the state, with a memory that only saves work: two derivers that saw the same facts give equal
// snapshots, whatever they were asked before. Heats that come out as before are the same objects as before.
// One thread at a time; the snapshots are anybody's.

#include <memory>
#include <vector>

#include "engine/line_items.h"
#include "engine/snapshot.h"
#include "engine/state.h"

namespace heatline {

class Deriver {
public:
    // The picture of `state` as it is. The state must be the one of the last call grown by further facts, or the
    // first one ever given.
    std::shared_ptr<const Snapshot> derive(const State& state);

private:
    std::vector<std::unique_ptr<LineItems>> lines_;  // By LineId.
    std::shared_ptr<const Snapshot> last_;
};

}  // namespace heatline
