// The journal on a disk: what was appended is there after closing, in order, chained, and for one owner at a time.

#include "timing/journal/journal.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/timing/journal/random_facts.h"
#include "tests/timing/journal/world.h"

using namespace heatline;
using namespace heatline::timing;
using Kind = JournalError::Kind;

namespace {

std::unique_ptr<Journal> open_journal(const std::string& path, OpenMode mode) {
    auto journal = Journal::open(path, mode);
    REQUIRE(journal);
    return std::move(journal).value();
}

Seq append(Journal& journal, const std::vector<Fact>& facts) {
    FactBatch batch;
    for (const Fact& fact : facts) batch.add(fact);
    const auto seq = journal.append(batch);
    REQUIRE(seq);
    return *seq;
}

void run_sql(const std::string& path, const std::string& sql) {
    auto database = Database::open(path);
    REQUIRE(database);
    REQUIRE(database->run(sql));
}

}  // namespace

TEST_CASE("A new journal is empty and starts at the genesis hash", "[timing][journal]") {
    const test::TempDir dir;
    const auto journal = open_journal(dir.file("j.db"), OpenMode::create);

    CHECK(journal->last_seq() == 0);
    CHECK(journal->last_hash() == genesis_hash());
    CHECK(journal->read(1, 10)->empty());
    CHECK(test::verify(*journal).good());
}

