#include "timing/journal/journal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "engine/base/check.h"
#include "timing/journal/rows.h"
#include "timing/journal/schema.h"

namespace heatline::timing {
namespace {

using Kind = JournalError::Kind;

// Only the owner may read a file with children's names in it; SQLite gives its log the same rights.
constexpr mode_t kFileMode = 0600;

// Makes the empty file, and makes its name in the folder survive a power cut too.
Result<Done, JournalError> make_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, kFileMode);
    if (file < 0 && errno == EEXIST) {
        return Error{
            JournalError{Kind::exists, path + ": there is a journal already; open it, or choose another folder"}};
    }
    if (file < 0) {
        return Error{JournalError{Kind::disk, path + ": it cannot be made (" + std::strerror(errno) +
                                                  "); check that the folder is there and who may write it"}};
    }
    ::close(file);
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    const int handle = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = handle >= 0 && ::fsync(handle) == 0;
    if (handle >= 0) ::close(handle);
    if (synced) return Done{};
    return Error{JournalError{Kind::disk, path + ": its folder cannot be written safely (" + std::strerror(errno) +
                                              "); put the meet on a local disk"}};
}

Result<JournalEnd, SqlError> read_head(Database& database) {
    auto statement = database.prepare("SELECT seq, hash FROM head WHERE id = 1");
    if (!statement) return Error{statement.error()};
    const auto row = statement->step();
    if (!row) return Error{row.error()};
    JournalEnd head;
    if (!*row) return head;
    const auto hash = statement->blob(1);
    head.there = hash.size() == head.hash.size();
    head.seq = static_cast<Seq>(statement->integer(0));
    if (head.there) std::copy(hash.begin(), hash.end(), head.hash.begin());
    return head;
}

}  // namespace

Journal::Journal(std::string path, Database database) : path_(std::move(path)), database_(std::move(database)) {}

Result<std::unique_ptr<Journal>, JournalError> Journal::open(const std::string& path, OpenMode mode) {
    if (mode != OpenMode::existing) {
        if (auto made = make_file(path); !made) return Error{made.error()};
    } else if (struct stat about{}; ::stat(path.c_str(), &about) != 0) {
        return Error{JournalError{Kind::missing, path + ": there is no journal (" + std::strerror(errno) +
                                                     "); give the folder of a meet, or make one with `heatline new`"}};
    }
    auto database = Database::open(path);
    if (!database) return Error{explain(database.error(), path)};
    if (auto ready = mode == OpenMode::copy ? prepare_copy(*database, path)
                                            : prepare_schema(*database, path, mode == OpenMode::create);
        !ready)
        return Error{ready.error()};

    std::unique_ptr<Journal> journal{new Journal(path, std::move(database).value())};
    if (const auto head = journal->load_head(); !head) return Error{explain(head.error(), path)};
    if (const auto ready = journal->prepare_statements(); !ready) return Error{explain(ready.error(), path)};
    return journal;
}

