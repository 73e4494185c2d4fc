#include "engine/take_along.h"

#include <algorithm>

namespace heatline {
namespace {

// Enough for a sentence; the count says how many there are.
constexpr std::size_t kChildrenNamed = 3;

void fill(MakeOfficial& command, const Snapshot& snapshot) {
    const auto heat = std::find_if(snapshot.heats.begin(), snapshot.heats.end(),
                                   [&](const auto& picture) { return picture->name == command.heat; });
    if (heat == snapshot.heats.end()) return;  // There is no such heat, and decide will say so.
    command.as_of = snapshot.seq;
    command.finishes = (*heat)->finishes;
    command.on_course = (*heat)->counts.on_course;
}

void fill(ApproveGrants& command, const Snapshot& snapshot) {
    command.as_of = snapshot.seq;
    command.digest_now = snapshot.grants->digest;
    command.total = snapshot.grants->total;
}

void fill(CloseMeet& command, const Snapshot& snapshot) {
    command.as_of = snapshot.seq;
    for (const LedgerRow& row : *snapshot.ledger) {
        if (row.accounted || ++command.unaccounted > kChildrenNamed) continue;
        const std::string& bib = (*snapshot.bibs)[row.runner.index()];
        command.children.push_back(bib.empty() ? "runner #" + std::to_string(row.runner.value) : "bib " + bib);
    }
    command.digest = closing_digest(snapshot);
}

template <class Body>
void fill(Body&, const Snapshot&) {}

}  // namespace

bool needs_snapshot(const CommandBody& body) {
    return std::holds_alternative<MakeOfficial>(body) || std::holds_alternative<ApproveGrants>(body) ||
           std::holds_alternative<CloseMeet>(body);
}

void take_along(CommandBody& body, const Snapshot& snapshot) {
    std::visit([&](auto& command) { fill(command, snapshot); }, body);
}

}  // namespace heatline
