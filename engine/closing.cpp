#include "engine/closing.h"

#include <algorithm>

#include "engine/base/digest.h"
#include "engine/snapshot.h"

namespace heatline {

const Approval* approved(std::span<const Approval> approvals) {
    for (std::size_t i = approvals.size(); i-- > 0;) {
        const auto same = [&](const Approval& other) { return other.digest == approvals[i].digest; };
        if (std::any_of(approvals.begin(), approvals.begin() + static_cast<std::ptrdiff_t>(i), same))
            return &approvals[i];
    }
    return nullptr;
}

std::string closing_digest(const Snapshot& snapshot) {
    Digest digest;
    for (const auto& heat : snapshot.heats) {
        digest.text(heat->name);
        digest.number(heat->rows.size());
        for (const ResultRow& row : heat->rows) {
            const auto* finished = std::get_if<outcome::Finished>(&row.outcome);
            digest.number(row.runner.value);
            digest.text(row.bib);
            digest.text(status_word(row.outcome));
            digest.number(finished ? finished->place : 0);
            digest.number(finished ? static_cast<std::uint64_t>(finished->elapsed_us) : 0);
        }
    }
    for (const LedgerRow& row : *snapshot.ledger) {
        digest.number(row.runner.value);
        digest.number(static_cast<std::uint64_t>(row.state));
        digest.number(row.accounted ? 1 : 0);
    }
    digest.text(snapshot.grants->digest);
    return digest.hex();
}

}  // namespace heatline
