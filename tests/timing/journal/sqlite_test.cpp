// The skin over SQLite: values in and out, errors as values.

#include "timing/journal/sqlite.h"

#include <catch2/catch.hpp>

#include "tests/timing/journal/world.h"

using namespace heatline;
using namespace heatline::timing;

TEST_CASE("What a statement binds it reads back, an empty blob included", "[timing][journal][sqlite]") {
    const test::TempDir dir;
    test::write_contents(dir.file("a.db"), "");
    auto database = Database::open(dir.file("a.db"));
    REQUIRE(database);
    REQUIRE(database->run("CREATE TABLE t(n INTEGER, b BLOB NOT NULL)"));
    {
        auto insert = database->prepare("INSERT INTO t VALUES(?, ?)");
        REQUIRE(insert);
        insert->bind(1, -5);
        insert->bind(2, std::span<const std::uint8_t>{});
        REQUIRE(insert->step());
    }
    auto select = database->prepare("SELECT n, b FROM t");
    REQUIRE(select);
    const auto row = select->step();
    REQUIRE(row);
    REQUIRE(*row);
    CHECK(select->integer(0) == -5);
    CHECK(select->blob(1).empty());
    CHECK_FALSE(*select->step());
}

TEST_CASE("A file that is not there is an error and is not made", "[timing][journal][sqlite]") {
    const test::TempDir dir;
    const auto database = Database::open(dir.file("none.db"));
    REQUIRE_FALSE(database);
    CHECK(database.error().kind == SqlError::Kind::cannot_open);
    CHECK_FALSE(std::filesystem::exists(dir.file("none.db")));
}

TEST_CASE("A statement that SQLite does not understand is an error with its words", "[timing][journal][sqlite]") {
    const test::TempDir dir;
    test::write_contents(dir.file("a.db"), "");
    auto database = Database::open(dir.file("a.db"));
    REQUIRE(database);
    CHECK_FALSE(database->run("MAKE COFFEE").error().text.empty());
    CHECK_FALSE(database->prepare("SELECT * FROM nowhere").error().text.empty());
    CHECK_FALSE(database->number("SELECT * FROM nowhere").error().text.empty());
}