Journal::~Journal() {
    // A failure here loses nothing: the log stays and is read at the next start.
    if (!refusal_) (void)database_.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<Done, SqlError> Journal::load_head() {
    auto row = database_.prepare("SELECT seq, hash FROM fact ORDER BY seq DESC LIMIT 1");
    if (!row) return Error{row.error()};
    const auto there = row->step();
    if (!there) return Error{there.error()};
    last_hash_ = genesis_hash();
    if (*there) {
        last_seq_ = static_cast<Seq>(row->integer(0));
        const auto bytes = row->blob(1);
        if (bytes.size() == last_hash_.size()) std::copy(bytes.begin(), bytes.end(), last_hash_.begin());
    }
    const auto head = read_head(database_);
    if (!head) return Error{head.error()};
    if (!head->there || head->seq != last_seq_ || head->hash != last_hash_) {
        refusal_ = damaged("its last fact is not the one its head names, so its end was cut off or changed");
    }
    return Done{};
}

Result<Done, SqlError> Journal::prepare_statements() {
    const std::pair<Statement&, const char*> wanted[] = {
        {insert_fact_, "INSERT INTO fact(seq, body, hash) VALUES(?, ?, ?)"},
        {insert_text_, "INSERT INTO text(seq, slot, salt, body) VALUES(?, ?, ?, ?)"},
        {update_head_, "UPDATE head SET seq = ?, hash = ? WHERE id = 1"},
    };
    for (const auto& [statement, sql] : wanted) {
        auto prepared = database_.prepare(sql);
        if (!prepared) return Error{prepared.error()};
        statement = std::move(prepared).value();
    }
    return Done{};
}

JournalError Journal::damaged(const std::string& what) const {
    return {Kind::damaged, path_ + ": " + what +
                               "; keep the file as it is, run `heatline verify`, restore the last backup, and let the "
                               "stations send again"};
}

// ---- writing

namespace {

// Runs a statement that gives no rows with the parameters it has.
Result<Done, SqlError> execute(Statement& statement) {
    const auto stepped = statement.step();
    statement.reset();
    if (!stepped) return Error{stepped.error()};
    return Done{};
}

}  // namespace

Result<Done, SqlError> Journal::insert_fact(Seq seq, std::span<const std::uint8_t> body, const Hash& hash) {
    insert_fact_.bind(1, static_cast<std::int64_t>(seq));
    insert_fact_.bind(2, body);
    insert_fact_.bind(3, hash);
    return execute(insert_fact_);
}

Result<Done, SqlError> Journal::insert_text(Seq seq, const StoredText& text) {
    insert_text_.bind(1, static_cast<std::int64_t>(seq));
    insert_text_.bind(2, std::int64_t{text.slot});
    insert_text_.bind(3, text.salt);
    insert_text_.bind(4, {reinterpret_cast<const std::uint8_t*>(text.text.data()), text.text.size()});
    return execute(insert_text_);
}

Result<Done, SqlError> Journal::insert(const FactBatch& batch, Seq& seq, Hash& hash) {
    std::size_t text = 0;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto body = batch.body(i);
        ++seq;
        hash = chain_hash(hash, seq, body);
        if (auto done = insert_fact(seq, body, hash); !done) return done;
        for (; text < batch.text_count(); ++text) {
            const FactBatch::SideText side = batch.text(text);
            if (side.fact != i) break;
            if (auto done = insert_text(seq, {side.slot, side.salt, side.text}); !done) return done;
        }
    }
    return move_head(seq, hash);
}

Result<Done, SqlError> Journal::insert(std::span<const AdoptedRow> rows, Seq& seq, Hash& hash) {
    for (const AdoptedRow& row : rows) {
        ++seq;
        hash = row.hash;
        if (auto done = insert_fact(seq, row.body, hash); !done) return done;
        for (const StoredText& text : row.texts) {
            if (auto done = insert_text(seq, text); !done) return done;
        }
    }
    return move_head(seq, hash);
}

Result<Done, SqlError> Journal::move_head(Seq seq, const Hash& hash) {
    update_head_.bind(1, static_cast<std::int64_t>(seq));
    update_head_.bind(2, hash);
    return execute(update_head_);
}

Result<Seq, JournalError> Journal::append(const FactBatch& batch) {
    if (refusal_) return Error{*refusal_};
    if (batch.empty()) return last_seq_;
    return commit(batch);
}

Result<Seq, JournalError> Journal::adopt(std::string_view bytes) {
    if (refusal_) return Error{*refusal_};
    std::vector<AdoptedRow> rows;
    RowReader reader{bytes};
    Hash before = last_hash_;
    Row row;
    while (true) {
        const Seq seq = last_seq_ + rows.size() + 1;
        const auto there = reader.next(row);
        if (there && !*there) break;
        const Hash hash = chain_hash(before, seq, row.body);
        if (!there || row.seq != seq || !std::equal(hash.begin(), hash.end(), row.hash.begin(), row.hash.end())) {
            return Error{JournalError{Kind::damaged, "fact " + std::to_string(seq) +
                                                         " is not what was written; run heatline verify on the meet "
                                                         "it comes from"}};
        }
        before = hash;
        rows.push_back({row.body, hash, {row.texts.begin(), row.texts.end()}});
    }
    if (rows.empty()) return last_seq_;
    return commit(std::span<const AdoptedRow>{rows});
}

template <class Facts>
Result<Seq, JournalError> Journal::commit(const Facts& facts) {
    Seq seq = last_seq_;
    Hash hash = last_hash_;
    auto done = database_.run("BEGIN IMMEDIATE");
    if (done) done = insert(facts, seq, hash);
    if (done) done = database_.run("COMMIT");
    if (!done) {
        const JournalError error = explain(done.error(), path_);
        refusal_ = JournalError{
            error.kind, path_ + ": an earlier commit failed; start again, so that what is on disk is read anew"};
        database_.leave_log_alone();
        (void)database_.run("ROLLBACK");  // May have been done by SQLite already.
        return Error{error};
    }
    last_seq_ = seq;
    last_hash_ = hash;
    return seq;
}

