#pragma once
// Store: what the rest of the program may ask of a journal: append a batch, read from a sequence.
//
// Journal is the one on disk; tests put a scripted one in its place, and a second kind of database would implement
// this and nothing more. A Store belongs to one thread at a time: while a JournalWriter runs, to the writer's.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/fact.h"
#include "timing/journal/codec.h"
#include "timing/journal/hash.h"
#include "timing/journal/row.h"

namespace heatline::timing {

struct JournalError {
    enum class Kind {
        in_use,   // Another program has it open: exit code 4.
        exists,   // To be made, and there already: exit code 4.
        missing,  // To be opened, and not there.
        foreign,  // A file of something else.
        newer,    // Written by a later version.
        damaged,  // Its bytes are not what was written.
        disk,     // The disk is full, refuses, or does not keep what it is given.
    };
    Kind kind = Kind::disk;
    std::string sentence;  // WHAT: WHY; WHAT TO DO, without the program's name.
};

// A fact as it stands in the journal.
struct Entry {
    Seq seq = 0;
    Fact fact;
    Hash hash{};
};

// More than this at once is cut to it, so that a reader never keeps the next commit waiting for long.
inline constexpr std::size_t kReadRowsMax = 1'000;
inline constexpr std::size_t kReadBytesMax = 1024 * 1024;  // Of rows(); a single longer row is given alone.

class Store {
public:
    virtual ~Store() = default;

    // Of the last durable fact; 0 and the genesis hash while there is none.
    virtual Seq last_seq() const = 0;
    virtual Hash last_hash() const = 0;
    // All facts of the batch or none; what it returns is the seq of the last, durable. After an error nothing more is
    // accepted: what is on disk is not known until the journal is opened again.
    virtual Result<Seq, JournalError> append(const FactBatch& batch) = 0;
    // At most `limit` (and kReadRowsMax) facts from seq `from` on, `from` included; empty at the end.
    virtual Result<std::vector<Entry>, JournalError> read(Seq from, std::size_t limit) = 0;
    // The same facts as their bytes, see row.h; cut to kReadBytesMax too. Nothing is checked.
    virtual Result<std::string, JournalError> rows(Seq from, std::size_t limit) = 0;
    // Where the journal ends by its own account.
    virtual Result<JournalEnd, JournalError> end() = 0;
};

}  // namespace heatline::timing
