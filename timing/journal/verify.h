#pragma once
// verify_chain: whether a journal still holds exactly what was written, told from its rows alone.
//
// Checks that the facts are numbered 1, 2, … without a gap, that every hash follows from the one before and the
// bytes, that every fact can be read, that the head names the last one (which shows a tail that was cut off), and
// that every text that is still there is the one its fact names. Texts that are gone are a purge, not a fault. Who can
// write the file can also rewrite all of it and its head: against that stands the closing digest on paper.
//
// Where the rows come from is the caller's: the file, or the server that has it open. Pure; any thread.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "timing/journal/store.h"

namespace heatline::timing {

// Checks rows as they come, one behind the other: whoever follows a journal from afar sees what was written, or why
// not.
class ChainCheck {
public:
    struct Bad {
        std::string what;
        // The bytes are what was written, and this version cannot read them.
        bool newer = false;
    };

    Result<Entry, Bad> next(const Row& row);
    Seq last_seq() const { return last_seq_; }
    const Hash& last_hash() const { return last_hash_; }
    // By slot, of the texts of the fact that next() gave.
    const std::vector<Hash>& text_hashes() const { return hashes_; }

private:
    Seq last_seq_ = 0;
    Hash last_hash_ = genesis_hash();
    std::vector<Hash> hashes_;
};

// Gives every row of a journal in order until `take` returns false, then where the journal ends.
using RowSource = std::function<Result<JournalEnd, JournalError>(const std::function<bool(const Row&)>& take)>;

struct ChainReport {
    std::uint64_t facts_checked = 0;  // Facts that are as they were written, from the first on without a gap.
    std::uint64_t texts_present = 0;  // Of those facts.
    std::uint64_t texts_purged = 0;
    std::uint64_t texts_wrong = 0;     // Not what their fact names, or of no fact.
    std::optional<Seq> first_bad_seq;  // The first fact that is changed, missing or too many.
    Hash last_hash{};                  // Of the last fact checked.
    std::string sentence;              // What was found, for a person.

    bool good() const { return !first_bad_seq && texts_wrong == 0; }
};

// `each` is given every fact that is as it was written, in order, up to the first that is not; it may be empty.
ChainReport verify_chain(const RowSource& rows, const std::function<void(Entry&&)>& each = {});

}  // namespace heatline::timing