TEST_CASE("Facts of every kind are read back as they were appended, after opening anew too", "[timing][journal]") {
    const auto seed = GENERATE(take(5, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::vector<Fact> facts;
    for (std::uint32_t i = 0; i < 3 * kFactKinds; ++i) {
        Fact fact = test::random_fact(seed + i, i % kFactKinds);
        facts.push_back(std::move(fact));
    }
    const test::TempDir dir;
    auto journal = open_journal(dir.file("j.db"), OpenMode::create);
    CHECK(append(*journal, facts) == facts.size());
    if (GENERATE(false, true)) {
        journal.reset();
        journal = open_journal(dir.file("j.db"), OpenMode::existing);
    }

    const auto entries = journal->read(1, 1'000);

    REQUIRE(entries);
    REQUIRE(entries->size() == facts.size());
    for (std::size_t i = 0; i < facts.size(); ++i) {
        CHECK((*entries)[i].seq == i + 1);
        CHECK((*entries)[i].fact == facts[i]);
    }
    CHECK(entries->back().hash == journal->last_hash());
}

TEST_CASE("A journal that is opened again goes on with the same chain", "[timing][journal]") {
    const test::TempDir dir;
    Hash hash{};
    {
        const auto journal = open_journal(dir.file("j.db"), OpenMode::create);
        append(*journal, {test::tap(1), test::tap(2)});
        hash = journal->last_hash();
    }
    const auto journal = open_journal(dir.file("j.db"), OpenMode::existing);
    CHECK(journal->last_seq() == 2);
    CHECK(journal->last_hash() == hash);

    CHECK(append(*journal, {test::tap(3)}) == 3);

    FactBatch third;
    third.add(test::tap(3));
    CHECK(journal->last_hash() == chain_hash(hash, 3, third.body(0)));
    const ChainReport report = test::verify(*journal);
    CHECK(report.good());
    CHECK(report.facts_checked == 3);
}

TEST_CASE("Closing in order leaves one file, for its owner only", "[timing][journal]") {
    const test::TempDir dir;
    {
        const auto journal = open_journal(dir.file("j.db"), OpenMode::create);
        append(*journal, {test::tap(1)});
    }
    CHECK_FALSE(std::filesystem::exists(dir.file("j.db-wal")));
    CHECK_FALSE(std::filesystem::exists(dir.file("j.db-shm")));
    struct stat about {};
    REQUIRE(::stat(dir.file("j.db").c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
}

TEST_CASE("Facts survive a process that ends without closing", "[timing][journal]") {
    const test::TempDir dir;
    const auto journal = open_journal(dir.file("j.db"), OpenMode::create);
    append(*journal, {test::tap(1), test::child(0, "Maya", "Rivera")});
    // What a killed process leaves behind: the file and its log, copied while the journal is still open.
    std::filesystem::copy_file(dir.file("j.db"), dir.file("killed.db"));
    std::filesystem::copy_file(dir.file("j.db-wal"), dir.file("killed.db-wal"));

    const auto after = open_journal(dir.file("killed.db"), OpenMode::existing);

    CHECK(after->last_seq() == 2);
    CHECK(test::verify(*after).good());
}

TEST_CASE("A journal that somebody has open says so at once", "[timing][journal]") {
    const test::TempDir dir;
    auto first = open_journal(dir.file("j.db"), OpenMode::create);

    const auto second = Journal::open(dir.file("j.db"), OpenMode::existing);

    REQUIRE_FALSE(second);
    CHECK(second.error().kind == Kind::in_use);
    CHECK(second.error().sentence.find("in use") != std::string::npos);
    CHECK(append(*first, {test::tap(1)}) == 1);
    first.reset();
    CHECK(Journal::open(dir.file("j.db"), OpenMode::existing));
}

TEST_CASE("Making a journal never touches one that is there, opening never makes one", "[timing][journal]") {
    const test::TempDir dir;
    { append(*open_journal(dir.file("j.db"), OpenMode::create), {test::tap(1)}); }

    const auto again = Journal::open(dir.file("j.db"), OpenMode::create);
    REQUIRE_FALSE(again);
    CHECK(again.error().kind == Kind::exists);
    CHECK(open_journal(dir.file("j.db"), OpenMode::existing)->last_seq() == 1);

    const auto none = Journal::open(dir.file("none.db"), OpenMode::existing);
    REQUIRE_FALSE(none);
    CHECK(none.error().kind == Kind::missing);
    CHECK_FALSE(std::filesystem::exists(dir.file("none.db")));
    CHECK(Journal::open(dir.file("no/such/folder/j.db"), OpenMode::create).error().kind == Kind::disk);
}

TEST_CASE("Reading begins anywhere, ends at the limit and is empty behind the end", "[timing][journal]") {
    const test::TempDir dir;
    const auto journal = open_journal(dir.file("j.db"), OpenMode::create);
    std::vector<Fact> facts;
    for (std::uint64_t i = 1; i <= kReadRowsMax + 50; ++i) facts.push_back(test::tap(i));
    append(*journal, facts);

    const auto middle = journal->read(20, 3);
    REQUIRE(middle);
    REQUIRE(middle->size() == 3);
    CHECK(middle->front().seq == 20);
    CHECK(middle->front().fact == test::tap(20));
    CHECK(journal->read(0, 1)->front().seq == 1);
    CHECK(journal->read(1, 1'000'000)->size() == kReadRowsMax);
    CHECK(journal->read(kReadRowsMax + 50, 10)->size() == 1);
    CHECK(journal->read(kReadRowsMax + 51, 10)->empty());
    CHECK(journal->read(1, 0)->empty());

    std::vector<Seq> seen;
    REQUIRE(journal->for_each(5, [&](Entry&& entry) {
        seen.push_back(entry.seq);
        return seen.size() < 3;
    }));
    CHECK(seen == std::vector<Seq>{5, 6, 7});
}

TEST_CASE("Without the side table the facts are there and every name is purged", "[timing][journal]") {
    const test::TempDir dir;
    { append(*open_journal(dir.file("j.db"), OpenMode::create), {test::child(0, "Maya", "Rivera"), test::tap(1)}); }
    run_sql(dir.file("j.db"), "DROP TABLE text");

    const auto journal = open_journal(dir.file("j.db"), OpenMode::existing);

    const auto entries = journal->read(1, 10);
    REQUIRE(entries);
    const Runner& runner = std::get<RunnerSaved>((*entries)[0].fact.body).value;
    CHECK(runner.first.purged);
    CHECK(runner.first.empty());
    CHECK(runner.grade == Grade{3});
    CHECK((*entries)[1].fact == test::tap(1));
    CHECK(append(*journal, {test::child(1, "Ada", "Okafor")}) == 3);
    const ChainReport report = test::verify(*journal);
    CHECK(report.good());
    CHECK(report.texts_present == 3);
    CHECK(report.texts_purged == 3);
}

TEST_CASE("Reading stops before a fact that is not as it was written", "[timing][journal]") {
    const test::TempDir dir;
    { append(*open_journal(dir.file("j.db"), OpenMode::create), {test::tap(1), test::tap(2), test::tap(3)}); }
    run_sql(dir.file("j.db"), "UPDATE fact SET body = x'0108000000' WHERE seq = 2");
    const auto journal = open_journal(dir.file("j.db"), OpenMode::existing);

    Seq last = 0;
    const auto done = journal->for_each(1, [&](Entry&& entry) {
        last = entry.seq;
        return true;
    });

    REQUIRE_FALSE(done);
    CHECK(done.error().kind == Kind::damaged);
    CHECK(done.error().sentence.find("fact 2 is not what was written") != std::string::npos);
    CHECK(last == 1);
}

TEST_CASE("A journal whose end was cut off takes no more facts", "[timing][journal]") {
    const test::TempDir dir;
    { append(*open_journal(dir.file("j.db"), OpenMode::create), {test::tap(1), test::tap(2), test::tap(3)}); }
    run_sql(dir.file("j.db"), "DELETE FROM fact WHERE seq = 3");
    const auto journal = open_journal(dir.file("j.db"), OpenMode::existing);

    FactBatch batch;
    batch.add(test::tap(3));
    CHECK(journal->append(batch).error().kind == Kind::damaged);
    CHECK(journal->for_each(1, [](Entry&&) { return true; }).error().kind == Kind::damaged);
}

TEST_CASE("After a failed commit the journal refuses everything until it is opened anew", "[timing][journal]") {
    const test::TempDir dir;
    { append(*open_journal(dir.file("j.db"), OpenMode::create), {test::tap(1)}); }
    // A trigger that fails the third fact stands in for a disk that does.
    run_sql(dir.file("j.db"),
            "CREATE TRIGGER fault BEFORE INSERT ON fact WHEN NEW.seq = 3 BEGIN SELECT RAISE(ABORT, 'no'); END");
    auto journal = open_journal(dir.file("j.db"), OpenMode::existing);
    FactBatch batch;
    batch.add(test::tap(2));
    batch.add(test::tap(3));

    CHECK_FALSE(journal->append(batch));

    CHECK(journal->last_seq() == 1);
    FactBatch small;
    small.add(test::tap(2));
    const auto again = journal->append(small);
    REQUIRE_FALSE(again);
    CHECK(again.error().sentence.find("an earlier commit failed") != std::string::npos);
    journal.reset();
    const auto anew = open_journal(dir.file("j.db"), OpenMode::existing);
    CHECK(anew->last_seq() == 1);
    CHECK(append(*anew, {test::tap(2)}) == 2);
}

TEST_CASE("A journal of schema 1 opens and verifies for ever", "[timing][journal]") {
    constexpr std::size_t kKindsThen = 22;  // One fact of each kind there was, then two more.
    const test::TempDir dir;
    std::filesystem::copy_file(HEATLINE_SOURCE_DIR "/tests/data/journals/v1.db", dir.file("j.db"));

    const auto journal = open_journal(dir.file("j.db"), OpenMode::existing);

    const ChainReport report = test::verify(*journal);
    CAPTURE(report.sentence);
    CHECK(report.good());
    CHECK(report.facts_checked == kKindsThen + 2);
    CHECK(report.texts_purged == 1);
    CHECK(to_hex(report.last_hash) == "fbabf76f0d1f198c822e3a041ed95c518c990cf75336e31323d1a72ac63b13b8");
    const auto entries = journal->read(1, 100);
    REQUIRE(entries);
    for (std::size_t kind = 0; kind < kKindsThen; ++kind) CHECK((*entries)[kind].fact.body.index() == kind);
    const Runner& maya = std::get<RunnerSaved>((*entries)[kKindsThen].fact.body).value;
    CHECK(maya.first == Text{"Maya"});
    CHECK(maya.last.purged);
    CHECK((*entries)[kKindsThen + 1].fact == test::tap(1));
}
