// What verify finds: every byte that changed, every fact that went missing, every name that is not the one written.

#include "timing/journal/verify.h"

#include <catch2/catch.hpp>
#include <numeric>

#include "tests/timing/journal/world.h"
#include "timing/journal/journal.h"

using namespace heatline;
using namespace heatline::timing;

namespace {

// A closed journal: taps 1 to 20 with a child as facts 5 and 15.
void make_journal(const std::string& path) {
    auto journal = Journal::open(path, OpenMode::create);
    REQUIRE(journal);
    FactBatch batch;
    for (std::uint64_t i = 1; i <= 20; ++i) {
        if (i == 5 || i == 15)
            batch.add(test::child(static_cast<std::uint32_t>(i), "Maya" + std::to_string(i), "Rivera"));
        else
            batch.add(test::tap(i));
    }
    REQUIRE((*journal)->append(batch));
}

void run_sql(const std::string& path, const std::string& sql) {
    auto database = Database::open(path);
    REQUIRE(database);
    REQUIRE(database->run(sql));
}

ChainReport verify(const std::string& path) {
    auto journal = Journal::open(path, OpenMode::existing);
    REQUIRE(journal);
    return test::verify(**journal);
}

// The bytes of a column of fact `seq`.
std::string blob_of(const std::string& path, const std::string& column, Seq seq) {
    auto database = Database::open(path);
    REQUIRE(database);
    const auto bytes = database->word("SELECT " + column + " FROM fact WHERE seq = " + std::to_string(seq));
    REQUIRE(bytes);
    return *bytes;
}

}  // namespace

TEST_CASE("A journal that nobody touched is found whole", "[timing][journal][verify]") {
    const test::TempDir dir;
    make_journal(dir.file("j.db"));

    const ChainReport report = verify(dir.file("j.db"));

    CHECK(report.good());
    CHECK(report.facts_checked == 20);
    CHECK(report.texts_present == 6);
    CHECK(report.texts_purged == 0);
    CHECK(report.sentence == "20 facts are as they were written, 6 texts are there and 0 purged");
}

TEST_CASE("Any changed byte of a fact or of its hash is found at that fact", "[timing][journal][verify]") {
    const test::TempDir dir;
    const std::string path = dir.file("j.db");
    make_journal(path);
    const std::string whole = test::contents(path);
    const Seq seq = GENERATE(1u, 5u, 12u, 20u);
    const std::string column = GENERATE("body", "hash");
    CAPTURE(seq, column);
    const std::string blob = blob_of(path, column, seq);
    const std::size_t place = whole.find(blob);
    REQUIRE(place != std::string::npos);

    for (std::size_t i = 0; i < blob.size(); ++i) {
        std::string changed = whole;
        changed[place + i] = static_cast<char>(changed[place + i] ^ (1 << (i % 8)));
        test::write_contents(path, changed);
        const ChainReport report = verify(path);
        if (report.good() || report.first_bad_seq != seq || report.facts_checked != seq - 1)
            FAIL("byte " << i << " gave " << report.sentence);
    }
}

TEST_CASE("Facts that were taken out or put in are found", "[timing][journal][verify]") {
    const test::TempDir dir;
    const std::string path = dir.file("j.db");
    make_journal(path);

    SECTION("the last ones") {
        run_sql(path, "DELETE FROM fact WHERE seq > 17");
        const ChainReport report = verify(path);
        CHECK(report.first_bad_seq == Seq{18});
        CHECK(report.sentence.starts_with("facts 18 to 20 are missing at the end"));
    }
    SECTION("all of them") {
        run_sql(path, "DELETE FROM fact");
        CHECK(verify(path).first_bad_seq == Seq{1});
    }
    SECTION("the first") {
        run_sql(path, "DELETE FROM fact WHERE seq = 1");
        CHECK(verify(path).first_bad_seq == Seq{1});
    }
    SECTION("one in the middle") {
        run_sql(path, "DELETE FROM fact WHERE seq = 9");
        CHECK(verify(path).first_bad_seq == Seq{9});
    }
    SECTION("two that changed places") {
        run_sql(path,
                "UPDATE fact SET seq = -1 WHERE seq = 3; UPDATE fact SET seq = 3 WHERE seq = 4;"
                "UPDATE fact SET seq = 4 WHERE seq = -1");
        CHECK(verify(path).first_bad_seq == Seq{3});
    }
    SECTION("one before the first") {
        run_sql(path, "INSERT INTO fact SELECT 0, body, hash FROM fact WHERE seq = 1");
        CHECK(verify(path).first_bad_seq == Seq{1});
    }
    SECTION("one behind the last") {
        run_sql(path, "INSERT INTO fact SELECT 21, body, hash FROM fact WHERE seq = 1");
        CHECK(verify(path).first_bad_seq == Seq{21});
    }
    SECTION("the head") {
        run_sql(path, "DELETE FROM head");
        CHECK(verify(path).first_bad_seq == Seq{21});
    }
    SECTION("the head's hash") {
        run_sql(path, "UPDATE head SET hash = zeroblob(32)");
        CHECK(verify(path).first_bad_seq == Seq{20});
    }
}

