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

}  // namespace

Journal::Journal(std::string path, Database database) : path_(std::move(path)), database_(std::move(database)) {}

Result<std::unique_ptr<Journal>, JournalError> Journal::open(const std::string& path, OpenMode mode) {
    if (mode == OpenMode::create) {
        if (auto made = make_file(path); !made) return Error{made.error()};
    } else if (struct stat about{}; ::stat(path.c_str(), &about) != 0) {
        return Error{JournalError{Kind::missing, path + ": there is no journal (" + std::strerror(errno) +
                                                     "); give the folder of a meet, or make one with `heatline new`"}};
    }
    auto database = Database::open(path);
    if (!database) return Error{explain(database.error(), path)};
    if (auto ready = prepare_schema(*database, path, mode == OpenMode::create); !ready) return Error{ready.error()};

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
    Seq head_seq = 0;
    Hash head_hash{};
    bool head_there = false;
    for (const bool head : {false, true}) {
        auto row = database_.prepare(head ? "SELECT seq, hash FROM head WHERE id = 1"
                                          : "SELECT seq, hash FROM fact ORDER BY seq DESC LIMIT 1");
        if (!row) return Error{row.error()};
        const auto there = row->step();
        if (!there) return Error{there.error()};
        Seq& seq = head ? head_seq : last_seq_;
        Hash& hash = head ? head_hash : last_hash_;
        hash = genesis_hash();
        if (!*there) continue;
        seq = static_cast<Seq>(row->integer(0));
        const auto bytes = row->blob(1);
        if (bytes.size() == hash.size()) std::copy(bytes.begin(), bytes.end(), hash.begin());
        if (head) head_there = true;
    }
    if (!head_there || head_seq != last_seq_ || head_hash != last_hash_) {
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

Result<Done, SqlError> Journal::insert(const FactBatch& batch, Seq& seq, Hash& hash) {
    std::size_t text = 0;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto body = batch.body(i);
        ++seq;
        hash = chain_hash(hash, seq, body);
        insert_fact_.bind(1, static_cast<std::int64_t>(seq));
        insert_fact_.bind(2, body);
        insert_fact_.bind(3, hash);
        if (auto done = execute(insert_fact_); !done) return done;
        for (; text < batch.text_count(); ++text) {
            const FactBatch::SideText side = batch.text(text);
            if (side.fact != i) break;
            insert_text_.bind(1, static_cast<std::int64_t>(seq));
            insert_text_.bind(2, std::int64_t{side.slot});
            insert_text_.bind(3, side.salt);
            insert_text_.bind(4, {reinterpret_cast<const std::uint8_t*>(side.text.data()), side.text.size()});
            if (auto done = execute(insert_text_); !done) return done;
        }
    }
    update_head_.bind(1, static_cast<std::int64_t>(seq));
    update_head_.bind(2, hash);
    return execute(update_head_);
}

Result<Seq, JournalError> Journal::append(const FactBatch& batch) {
    if (refusal_) return Error{*refusal_};
    if (batch.empty()) return last_seq_;
    Seq seq = last_seq_;
    Hash hash = last_hash_;
    auto done = database_.run("BEGIN IMMEDIATE");
    if (done) done = insert(batch, seq, hash);
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

    Rows::Row row;
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

ChainReport Journal::verify_chain(const std::function<void(std::uint64_t)>& progress) {
    return timing::verify_chain(database_, progress);
}

}  // namespace heatline::timing
