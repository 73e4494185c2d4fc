#pragma once
// Row: a fact as its bytes lie in the journal, with the texts that are still there; and rows as one run of bytes, which
// is how a server hands them to a command that works in a process of its own.
//
//   row = seq:8 hash:32 length:4 body count:4 (slot:4 salt:16 length:4 words)*     numbers lowest byte first
//
// Nothing here says that the bytes are right: ChainCheck and decode_fact do. Pure; any thread.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "timing/journal/codec.h"
#include "timing/journal/hash.h"

namespace heatline::timing {

// Views into whatever gave it; they hold until that gives the next.
struct Row {
    Seq seq = 0;
    std::span<const std::uint8_t> body;
    std::span<const std::uint8_t> hash;
    std::span<const StoredText> texts;  // By rising slot.
};

// Where a journal ends by its own account.
struct JournalEnd {
    bool there = false;  // The journal says so at all.
    Seq seq = 0;
    Hash hash{};
    std::uint64_t stray_texts = 0;  // Texts that belong to no fact.
};

// Puts `row` behind the bytes of `out`.
void append_row(std::string& out, const Row& row);
// How many bytes that is.
std::size_t row_bytes(const Row& row);

// The same for facts that are in no journal yet: without seq and hash.
void append_rows(std::string& out, const FactBatch& batch);
// The end of a journal as bytes, in front of rows; taking it leaves the rows.
void append_end(std::string& out, const JournalEnd& end);
Result<JournalEnd, std::string> take_end(std::string_view& bytes);

// Reads rows from bytes, believing nothing: it never reads beyond them.
class RowReader {
public:
    explicit RowReader(std::string_view bytes) : rest_(bytes) {}
    // False at the end of the bytes. The error is a sentence.
    Result<bool, std::string> next(Row& row);

private:
    std::string_view rest_;
    std::vector<StoredText> texts_;
};

}  // namespace heatline::timing
