// Rows as bytes: what goes in comes out, and bytes that are no rows are refused and never read beyond.

#include "timing/journal/row.h"

#include <catch2/catch.hpp>

#include "tests/timing/journal/random_facts.h"
#include "tests/timing/journal/world.h"

using namespace heatline;
using namespace heatline::timing;

namespace {

// A journal with facts of every kind, twice, and all of it as bytes.
struct Written {
    explicit Written(std::uint32_t seed) {
        auto made = Journal::open(dir.file("j.db"), OpenMode::create);
        REQUIRE(made);
        journal = std::move(made).value();
        FactBatch batch;
        for (std::uint32_t i = 0; i < 2 * kFactKinds; ++i) batch.add(test::random_fact(seed + i, i % kFactKinds));
        REQUIRE(journal->append(batch));
        const auto read = journal->rows(1, kReadRowsMax);
        REQUIRE(read);
        bytes = *read;
    }
    test::TempDir dir;
    std::unique_ptr<Journal> journal;
    std::string bytes;
};

}  // namespace

TEST_CASE("The rows a journal gives as bytes are the rows it holds", "[timing][journal][row]") {
    const std::uint32_t seed = 2027;
    CAPTURE(seed);
    Written written{seed};
    RowReader reader{written.bytes};

    const ChainReport report = verify_chain([&](const auto& take) -> Result<JournalEnd, JournalError> {
        Row row;
        while (true) {
            const auto there = reader.next(row);
            REQUIRE(there);
            if (!*there || !take(row)) break;
        }
        return written.journal->end();
    });

    CHECK(report.good());
    CHECK(report.facts_checked == 2 * kFactKinds);
    CHECK(report.texts_present == test::verify(*written.journal).texts_present);
    CHECK(report.texts_present > 0);
}

TEST_CASE("Rows that are cut anywhere are refused", "[timing][journal][row]") {
    const Written written{7};
    std::size_t whole = 0;
    for (std::size_t length = 0; length < written.bytes.size(); ++length) {
        // A copy of its own length, so that a sanitizer sees a read behind it.
        const std::string cut{written.bytes, 0, length};
        RowReader reader{cut};
        Row row;
        auto there = reader.next(row);
        while (there && *there) there = reader.next(row);
        whole += there ? 1 : 0;
    }
    CHECK(whole == 2 * kFactKinds);  // The cuts that fall between two rows.
}

TEST_CASE("A page of rows is bounded in rows and in bytes, and never empty before the end", "[timing][journal][row]") {
    const test::TempDir dir;
    auto journal = Journal::open(dir.file("j.db"), OpenMode::create);
    REQUIRE(journal);
    FactBatch batch;
    for (std::uint64_t i = 1; i <= 3; ++i) batch.add(test::child(0, std::string(kReadBytesMax * 2 / 3, 'a'), "Rivera"));
    for (std::uint64_t i = 4; i <= kReadRowsMax + 10; ++i) batch.add(test::tap(i));
    REQUIRE((*journal)->append(batch));

    const auto count = [&](Seq from) {
        const auto bytes = (*journal)->rows(from, kReadRowsMax);
        REQUIRE(bytes);
        RowReader reader{*bytes};
        Row row;
        std::size_t rows = 0;
        while (*reader.next(row)) ++rows;
        return rows;
    };

    CHECK(count(1) == 1);  // Two of the long ones are more than a page.
    CHECK(count(4) == kReadRowsMax);
    CHECK(count(kReadRowsMax + 4) == 7);
    CHECK(count(kReadRowsMax + 11) == 0);
}