TEST_CASE("A fact behind the head is found even when it chains rightly", "[timing][journal][verify]") {
    const test::TempDir dir;
    const std::string path = dir.file("j.db");
    make_journal(path);
    run_sql(path, "UPDATE head SET seq = 19, hash = (SELECT hash FROM fact WHERE seq = 19)");

    CHECK(verify(path).first_bad_seq == Seq{20});
}

TEST_CASE("Names that are gone are purged, names that were changed are wrong", "[timing][journal][verify]") {
    const test::TempDir dir;
    const std::string path = dir.file("j.db");
    make_journal(path);

    SECTION("purged") {
        run_sql(path, "DELETE FROM text WHERE seq = 5");
        const ChainReport report = verify(path);
        CHECK(report.good());
        CHECK(report.texts_present == 3);
        CHECK(report.texts_purged == 3);
    }
    SECTION("changed") {
        run_sql(path, "UPDATE text SET body = CAST('Mallory' AS BLOB) WHERE seq = 5 AND slot = 0");
        const ChainReport report = verify(path);
        CHECK_FALSE(report.good());
        CHECK_FALSE(report.first_bad_seq);
        CHECK(report.texts_wrong == 1);
        CHECK(report.texts_present == 5);
    }
    SECTION("of no fact") {
        run_sql(path,
                "INSERT INTO text VALUES(1, 0, zeroblob(16), zeroblob(3)), (5, 9, zeroblob(16), zeroblob(3)),"
                "(99, 0, zeroblob(16), zeroblob(3))");
        const ChainReport report = verify(path);
        CHECK(report.texts_wrong == 3);
        CHECK(report.texts_present == 6);
    }
}

TEST_CASE("A file with a broken page is a finding, with the facts before it", "[timing][journal][verify]") {
    const test::TempDir dir;
    const std::string path = dir.file("j.db");
    {
        auto journal = Journal::open(path, OpenMode::create);
        REQUIRE(journal);
        FactBatch batch;
        for (std::uint64_t i = 1; i <= 500; ++i) batch.add(test::tap(i));
        REQUIRE((*journal)->append(batch));
    }
    std::string bytes = test::contents(path);
    const std::string body = blob_of(path, "body", 250);
    const std::size_t page = bytes.find(body) / 4096 * 4096;
    REQUIRE(page > 0);
    bytes.replace(page, 4096, std::string(4096, '\xAA'));
    test::write_contents(path, bytes);

    const ChainReport report = verify(path);

    REQUIRE(report.first_bad_seq);
    CHECK(report.facts_checked > 0);
    CHECK(*report.first_bad_seq == report.facts_checked + 1);
    CHECK(*report.first_bad_seq <= 250);
    CHECK(report.sentence.find("cannot be read: ") != std::string::npos);
}

TEST_CASE("Verifying gives every fact that is sound, in order, up to the first that is not",
          "[timing][journal][verify]") {
    const test::TempDir dir;
    const std::string path = dir.file("j.db");
    make_journal(path);
    run_sql(path, "UPDATE fact SET body = x'00' WHERE seq = 18");
    auto journal = Journal::open(path, OpenMode::existing);
    REQUIRE(journal);
    std::vector<Seq> given;

    const RowSource rows = [&](const auto& take) { return (*journal)->for_each_row(0, take); };
    CHECK(verify_chain(rows, [&](Entry&& entry) { given.push_back(entry.seq); }).first_bad_seq == 18);

    std::vector<Seq> expected(17);
    std::iota(expected.begin(), expected.end(), 1);
    CHECK(given == expected);
}
