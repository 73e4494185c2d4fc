// A meet's folder: one owner at a time, facts durable before they count, and plain words when it cannot be had.

#include "timing/meet_folder.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <set>

#include "engine/apply.h"
#include "tests/timing/net/world.h"
#include "timing/token.h"

using namespace heatline;
using namespace heatline::timing;

TEST_CASE("What was recorded is there when the meet is opened again", "[timing][meet_folder]") {
    const test::TempDir dir;
    {
        MeetFolder meet = test::small_meet(dir);
        const Seq before = meet.folded().seq;
        const auto recorded = meet.record({test::tap(1), test::tap(2)});
        REQUIRE(recorded);
        CHECK(*recorded == before + 2);
        CHECK(meet.folded().seq == before + 2);
        CHECK(meet.folded().readings.size() == 2);
        CHECK(meet.journal().last_seq() == before + 2);
        const auto nothing = meet.record({});
        REQUIRE(nothing);
        CHECK(*nothing == before + 2);
    }
    std::vector<std::pair<Seq, Seq>> steps;
    const auto again = MeetFolder::open(dir.file(""), [&](Seq done, Seq all) { steps.emplace_back(done, all); });
    REQUIRE(again);
    CHECK(again->folded().readings.size() == 2);
    CHECK(again->folded().rules->name == "Spring \"Mile\"");
    CHECK(again->folded().devices.size() == 6);
    CHECK(steps.empty());  // Too few facts for anybody to wait.
}

TEST_CASE("A long journal tells how far it has been read", "[timing][meet_folder]") {
    const test::TempDir dir;
    Seq all = 0;
    {
        MeetFolder meet = test::small_meet(dir);
        std::vector<Fact> taps;
        for (std::uint64_t seq = 1; seq <= 25'000; ++seq) taps.push_back(test::tap(seq));
        REQUIRE(meet.record(taps));
        all = meet.folded().seq;
    }
    std::vector<Seq> steps;
    REQUIRE(MeetFolder::open(dir.file(""), [&](Seq done, Seq of) {
        CHECK(of == all);
        steps.push_back(done);
    }));
    CHECK(steps == std::vector<Seq>{10'000, 20'000});
}

TEST_CASE("A meet that is open is in use for anybody else, until it is let go", "[timing][meet_folder]") {
    const test::TempDir dir;
    {
        const MeetFolder meet = test::small_meet(dir);
        const auto second = MeetFolder::open(dir.file(""));
        REQUIRE_FALSE(second);
        CHECK(second.error().kind == MeetProblem::Kind::in_use);
        CHECK(second.error().what.find("in use") != std::string::npos);
        const auto made = MeetFolder::create(dir.file(""));
        REQUIRE_FALSE(made);
        CHECK(made.error().kind == MeetProblem::Kind::in_use);
    }
    CHECK(MeetFolder::open(dir.file("")));
}

TEST_CASE("A lock goes with its owner, however it is moved about", "[timing][meet_folder]") {
    const test::TempDir dir;
    const test::TempDir other;
    auto first = FolderLock::take(dir.file(""));
    REQUIRE(first);
    {
        FolderLock held = std::move(*first);
        CHECK_FALSE(FolderLock::take(dir.file("")));
        auto elsewhere = FolderLock::take(other.file(""));
        REQUIRE(elsewhere);
        FolderLock second = std::move(*elsewhere);
        second = std::move(held);
        CHECK_FALSE(FolderLock::take(dir.file("")));
    }
    CHECK(FolderLock::take(dir.file("")));
    CHECK(FolderLock::take(other.file("")));
}

TEST_CASE("A process that dies lets go of its meet", "[timing][meet_folder]") {
    const test::TempDir dir;
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const auto lock = FolderLock::take(dir.file(""));
        ::_exit(lock ? 0 : 1);  // Nothing is tidied up.
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(FolderLock::take(dir.file("")));
}

TEST_CASE("A folder without a meet, and no folder at all, are told in plain words", "[timing][meet_folder]") {
    const test::TempDir dir;
    const auto empty = MeetFolder::open(dir.file(""));
    REQUIRE_FALSE(empty);
    CHECK(empty.error().kind == MeetProblem::Kind::not_a_meet);
    CHECK(empty.error().what.find("heatline new") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(dir.file("lock")));  // Asking leaves no trace.

    CHECK(MeetFolder::open(dir.file("nowhere")).error().kind == MeetProblem::Kind::not_a_meet);
    CHECK(MeetFolder::create(dir.file("nowhere")).error().kind == MeetProblem::Kind::not_a_meet);
    CHECK(FolderLock::take(dir.file("nowhere")).error().kind == MeetProblem::Kind::not_a_meet);
}

TEST_CASE("A journal that is none is refused, and is not touched", "[timing][meet_folder]") {
    const test::TempDir dir;
    const std::string bytes(9000, 'x');
    test::write_contents(dir.file("journal.db"), bytes);
    const auto meet = MeetFolder::open(dir.file(""));
    REQUIRE_FALSE(meet);
    CHECK(meet.error().kind == MeetProblem::Kind::failed);
    CHECK(meet.error().what.find(dir.file("")) != std::string::npos);
    CHECK(test::contents(dir.file("journal.db")) == bytes);
}

TEST_CASE("A journal of before is never made anew", "[timing][meet_folder]") {
    const test::TempDir dir;
    { const MeetFolder meet = test::small_meet(dir); }
    CHECK_FALSE(MeetFolder::create(dir.file("")));
    CHECK(MeetFolder::open(dir.file(""))->folded().devices.size() == 6);
}

TEST_CASE("What a server is handed is the whole meet", "[timing][meet_folder]") {
    const test::TempDir dir;
    {
        const MeetFolder::Parts parts = test::small_meet(dir).release();
        CHECK(parts.journal->last_seq() == parts.state.seq);
        CHECK(parts.state.devices.size() == 6);
        CHECK_FALSE(MeetFolder::open(dir.file("")));
    }
    CHECK(MeetFolder::open(dir.file("")));
}

TEST_CASE("Tokens are long, random and known by their SHA-256 alone", "[timing][meet_folder]") {
    CHECK(token_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    std::set<std::string> tokens;
    for (int i = 0; i < 100; ++i) {
        const std::string token = random_token();
        CHECK(token.size() == 64);
        CHECK(token.find_first_not_of("0123456789abcdef") == std::string::npos);
        tokens.insert(token);
    }
    CHECK(tokens.size() == 100);
    const SipKey one = random_content_key();
    const SipKey two = random_content_key();
    CHECK_FALSE((one.k0 == two.k0 && one.k1 == two.k1));
}
