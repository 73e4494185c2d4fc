#pragma once
// The journal as a file: its tables, its versions, and the settings without which nothing is promised.
//
// Schema 1
//   fact(seq, body, hash)          the chain; rows are only ever added
//   text(seq, slot, salt, body)    the words of facts, which a purge deletes
//   head(id = 1, seq, hash)        the last fact, written with it: shows when the tail was cut off
//   application_id                 "HtLn": ours; user_version: the schema's version
//
// Durability is SQLite's write-ahead log with synchronous=FULL and locking_mode=EXCLUSIVE. EXCLUSIVE comes before
// WAL: SQLite up to 3.51.2 can lose commits when two connections write or checkpoint together, and an exclusive
// connection has no second. Both settings are read back, since a library or a build option may override them.

#include <string>

#include "timing/journal/sqlite.h"
#include "timing/journal/store.h"

namespace heatline::timing {

inline constexpr std::int64_t kApplicationId = 0x48744C6E;  // "HtLn"
inline constexpr std::int64_t kSchemaVersion = 1;
// The log is written back into the file when it holds this many pages of 4 KiB: 4,000 * 4 KiB = 16 MB. Seldom enough
// that commits stay even, soon enough that a restart has little to replay.
inline constexpr int kCheckpointPages = 4'000;
// A log that grew beyond this (behind a long read) is cut back to it.
inline constexpr std::int64_t kLogBytesKept = 64LL * 1024 * 1024;

// Makes a new journal in the empty file behind `database`, or takes an existing one and brings it to this version.
// Afterwards the lock is held and the settings are proven. `path` is for the sentences.
Result<Done, JournalError> prepare_schema(Database& database, const std::string& path, bool create);

// Makes a new journal in the empty file behind `database`, without any of the promises: for a copy in the making.
Result<Done, JournalError> prepare_copy(Database& database, const std::string& path);

// Whether commits of this connection survive a power cut and no second connection can exist: asks SQLite, believes
// nothing else.
Result<Done, JournalError> require_durable(Database& database, const std::string& path);

// What SQLite's error means for the journal at `path`, and what to do.
JournalError explain(const SqlError& error, const std::string& path);

}  // namespace heatline::timing
