// A journal that adopts the rows of another, and the files that a backup carries.

#include "timing/journal/backup.h"

#include <catch2/catch.hpp>

#include "tests/timing/journal/random_facts.h"
#include "tests/timing/journal/world.h"

using namespace heatline;
using namespace heatline::timing;

namespace {

std::unique_ptr<Journal> new_journal(const std::string& path) {
    auto made = Journal::open(path, OpenMode::create);
    REQUIRE(made);
    return std::move(made).value();
}

void fill(Journal& journal, std::uint32_t seed) {
    FactBatch batch;
    for (std::uint32_t i = 0; i < 3 * kFactKinds; ++i) batch.add(test::random_fact(seed + i, i % kFactKinds));
    REQUIRE(journal.append(batch));
}

}  // namespace

TEST_CASE("A journal that adopted another's rows is the other, hash for hash and word for word",
          "[timing][journal][backup]") {
    const test::TempDir dir;
    const auto from = new_journal(dir.file("from.db"));
    fill(*from, 2027);
    const auto to = new_journal(dir.file("to.db"));
    const std::size_t piece = GENERATE(1u, 7u, 1'000u);
    while (to->last_seq() < from->last_seq()) {
        const auto rows = from->rows(to->last_seq() + 1, piece);
        REQUIRE(rows);
        REQUIRE(to->adopt(*rows));
    }
    CHECK(to->last_hash() == from->last_hash());
    CHECK(*to->rows(1, 1'000) == *from->rows(1, 1'000));
    CHECK(test::verify(*to).good());
    CHECK(test::verify(*to).texts_present == test::verify(*from).texts_present);
}

TEST_CASE("Rows that do not follow, or were changed on the way, are not adopted", "[timing][journal][backup]") {
    const test::TempDir dir;
    const auto from = new_journal(dir.file("from.db"));
    fill(*from, 7);
    const auto to = new_journal(dir.file("to.db"));
    std::string rows;
    SECTION("a row left out") { rows = *from->rows(2, 10); }
    SECTION("a byte changed in the last") {
        rows = *from->rows(1, 1);
        rows[8 + 32 + 4] = static_cast<char>(rows[8 + 32 + 4] ^ 1);
    }
    SECTION("a hash changed") {
        rows = *from->rows(1, 5);
        rows[8] = static_cast<char>(rows[8] ^ 1);
    }
    SECTION("the end cut off") {
        rows = *from->rows(1, 5);
        rows.pop_back();
    }
    const auto adopted = to->adopt(rows);
    REQUIRE_FALSE(adopted);
    CHECK(adopted.error().kind == JournalError::Kind::damaged);
    CHECK(to->last_seq() == 0);
    CHECK(to->adopt(*from->rows(1, 10)));  // It is no worse for it.
}

TEST_CASE("The files of a backup come out as they went in, and what is left is a plain journal",
          "[timing][journal][backup]") {
    const test::TempDir dir;
    const std::string path = dir.file("j.db");
    { fill(*new_journal(path), 3); }
    const FilesBeside files{{"meet.toml", "[meet]\n"}, {"key.pem", std::string("\0\xFF bytes", 8)}, {"empty", ""}};
    REQUIRE(put_files(path, files));
    {
        const auto as_journal = Journal::open(path, OpenMode::existing);
        REQUIRE(as_journal);
        CHECK(test::verify(**as_journal).good());
    }
    const auto taken = take_files(path);
    REQUIRE(taken);
    CHECK(*taken == files);
    const auto again = take_files(path);
    REQUIRE_FALSE(again);
    CHECK(again.error().kind == JournalError::Kind::foreign);
}
