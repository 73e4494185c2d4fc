#pragma once
// verify_chain: whether a journal still holds exactly what was written, told from the file alone.
//
// Checks that the facts are numbered 1, 2, … without a gap, that every hash follows from the one before and the
// bytes, that every fact can be read, that the head names the last one (which shows a tail that was cut off), and
// that every text that is still there is the one its fact names. Texts that are gone are a purge, not a fault. Who can
// write the file can also rewrite all of it and its head: against that stands the closing digest on paper.
//
// Uses the connection's thread; reads only.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "timing/journal/sqlite.h"
#include "timing/journal/store.h"

namespace heatline::timing {

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

// `progress` is called now and then with the facts checked so far; it may be empty.
ChainReport verify_chain(Database& database, const std::function<void(std::uint64_t)>& progress);

}  // namespace heatline::timing
