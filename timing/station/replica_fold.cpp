#include "timing/station/replica_fold.h"

#include <algorithm>
#include <utility>

#include "engine/apply.h"
#include "timing/journal/row.h"
#include "timing/limits.h"

namespace heatline::timing {

void Replica::Fold::forget() {
    chain = {};
    state = {};
    deriver = {};
    overviewer = {};
    keep.clear();
    kept.clear();
}

void Replica::Fold::follows() {
    if (chain.last_seq() >= broke_at) attempts = 0;
    changed = true;
    if (how == State::following) return;
    how = State::following;
    sentence.clear();
}

bool Replica::Fold::give_up(State why, std::string what) {
    how = why;
    sentence = std::move(what);
    changed = resting = true;
    return false;
}

// What came is no row of the journal that was followed.
bool Replica::Fold::stumble() {
    broke_at = std::max(broke_at, chain.last_seq() + 1);
    forget();
    if (++attempts > limits::kReplicaAttempts)
        return give_up(State::unreadable, "what the server sends cannot be trusted; tell the office");
    return false;
}

bool Replica::Fold::fold(std::string_view rows) {
    RowReader reader{rows};
    Row row;
    for (;;) {
        const auto more = reader.next(row);
        if (!more) return stumble();
        if (!*more) return true;
        const auto entry = chain.next(row);
        if (!entry && entry.error().newer)
            return give_up(State::newer, "the server is newer than this dashboard; update this laptop");
        if (!entry) return stumble();
        apply(state, entry->seq, entry->fact);
        append_row(keep, {row.seq, row.body, row.hash, {}});
        follows();
    }
}

std::optional<KeptFacts::Moment> Replica::Fold::restore(const std::string& token_hash) {
    const auto found = kept.read();
    if (!found) return std::nullopt;
    RowReader reader{found->rows};
    Row row;
    std::size_t good = 0;
    for (auto more = reader.next(row); more && *more; more = reader.next(row)) {
        const auto entry = chain.next(row);
        if (!entry) break;
        apply(state, entry->seq, entry->fact);
        good += row_bytes(row);
    }
    if (good == 0 || !state.device_by_token_hash.contains(token_hash)) {
        forget();
        return std::nullopt;
    }
    kept.cut(good);
    changed = true;
    return found->moment;
}

Replica::Wish Replica::Fold::wish() {
    broken = std::exchange(resting, false);
    Wish wish;
    wish.facts = !broken;
    wish.from = chain.last_seq() + 1;
    if (wish.from > 1) wish.hash_before = to_hex(chain.last_hash());
    return wish;
}

}  // namespace heatline::timing
