#include "timing/journal/schema.h"

#include <utility>
#include <vector>

namespace heatline::timing {
namespace {

using Kind = JournalError::Kind;

constexpr const char* kTextTable =
    "CREATE TABLE IF NOT EXISTS text(seq INTEGER NOT NULL, slot INTEGER NOT NULL, salt BLOB NOT NULL, "
    "body BLOB NOT NULL, PRIMARY KEY(seq, slot)) WITHOUT ROWID;";

// Step i brings schema i to i + 1. A step that was released never changes.
std::vector<std::string> migrations() {
    return {
        "CREATE TABLE fact(seq INTEGER PRIMARY KEY, body BLOB NOT NULL, hash BLOB NOT NULL);" +
            std::string(kTextTable) +
            "CREATE TABLE head(id INTEGER PRIMARY KEY CHECK(id = 1), seq INTEGER NOT NULL, hash BLOB NOT NULL);"
            "INSERT INTO head VALUES(1, 0, x'" +
            to_hex(genesis_hash()) + "');",
    };
}

Result<Done, SqlError> migrate(Database& database, std::int64_t version) {
    const std::vector<std::string> steps = migrations();
    CHECK_THAT(static_cast<std::int64_t>(steps.size()) == kSchemaVersion, "a schema version without its step");
    for (; version < kSchemaVersion; ++version) {
        const auto done = database.run("BEGIN IMMEDIATE;" + steps[static_cast<std::size_t>(version)] +
                                       "PRAGMA application_id=" + std::to_string(kApplicationId) +
                                       ";PRAGMA user_version=" + std::to_string(version + 1) + ";COMMIT;");
        if (!done) {
            (void)database.run("ROLLBACK");
            return Error{done.error()};
        }
    }
    return Done{};
}

// Says what an existing file is before anything is changed in it. Gives its schema version.
Result<std::int64_t, JournalError> recognise(Database& database, const std::string& path) {
    const auto application = database.number("PRAGMA application_id");
    if (!application) return Error{explain(application.error(), path)};
    const auto version = database.number("PRAGMA user_version");
    if (!version) return Error{explain(version.error(), path)};
    if (*application != kApplicationId || *version < 1) {
        return Error{JournalError{Kind::foreign, path +
                                                     ": it is no Heatline journal; nothing was changed in it, give the "
                                                     "folder of a meet"}};
    }
    if (*version > kSchemaVersion) {
        return Error{JournalError{Kind::newer, path + ": it is a journal of version " + std::to_string(*version) +
                                                   ", and this program knows versions up to " +
                                                   std::to_string(kSchemaVersion) +
                                                   "; nothing was changed in it, install the newer Heatline"}};
    }
    return *version;
}

}  // namespace

Result<Done, JournalError> prepare_schema(Database& database, const std::string& path, bool create) {
    // trusted_schema: a file that somebody prepared may not run functions of its own. EXCLUSIVE before anything reads.
    for (const char* pragma :
         {"PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON", "PRAGMA locking_mode=EXCLUSIVE"}) {
        if (const auto set = database.run(pragma); !set) return Error{explain(set.error(), path)};
    }
    std::int64_t version = 0;
    if (!create) {
        const auto known = recognise(database, path);
        if (!known) return Error{known.error()};
        version = *known;
    }
    const std::string checkpoint = "PRAGMA wal_autocheckpoint=" + std::to_string(kCheckpointPages);
    const std::string kept = "PRAGMA journal_size_limit=" + std::to_string(kLogBytesKept);
    for (const std::string& pragma :
         {std::string("PRAGMA journal_mode=WAL"), std::string("PRAGMA synchronous=FULL"), checkpoint, kept,
          std::string("BEGIN IMMEDIATE; COMMIT")}) {  // The last takes the lock now, so that "in use" is said now.
        if (const auto set = database.run(pragma); !set) return Error{explain(set.error(), path)};
    }
    if (auto durable = require_durable(database, path); !durable) return durable;
    if (const auto migrated = migrate(database, version); !migrated) return Error{explain(migrated.error(), path)};
    // A journal whose side table was dropped is one that was purged of everything.
    if (const auto texts = database.run(kTextTable); !texts) return Error{explain(texts.error(), path)};
    return Done{};
}

Result<Done, JournalError> prepare_copy(Database& database, const std::string& path) {
    for (const char* pragma : {"PRAGMA trusted_schema=OFF", "PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=OFF",
                               "PRAGMA synchronous=OFF"}) {
        if (const auto set = database.run(pragma); !set) return Error{explain(set.error(), path)};
    }
    if (const auto migrated = migrate(database, 0); !migrated) return Error{explain(migrated.error(), path)};
    return Done{};
}

Result<Done, JournalError> require_durable(Database& database, const std::string& path) {
    const std::pair<const char*, const char*> wanted[] = {
        {"synchronous", "2"}, {"locking_mode", "exclusive"}, {"journal_mode", "wal"}};
    for (const auto& [pragma, value] : wanted) {
        const auto found = database.word(std::string("PRAGMA ") + pragma);
        if (!found) return Error{explain(found.error(), path)};
        if (*found == value) continue;
        return Error{JournalError{Kind::disk, path + ": SQLite has " + pragma + "=" + *found + " where " + value +
                                                  " is needed, so that a power cut could lose readings; put the meet's "
                                                  "folder on a local disk, with Debian's own SQLite"}};
    }
    return Done{};
}

JournalError explain(const SqlError& error, const std::string& path) {
    switch (error.kind) {
        case SqlError::Kind::busy:
            return {Kind::in_use, path +
                                      ": it is in use by another program; stop the server of this meet, or use a "
                                      "command that works beside it"};
        case SqlError::Kind::not_a_database:
            return {Kind::foreign,
                    path + ": it is no Heatline journal; give the folder of a meet, or restore a backup"};
        case SqlError::Kind::corrupt:
            return {Kind::damaged, path + ": the file is damaged (" + error.text +
                                       "); keep it as it is, restore the last backup, and let the stations send again"};
        case SqlError::Kind::disk_full:
            return {Kind::disk, path + ": the disk is full; make room, then start again"};
        case SqlError::Kind::cannot_open:
            return {Kind::disk,
                    path + ": it cannot be opened (" + error.text + "); check who may read and write the folder"};
        case SqlError::Kind::read_only:
            return {Kind::disk, path +
                                    ": it may not be written; check who may write the folder, and that the disk is not "
                                    "mounted read-only"};
        case SqlError::Kind::other:
            break;
    }
    return {Kind::disk,
            path + ": the disk did not do what it was asked (" + error.text + "); check the disk, then start again"};
}

}  // namespace heatline::timing
