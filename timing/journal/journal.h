#pragma once
// Journal: the ordered, durable, hash-chained list of facts of one meet, in one SQLite file.
//
// What append() returned has survived: write-ahead log, synchronous=FULL, one connection that holds the file
// exclusively (schema.h says why). A commit that fails is the end of this Journal: what reached the disk is unknown,
// so nothing is tried again and every later append is refused, until the file is opened anew.
//
// One thread at a time. While a Journal is open nothing else in the process may open and close the file, not even to
// read it: POSIX drops all of a process's locks on a file when any descriptor of it closes.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "timing/journal/sqlite.h"
#include "timing/journal/store.h"

namespace heatline::timing {

enum class OpenMode {
    create,  // A new journal; a file that is there already is refused.
    copy,    // The same for a copy in the making, which nobody relies on yet: nothing is synced, whoever makes it does.
    existing,  // A journal that is there, brought to this version's schema; never made.
};

class Journal final : public Store {
public:
    // Takes the lock at once: a journal that another program has open is JournalError::Kind::in_use. A journal that
    // was cut short or changed opens, so that it can be verified; reading stops at the first bad fact, and a journal
    // whose end is wrong takes no more facts.
    static Result<std::unique_ptr<Journal>, JournalError> open(const std::string& path, OpenMode mode);
    // An orderly end: the log is written back into the file and emptied, unless a commit had failed.
    ~Journal() override;
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    Seq last_seq() const override { return last_seq_; }
    Hash last_hash() const override { return last_hash_; }
    Result<Seq, JournalError> append(const FactBatch& batch) override;
    Result<std::vector<Entry>, JournalError> read(Seq from, std::size_t limit) override;
    Result<std::string, JournalError> rows(Seq from, std::size_t limit) override;
    Result<JournalEnd, JournalError> end() override;

    // Writes rows of another journal, which go on where this one ends, as they are: the same facts, hashes and texts.
    // All or none, durable. A row that does not follow is JournalError::Kind::damaged, and nothing is written.
    Result<Seq, JournalError> adopt(std::string_view rows);

    // Gives every fact from seq `from` on, in order, until `take` returns false. The chain is checked on the way: a
    // fact that is not as it was written is never given. For the start, before a JournalWriter runs.
    Result<Done, JournalError> for_each(Seq from, const std::function<bool(Entry&&)>& take);

    // Gives every row from seq `from` on, in order and unchecked, until `take` returns false; then where the journal
    // ends. From 0: also what stands before the first, for looking at a journal that may be damaged (verify.h).
    Result<JournalEnd, JournalError> for_each_row(Seq from, const std::function<bool(const Row&)>& take);

private:
    Journal(std::string path, Database database);
    Result<Done, SqlError> load_head();
    Result<Done, SqlError> prepare_statements();
    // A row of another journal whose bytes the caller holds.
    struct AdoptedRow {
        std::span<const std::uint8_t> body;
        Hash hash{};
        std::vector<StoredText> texts;
    };
    Result<Done, SqlError> insert(const FactBatch& batch, Seq& seq, Hash& hash);
    Result<Done, SqlError> insert(std::span<const AdoptedRow> rows, Seq& seq, Hash& hash);
    Result<Done, SqlError> insert_fact(Seq seq, std::span<const std::uint8_t> body, const Hash& hash);
    Result<Done, SqlError> insert_text(Seq seq, const StoredText& text);
    Result<Done, SqlError> move_head(Seq seq, const Hash& hash);
    template <class Facts>
    Result<Seq, JournalError> commit(const Facts& facts);
    // The hash that fact `from` chains to.
    Result<Hash, JournalError> hash_before(Seq from);
    JournalError damaged(const std::string& what) const;

    std::string path_;
    Database database_;
    Statement insert_fact_;  // The statements are destroyed before their database.
    Statement insert_text_;
    Statement update_head_;
    Seq last_seq_ = 0;
    Hash last_hash_{};
    std::optional<JournalError> refusal_;  // Why nothing more is taken; none while all is well.
};

}  // namespace heatline::timing
