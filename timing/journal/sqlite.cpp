#include "timing/journal/sqlite.h"

#include <sqlite3.h>

#include "engine/base/check.h"

namespace heatline::timing {
namespace {

SqlError::Kind kind_of(int code) {
    switch (code & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return SqlError::Kind::busy;
        case SQLITE_NOTADB:
            return SqlError::Kind::not_a_database;
        case SQLITE_CORRUPT:
            return SqlError::Kind::corrupt;
        case SQLITE_FULL:
            return SqlError::Kind::disk_full;
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return SqlError::Kind::cannot_open;
        case SQLITE_READONLY:
            return SqlError::Kind::read_only;
        default:
            return SqlError::Kind::other;
    }
}

SqlError error_of(sqlite3* handle, int code) {
    return {kind_of(code), handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code)};
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Statement::bind(int parameter, std::int64_t value) {
    CHECK_THAT(sqlite3_bind_int64(statement_.get(), parameter, value) == SQLITE_OK, "a parameter that is not there");
}

void Statement::bind(int parameter, std::span<const std::uint8_t> value) {
    // An empty blob needs an address too: SQLite takes a null pointer for NULL.
    const void* bytes = value.empty() ? static_cast<const void*>("") : value.data();
    const int code = sqlite3_bind_blob64(statement_.get(), parameter, bytes, value.size(), SQLITE_STATIC);
    CHECK_THAT(code == SQLITE_OK, "a parameter that is not there, or a blob beyond SQLite's limit");
}

Result<bool, SqlError> Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return Error{error_of(sqlite3_db_handle(statement_.get()), code)};
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::span<const std::uint8_t> Statement::blob(int column) const {
    const void* bytes = sqlite3_column_blob(statement_.get(), column);
    if (!bytes) return {};
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return {static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(size)};
}

std::string Statement::text(int column) const {
    const auto bytes = blob(column);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void Database::Close::operator()(sqlite3* handle) const {
    CHECK_THAT(sqlite3_close(handle) == SQLITE_OK, "a statement outlived its database");
}

Result<Database, SqlError> Database::open(const std::string& path) {
    // Debian's SQLite reads "file:…" as a URI with options of its own.
    const std::string name = path.starts_with("file:") ? "./" + path : path;
    sqlite3* handle = nullptr;
    constexpr int kFlags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(name.c_str(), &handle, kFlags, nullptr);
    Database database{handle};  // Even a failed open gives a handle that must be closed.
    if (code != SQLITE_OK) return Error{error_of(handle, code)};
    sqlite3_busy_timeout(handle, 0);
    return database;
}

Result<Done, SqlError> Database::run(const std::string& sql) {
    const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return Error{error_of(handle_.get(), code)};
    return Done{};
}

Result<Statement, SqlError> Database::prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.c_str(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return Error{error_of(handle_.get(), code)};
    return Statement{statement};
}

Result<std::int64_t, SqlError> Database::number(const std::string& sql) {
    auto statement = prepare(sql);
    if (!statement) return Error{statement.error()};
    const auto row = statement->step();
    if (!row) return Error{row.error()};
    return *row ? statement->integer(0) : std::int64_t{0};
}

Result<std::string, SqlError> Database::word(const std::string& sql) {
    auto statement = prepare(sql);
    if (!statement) return Error{statement.error()};
    const auto row = statement->step();
    if (!row) return Error{row.error()};
    return *row ? statement->text(0) : std::string{};
}

void Database::leave_log_alone() {
    CHECK_THAT(sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr) == SQLITE_OK,
               "SQLite does not know SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE");
}

}  // namespace heatline::timing
