#include "timing/journal/backup.h"

#include "timing/journal/schema.h"
#include "timing/journal/sqlite.h"

namespace heatline::timing {
namespace {

Result<Done, SqlError> insert_files(Database& database, const FilesBeside& files) {
    auto insert = database.prepare("INSERT INTO file(name, body) VALUES(?, ?)");
    if (!insert) return Error{insert.error()};
    const auto bytes_of = [](const std::string& text) {
        return std::span{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
    };
    for (const auto& [name, body] : files) {
        insert->bind(1, bytes_of(name));
        insert->bind(2, bytes_of(body));
        const auto stepped = insert->step();
        if (!stepped) return Error{stepped.error()};
        insert->reset();
    }
    return Done{};
}

Result<FilesBeside, SqlError> read_files(Database& database) {
    auto rows = database.prepare("SELECT name, body FROM file");
    if (!rows) return Error{rows.error()};
    FilesBeside files;
    while (true) {
        const auto there = rows->step();
        if (!there) return Error{there.error()};
        if (!*there) return files;
        files[rows->text(0)] = rows->text(1);
    }
}

}  // namespace

Result<Done, JournalError> put_files(const std::string& path, const FilesBeside& files) {
    auto database = Database::open(path);
    if (!database) return Error{explain(database.error(), path)};
    auto done = database->run("BEGIN; CREATE TABLE file(name BLOB PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID");
    if (done) done = insert_files(*database, files);
    if (done) done = database->run("COMMIT");
    if (!done) return Error{explain(done.error(), path)};
    return Done{};
}

Result<FilesBeside, JournalError> take_files(const std::string& path) {
    auto database = Database::open(path);
    if (!database) return Error{explain(database.error(), path)};
    const auto tables = database->number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'file'");
    if (!tables) return Error{explain(tables.error(), path)};
    if (*tables == 0)
        return Error{JournalError{JournalError::Kind::foreign,
                                  path + ": it is no backup; give a file that heatline backup made"}};
    auto files = read_files(*database);
    if (!files) return Error{explain(files.error(), path)};
    if (const auto dropped = database->run("DROP TABLE file"); !dropped) return Error{explain(dropped.error(), path)};
    return std::move(files).value();
}

}  // namespace heatline::timing
