// What is a journal, what is none, and the settings without which nothing is promised.

#include "timing/journal/schema.h"

#include <catch2/catch.hpp>

#include "tests/timing/journal/world.h"
#include "timing/journal/journal.h"

using namespace heatline;
using namespace heatline::timing;
using Kind = JournalError::Kind;

namespace {

// An SQLite file, made by these statements.
void make_database(const std::string& path, const std::string& sql) {
    test::write_contents(path, "");
    auto database = Database::open(path);
    REQUIRE(database);
    REQUIRE(database->run(sql));
}

JournalError error_of_opening(const std::string& path) {
    const auto journal = Journal::open(path, OpenMode::existing);
    REQUIRE_FALSE(journal);
    return journal.error();
}

}  // namespace

TEST_CASE("A prepared journal has full sync, the exclusive lock and the log", "[timing][journal][schema]") {
    const test::TempDir dir;
    test::write_contents(dir.file("j.db"), "");
    auto database = Database::open(dir.file("j.db"));
    REQUIRE(database);

    REQUIRE(prepare_schema(*database, "j.db", true));

    CHECK(*database->number("PRAGMA synchronous") == 2);
    CHECK(*database->word("PRAGMA locking_mode") == "exclusive");
    CHECK(*database->word("PRAGMA journal_mode") == "wal");
    CHECK(*database->number("PRAGMA user_version") == kSchemaVersion);
    CHECK(*database->number("PRAGMA application_id") == kApplicationId);
    CHECK(*database->number("PRAGMA wal_autocheckpoint") == kCheckpointPages);
}

TEST_CASE("A connection that could lose commits is refused, whatever was asked of it", "[timing][journal][schema]") {
    const test::TempDir dir;
    test::write_contents(dir.file("j.db"), "");
    auto database = Database::open(dir.file("j.db"));
    REQUIRE(database);
    REQUIRE(prepare_schema(*database, "j.db", true));
    REQUIRE(require_durable(*database, "j.db"));

    SECTION("synchronous=NORMAL") {
        REQUIRE(database->run("PRAGMA synchronous=NORMAL"));
        const auto durable = require_durable(*database, "j.db");
        REQUIRE_FALSE(durable);
        CHECK(durable.error().kind == Kind::disk);
        CHECK(durable.error().sentence.find("synchronous=1") != std::string::npos);
    }
    SECTION("locking_mode=NORMAL") {
        REQUIRE(database->run("PRAGMA locking_mode=NORMAL"));
        CHECK_FALSE(require_durable(*database, "j.db"));
    }
    SECTION("no write-ahead log") {
        REQUIRE(database->word("PRAGMA journal_mode=DELETE"));
        CHECK_FALSE(require_durable(*database, "j.db"));
    }
}

TEST_CASE("A file of something else is refused and left as it was", "[timing][journal][schema]") {
    const test::TempDir dir;
    const std::string path = dir.file("j.db");

    SECTION("text") { test::write_contents(path, std::string(10'000, 'x')); }
    SECTION("nothing at all") { test::write_contents(path, ""); }
    SECTION("another program's database") { make_database(path, "CREATE TABLE contacts(name); PRAGMA user_version=7"); }
    const std::string before = test::contents(path);

    const JournalError error = error_of_opening(path);

    CHECK(error.kind == Kind::foreign);
    CHECK(error.sentence.find("no Heatline journal") != std::string::npos);
    CHECK(test::contents(path) == before);
}

TEST_CASE("A journal of a later version is refused, with both versions and what to do", "[timing][journal][schema]") {
    const test::TempDir dir;
    const std::string path = dir.file("j.db");
    make_database(
        path, "CREATE TABLE fact(seq); PRAGMA user_version=9; PRAGMA application_id=" + std::to_string(kApplicationId));
    const std::string before = test::contents(path);

    const JournalError error = error_of_opening(path);

    CHECK(error.kind == Kind::newer);
    CHECK(error.sentence == path +
                                ": it is a journal of version 9, and this program knows versions up to 1; nothing was "
                                "changed in it, install the newer Heatline");
    CHECK(test::contents(path) == before);
}

TEST_CASE("Every error of SQLite becomes a sentence with something to do", "[timing][journal][schema]") {
    for (const auto kind :
         {SqlError::Kind::busy, SqlError::Kind::not_a_database, SqlError::Kind::corrupt, SqlError::Kind::disk_full,
          SqlError::Kind::cannot_open, SqlError::Kind::read_only, SqlError::Kind::other}) {
        const JournalError error = explain({kind, "details"}, "meet/journal.db");
        CHECK(error.sentence.starts_with("meet/journal.db: "));
        CHECK(error.sentence.find("; ") != std::string::npos);
    }
    CHECK(explain({SqlError::Kind::busy, ""}, "j").kind == Kind::in_use);
}
