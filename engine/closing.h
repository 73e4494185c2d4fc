#pragma once
// Closing: what people put their names to: awards, approvals of the grants, the end of the meet.
//
// An approval is for one digest of the statements. When two stand for the same digest, by different people (decide sees
// to that), those statements are approved; what changes after that is shown beside it and never silent. Any thread.

#include <map>
#include <span>
#include <string>
#include <utility>

#include "engine/base/ids.h"
#include "engine/base/money.h"
#include "engine/base/text.h"
#include "engine/base/time.h"

namespace heatline {

struct Award {
    Cents amount;
    Text reason;
    Seq seq = 0;
    friend bool operator==(const Award&, const Award&) = default;
};
// By team and the grant's id.
using Awards = std::map<std::pair<TeamId, std::string>, Award>;

struct Approval {
    Seq seq = 0;
    Instant at;
    Text by;
    std::string digest;  // Of the statements, as Grants has it.
    Cents total;
    friend bool operator==(const Approval&, const Approval&) = default;
};

// The second approval of the statements that were approved last; nullptr while there are none. O(approvals squared),
// which limits::kApprovalsMax keeps small.
const Approval* approved(std::span<const Approval> approvals);

struct Closed {
    Instant at;
    std::string digest;  // Of the picture it was closed on: closing_digest.
    friend bool operator==(const Closed&, const Closed&) = default;
};

struct Snapshot;
// Of results, ledger and grants: where two meets have equal ones, they have equal digests.
std::string closing_digest(const Snapshot& snapshot);

}  // namespace heatline