// ---- reading

Result<Hash, JournalError> Journal::hash_before(Seq from) {
    if (from <= 1) return genesis_hash();
    auto row = database_.prepare("SELECT hash FROM fact WHERE seq = ?");
    if (!row) return Error{explain(row.error(), path_)};
    row->bind(1, static_cast<std::int64_t>(from - 1));
    const auto there = row->step();
    if (!there) return Error{explain(there.error(), path_)};
    const auto bytes = row->blob(0);
    Hash hash;
    if (bytes.size() != hash.size()) return Error{damaged("fact " + std::to_string(from - 1) + " is missing")};
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

Result<Done, JournalError> Journal::for_each(Seq from, const std::function<bool(Entry&&)>& take) {
    from = std::max<Seq>(from, 1);
    if (from > last_seq_ && !refusal_) return Done{};
    auto before = hash_before(from);
    if (!before) return Error{before.error()};
    auto rows = Rows::from(database_, from);
    if (!rows) return Error{explain(rows.error(), path_)};

    Row row;
    for (Seq seq = from;; ++seq) {
        const auto there = rows->next(row);
        if (!there) return Error{explain(there.error(), path_)};
        if (!*there) break;
        if (row.seq != seq) return Error{damaged("fact " + std::to_string(seq) + " is missing")};
        Entry entry;
        entry.seq = seq;
        entry.hash = chain_hash(*before, seq, row.body);
        if (!std::equal(entry.hash.begin(), entry.hash.end(), row.hash.begin(), row.hash.end()))
            return Error{damaged("fact " + std::to_string(seq) + " is not what was written")};
        auto fact = decode_fact(row.body, row.texts);
        if (!fact) return Error{damaged("fact " + std::to_string(seq) + " cannot be understood: " + fact.error())};
        *before = entry.hash;
        entry.fact = std::move(fact).value();
        if (!take(std::move(entry))) return Done{};
    }
    if (refusal_) return Error{*refusal_};
    return Done{};
}

Result<std::vector<Entry>, JournalError> Journal::read(Seq from, std::size_t limit) {
    limit = std::min(limit, kReadRowsMax);
    std::vector<Entry> entries;
    if (limit == 0 || std::max<Seq>(from, 1) > last_seq_) return entries;
    const auto done = for_each(from, [&](Entry&& entry) {
        entries.push_back(std::move(entry));
        return entries.size() < limit;
    });
    if (!done) return Error{done.error()};
    return entries;
}

Result<std::string, JournalError> Journal::rows(Seq from, std::size_t limit) {
    auto rows = Rows::from(database_, std::max<Seq>(from, 1));
    if (!rows) return Error{explain(rows.error(), path_)};
    std::string bytes;
    Row row;
    for (std::size_t left = std::min(limit, kReadRowsMax); left > 0; --left) {
        const auto there = rows->next(row);
        if (!there) return Error{explain(there.error(), path_)};
        if (!*there || (!bytes.empty() && bytes.size() + row_bytes(row) > kReadBytesMax)) break;
        append_row(bytes, row);
    }
    return bytes;
}

Result<JournalEnd, JournalError> Journal::end() {
    auto head = read_head(database_);
    if (!head) return Error{explain(head.error(), path_)};
    const auto beyond =
        database_.number("SELECT count(*) FROM text WHERE seq < 1 OR seq > " + std::to_string(last_seq_));
    if (!beyond) return Error{explain(beyond.error(), path_)};
    head->stray_texts = static_cast<std::uint64_t>(*beyond);
    return *head;
}

Result<JournalEnd, JournalError> Journal::for_each_row(Seq from, const std::function<bool(const Row&)>& take) {
    auto rows = Rows::from(database_, from);
    if (!rows) return Error{explain(rows.error(), path_)};
    Row row;
    while (true) {
        const auto there = rows->next(row);
        if (!there) return Error{explain(there.error(), path_)};
        if (!*there || !take(row)) break;
    }
    auto head = read_head(database_);
    if (!head) return Error{explain(head.error(), path_)};
    head->stray_texts = rows->stray_texts();
    return *head;
}

}  // namespace heatline::timing
