// The facts that a laptop keeps for a start without a server: back as they were, or harmlessly not.

#include "timing/station/kept_facts.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/timing/journal/world.h"
#include "timing/limits.h"

using namespace heatline;
using namespace heatline::timing;

namespace {

const KeptFacts::Moment kThen{"boot-1", 5'000'000, 1'809'183'600'000'000, 1'804'183'600'000'000};

}  // namespace

TEST_CASE("Kept facts come back with the moment of the last", "[timing][kept_facts]") {
    const test::TempDir dir;
    {
        KeptFacts facts{dir.file("facts")};
        CHECK_FALSE(facts.read());
        facts.append("row one, ", {"boot-1", 1, 2, {}});
        facts.append("row two", kThen);
    }
    KeptFacts facts{dir.file("facts")};
    const auto kept = facts.read();
    REQUIRE(kept);
    CHECK(kept->rows == "row one, row two");
    CHECK(kept->moment == kThen);
}

TEST_CASE("Behind what is good the next is written, and a cleared file begins anew", "[timing][kept_facts]") {
    const test::TempDir dir;
    {
        KeptFacts facts{dir.file("facts")};
        facts.append("good bad", kThen);
    }
    {
        KeptFacts facts{dir.file("facts")};
        REQUIRE(facts.read());
        facts.cut(4);
        facts.append(" again", {"boot-2", 7, 8, {}});
    }
    {
        KeptFacts facts{dir.file("facts")};
        const auto kept = facts.read();
        REQUIRE(kept);
        CHECK(kept->rows == "good again");
        CHECK(kept->moment == KeptFacts::Moment{"boot-2", 7, 8, {}});
        facts.clear();
        facts.append("another meet", kThen);
    }
    CHECK(KeptFacts{dir.file("facts")}.read()->rows == "another meet");
}

TEST_CASE("A file that is none of ours is as none, and so is a place where none can be", "[timing][kept_facts]") {
    const test::TempDir dir;
    for (const std::string& bytes : {std::string{}, std::string{"short"}, std::string(1'000, 'x'),
                                     "heatline facts 1 boot" + std::string(1'000, ' ')}) {
        CAPTURE(bytes);
        { std::ofstream{dir.file("facts")} << bytes; }
        CHECK_FALSE(KeptFacts{dir.file("facts")}.read());
    }
    for (const std::string& path : {std::string{}, dir.file("no-such-folder/facts"), dir.file("")}) {
        KeptFacts facts{path};
        facts.append("rows", kThen);
        CHECK_FALSE(facts.read());
    }
}

TEST_CASE("A second window reads what is there and writes nothing", "[timing][kept_facts]") {
    const test::TempDir dir;
    KeptFacts first{dir.file("facts")};
    first.append("rows", kThen);
    KeptFacts second{dir.file("facts")};
    CHECK(second.read()->rows == "rows");
    second.append(" of the second", kThen);
    second.clear();
    CHECK(first.read()->rows == "rows");
}

TEST_CASE("More than is kept at most is left out, and nothing behind it is kept", "[timing][kept_facts]") {
    const test::TempDir dir;
    KeptFacts facts{dir.file("facts")};
    facts.append("rows", kThen);
    facts.append(std::string(limits::kKeptFactsBytes, 'x'), kThen);
    facts.append(" hanging in the air", kThen);
    CHECK(facts.read()->rows == "rows");
}
