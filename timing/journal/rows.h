#pragma once
// Rows: the facts of a journal in order, each with the texts that are still there, in two sequential reads.
//
// The texts are joined by merging two ordered cursors, not by asking for each fact: a start reads a million facts in
// about a second. Checks nothing but that SQLite can read; hashes are the reader's business. Used within one call;
// the connection's thread only.

#include <vector>

#include "timing/journal/row.h"
#include "timing/journal/sqlite.h"

namespace heatline::timing {

class Rows {
public:
    // From 0: all there are, also those that stand before the first.
    static Result<Rows, SqlError> from(Database& database, Seq first);

    // False at the end. What the row shows holds until the next call.
    Result<bool, SqlError> next(Row& row);
    // Rows of the side table so far that belong to no fact. All are known once next() gave false.
    std::uint64_t stray_texts() const { return stray_; }

private:
    Rows(Statement facts, Statement texts) : facts_(std::move(facts)), texts_(std::move(texts)) {}
    Result<Done, SqlError> step_text();

    Statement facts_;
    Statement texts_;
    bool text_there_ = false;         // texts_ stands on a row that no fact has taken yet.
    std::vector<std::string> words_;  // What `held_` points to; its strings are reused.
    std::vector<StoredText> held_;
    std::uint64_t stray_ = 0;
};

}  // namespace heatline::timing
