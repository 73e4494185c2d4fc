#pragma once
// Database and Statement: the smallest skin over SQLite that closes what it opens and gives errors as values.
//
// For timing/journal alone: no SQLite type leaves this folder. A Database and its Statements belong to one thread at
// a time; Statements must be gone before their Database. Blobs that are bound are borrowed until the next reset().

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "engine/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace heatline::timing {

// What SQLite said. The text is for our own sentences to quote, never alone.
struct SqlError {
    enum class Kind { busy, not_a_database, corrupt, disk_full, cannot_open, read_only, other };
    Kind kind = Kind::other;
    std::string text;
};

class Statement {
public:
    Statement() = default;

    // Parameters count from 1.
    void bind(int parameter, std::int64_t value);
    void bind(int parameter, std::span<const std::uint8_t> value);
    // True: a row is there; false: done.
    Result<bool, SqlError> step();
    // Makes the statement ready for new parameters.
    void reset();

    // Of the current row, columns from 0. A value of another type comes back as 0 or empty.
    std::int64_t integer(int column) const;
    // Holds until the next step() or reset().
    std::span<const std::uint8_t> blob(int column) const;
    std::string text(int column) const;

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
public:
    // Opens a file that exists, for reading and writing. A file that is locked is found at the first statement: a
    // Database never waits for another program.
    static Result<Database, SqlError> open(const std::string& path);

    // Runs statements that give no rows.
    Result<Done, SqlError> run(const std::string& sql);
    Result<Statement, SqlError> prepare(const std::string& sql);
    // The first column of the first row; 0 or empty without a row.
    Result<std::int64_t, SqlError> number(const std::string& sql);
    Result<std::string, SqlError> word(const std::string& sql);
    // Closing then leaves the write-ahead log as it is. For after a failed commit, when nothing may be tried again.
    void leave_log_alone();

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    explicit Database(sqlite3* handle) : handle_(handle) {}

    std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace heatline::timing
