// The laptop's picture of the meet: what the server's facts come to, and what it makes of facts that are none.

#include "timing/station/replica.h"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <fstream>
#include <future>
#include <iterator>
#include <mutex>
#include <random>

#include "engine/apply.h"
#include "tests/support/manual_clock.h"
#include "tests/support/meet_builder.h"
#include "tests/timing/journal/world.h"
#include "timing/control/snapshot_bytes.h"
#include "timing/journal/codec.h"
#include "timing/journal/row.h"
#include "timing/limits.h"
#include "timing/token.h"

using namespace heatline;
using namespace heatline::timing;
using test::at;

namespace {

// Facts as the server sends them, in order and chained.
class Chained {
public:
    std::string rows(const std::vector<Fact>& facts) {
        std::string bytes;
        for (const Fact& fact : facts) {
            FactBatch batch;
            batch.add(fact);
            std::vector<StoredText> texts;
            for (std::size_t i = 0; i < batch.text_count(); ++i) {
                const auto side = batch.text(i);
                texts.push_back({side.slot, side.salt, side.text});
            }
            append(bytes, batch.body(0), texts);
        }
        return bytes;
    }
    // A fact of a kind that this version does not know.
    std::string newer_row() {
        std::string bytes;
        const std::vector<std::uint8_t> body{kFactFormat, 200, 0};
        append(bytes, body, {});
        return bytes;
    }

private:
    void append(std::string& bytes, std::span<const std::uint8_t> body, const std::vector<StoredText>& texts) {
        hash_ = chain_hash(hash_, ++seq_, body);
        append_row(bytes, {seq_, body, hash_, texts});
    }
    Seq seq_ = 0;
    Hash hash_ = genesis_hash();
};

test::MeetBuilder small_day() {
    test::MeetBuilder meet;
    meet.team("Lincoln").team("Adams");
    for (int bib = 1; bib <= 6; ++bib) meet.runner(bib % 2 ? "Lincoln" : "Adams", std::to_string(bib));
    meet.heat("1", {"1", "2", "3", "4", "5", "6"});
    meet.gun("1", at(1000));
    for (int i = 0; i < 6; ++i) {
        meet.tap(at(1400 + i));
        meet.bib(std::to_string(6 - i), at(1405 + i));
    }
    return meet;
}

// A replica and what it asked for, waited for.
class Followed {
public:
    explicit Followed(Replica::Options options = {})
        : replica_(std::move(options),
                   {[this] { count(changes_); }, [this] { count(anews_); }, [this] { count(rooms_); }}) {}
    Replica* operator->() { return &replica_; }
    void wait_for(Seq seq) {
        wait([&] { return replica_.picture()->seq == seq; });
    }
    void wait_for(ReplicaPicture::State state) {
        wait([&] { return replica_.picture()->state == state; });
    }
    void wait_for_anews(int so_many) {
        wait([&] { return anews_ == so_many; });
    }
    void wait_for_room() {
        wait([&] { return rooms_ > 0; });
    }
    Replica::Wish wish() {
        std::promise<Replica::Wish> said;
        replica_.ask_wish([&](Replica::Wish wish) { said.set_value(std::move(wish)); });
        return said.get_future().get();
    }
    int pictures() {
        const std::lock_guard lock{mutex_};
        return changes_;
    }

private:
    void count(int& what) {
        const std::lock_guard lock{mutex_};
        ++what;
        wake_.notify_all();
    }
    void wait(const std::function<bool()>& holds) {
        std::unique_lock lock{mutex_};
        wake_.wait(lock, holds);
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    int changes_ = 0, anews_ = 0, rooms_ = 0;
    Replica replica_;
};

}  // namespace

TEST_CASE("The laptop's picture is what a direct fold of the server's facts gives", "[timing][replica]") {
    const auto meet = small_day();
    Chained server;
    Followed replica;
    const auto& facts = meet.facts();
    for (std::size_t from = 0; from < facts.size(); from += 5) {
        const auto to = std::min(from + 5, facts.size());
        replica->give(server.rows({facts.begin() + static_cast<std::ptrdiff_t>(from),
                                   facts.begin() + static_cast<std::ptrdiff_t>(to)}),
                      static_cast<std::int64_t>(to));
    }
    replica.wait_for(meet.state().seq);
    const auto picture = replica->picture();
    CHECK(picture->state == ReplicaPicture::State::following);
    CHECK(picture->heard_us == static_cast<std::int64_t>(facts.size()));
    CHECK(to_bytes(*picture->snapshot) == to_bytes(*Deriver{}.derive(meet.state())));
    const auto wish = replica.wish();
    CHECK(wish.facts);
    CHECK(wish.from == meet.state().seq + 1);
    CHECK(wish.hash_before.size() == 64);
}

TEST_CASE("Many facts at once make few pictures", "[timing][replica]") {
    const auto meet = small_day();
    Chained server;
    Followed replica;
    for (const Fact& fact : meet.facts()) replica->give(server.rows({fact}), 1);
    replica.wait_for(meet.state().seq);
    CHECK(replica.pictures() <= 3);
}

TEST_CASE("A laptop that begins knows nothing and asks for everything", "[timing][replica]") {
    Followed replica;
    CHECK(replica->picture()->snapshot == nullptr);
    const auto wish = replica.wish();
    CHECK(wish.facts);
    CHECK(wish.from == 1);
    CHECK(wish.hash_before.empty());
}

TEST_CASE("A fact of a newer version leaves the last picture and says what to do", "[timing][replica]") {
    const auto meet = small_day();
    Chained server;
    Followed replica;
    replica->give(server.rows(meet.facts()), 1);
    replica.wait_for(meet.state().seq);
    const auto before = replica->picture()->snapshot;
    replica->give(server.newer_row(), 2);
    replica.wait_for(ReplicaPicture::State::newer);
    const auto picture = replica->picture();
    CHECK(picture->snapshot == before);
    CHECK(picture->seq == meet.state().seq);
    CHECK(picture->heard_us == 1);
    CHECK(picture->sentence.find("update this laptop") != std::string::npos);
    CHECK_FALSE(replica.wish().facts);
}

TEST_CASE("Facts whose chain does not fit are asked for anew three times, then people are told", "[timing][replica]") {
    const auto meet = small_day();
    Followed replica;
    for (int attempt = 1; attempt <= 4; ++attempt) {
        Chained server;
        std::string rows = server.rows(meet.facts());
        rows[8] = static_cast<char>(rows[8] ^ 1);  // In the first hash.
        replica->give(rows, 1);
        replica.wait_for_anews(attempt);
        const auto wish = replica.wish();
        CHECK(wish.facts == (attempt < 4));
        if (attempt < 4) CHECK(wish.from == 1);
    }
    replica.wait_for(ReplicaPicture::State::unreadable);
    CHECK(replica->picture()->sentence.find("tell the office") != std::string::npos);
}

TEST_CASE("A newer server's connection has no facts, and the next one is asked again", "[timing][replica]") {
    const auto meet = small_day();
    const auto& facts = meet.facts();
    Chained server;
    Followed replica;
    replica->give(server.rows({facts.begin(), facts.end() - 1}), 1);
    replica.wait_for(meet.state().seq - 1);
    Chained older = server;  // The same journal without the fact that cannot be read.
    replica->give(server.newer_row(), 2);
    replica.wait_for(ReplicaPicture::State::newer);
    CHECK_FALSE(replica.wish().facts);
    const auto wish = replica.wish();
    CHECK(wish.facts);
    CHECK(wish.from == meet.state().seq);
    CHECK(replica->picture()->state == ReplicaPicture::State::newer);
    SECTION("a server that it can read is followed again") {
        replica->give(older.rows({facts.back()}), 3);
        replica.wait_for(meet.state().seq);
        CHECK(replica->picture()->state == ReplicaPicture::State::following);
        CHECK(replica->picture()->sentence.empty());
    }
    SECTION("and so is one that has nothing more to say") {
        replica->has_all();
        replica.wait_for(ReplicaPicture::State::following);
        CHECK(replica->picture()->seq == meet.state().seq - 1);
    }
    SECTION("one that is as new as before is given up again, once a connection") {
        Chained newer = older;
        replica->give(newer.newer_row(), 3);
        replica.wait_for_anews(2);
        CHECK(replica->picture()->state == ReplicaPicture::State::newer);
        CHECK_FALSE(replica.wish().facts);
        CHECK(replica.wish().facts);
    }
}

TEST_CASE("What could not be trusted is followed once a later connection brings what was written",
          "[timing][replica]") {
    const auto meet = small_day();
    Followed replica;
    for (int attempt = 1; attempt <= 4; ++attempt) {
        replica->give("no rows at all", 1);
        replica.wait_for_anews(attempt);
        replica.wish();
    }
    replica.wait_for(ReplicaPicture::State::unreadable);
    REQUIRE(replica.wish().facts);
    Chained server;
    replica->give(server.rows(meet.facts()), 2);
    replica.wait_for(meet.state().seq);
    CHECK(replica->picture()->state == ReplicaPicture::State::following);
}

TEST_CASE("Breaks that were mended do not add up over a day", "[timing][replica]") {
    const auto meet = small_day();
    const auto& facts = meet.facts();
    Followed replica;
    for (int day = 1; day <= 6; ++day) {
        Chained server;
        replica->give(server.rows({facts.begin(), facts.begin() + day}), day);
        replica->give("no rows at all", day);
        replica.wait_for_anews(day);
        CHECK(replica.wish().facts);
    }
    CHECK(replica->picture()->state == ReplicaPicture::State::following);
}

TEST_CASE("Once the facts are right again the laptop follows them", "[timing][replica]") {
    const auto meet = small_day();
    Followed replica;
    replica->give("no rows at all", 1);
    replica.wait_for_anews(1);
    replica->give("whatever still came of the old connection", 1);
    replica.wish();
    Chained server;
    replica->give(server.rows(meet.facts()), 2);
    replica.wait_for(meet.state().seq);
}

TEST_CASE("Another meet begins from nothing, and the old picture stays until the new one is there",
          "[timing][replica]") {
    const auto meet = small_day();
    Followed replica;
    {
        Chained server;
        replica->give(server.rows(meet.facts()), 1);
        replica.wait_for(meet.state().seq);
    }
    replica->forget();
    CHECK(replica.wish().from == 1);
    CHECK(replica->picture()->seq == meet.state().seq);
    test::MeetBuilder other;
    other.team("Jefferson");
    Chained server;
    replica->give(server.rows(other.facts()), 2);
    replica.wait_for(other.state().seq);
    CHECK(replica->picture()->snapshot->totals.teams == 1);
}

TEST_CASE("Who gives more than waits at most is told, and told when there is room", "[timing][replica]") {
    Followed replica;
    replica->give(std::string(limits::kReplicaBytesMax, 'x'), 1);
    replica.wait_for_room();
    CHECK_FALSE(replica->is_full());
}

TEST_CASE("What somebody looks at makes a new picture without new facts", "[timing][replica]") {
    const auto meet = small_day();
    Chained server;
    Followed replica;
    replica->give(server.rows(meet.facts()), 1);
    replica.wait_for(meet.state().seq);
    const auto before = replica->picture();
    replica->look_at({HeatId{0u}, {}});
    while (replica->picture() == before) std::this_thread::yield();
    CHECK(replica->picture()->seq == before->seq);
    CHECK_FALSE(before->overview->match);
    CHECK(replica->picture()->overview->match);
}

namespace {

// A day whose facts know the token of "finish-1", and hold a name.
std::vector<Fact> day_with_device() {
    const auto meet = small_day();
    auto facts = meet.facts();
    const DeviceId boss{meet.state().devices.size()};
    facts.push_back(
        {at(2000), "test", {}, DeviceAdded{boss, "boss", Role::staff, "finish", {}, token_hash("boss-token")}});
    return facts;
}
// Without what people wrote.
State folded(const std::vector<Fact>& facts) {
    State state;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        FactBatch batch;
        batch.add(facts[i]);
        apply(state, i + 1, *decode_fact(batch.body(0), {}));
    }
    return state;
}
std::string bytes_of(const std::string& path) {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("A replica that is started anew begins with what it kept, as far as it is what was written",
          "[timing][replica]") {
    const test::TempDir dir;
    test::ManualClock clock;
    const auto facts = day_with_device();
    const std::string rows = Chained{}.rows(facts);
    const Replica::Options options{dir.file("facts"), token_hash("boss-token"), &clock};
    {
        Followed replica{options};
        replica->clock_is(7'000'000);
        replica->give(rows, clock.boottime_us());
        replica.wait_for(facts.size());
        CHECK(replica->picture()->self->device == "boss");
        CHECK_FALSE(replica->picture()->offset_before_us);
    }
    REQUIRE(rows.find("Child") != std::string::npos);
    CHECK(bytes_of(dir.file("facts")).find("Child") == std::string::npos);  // Names never lie there.
    clock.advance(60'000'000);
    SECTION("all of it") {
        Followed replica{options};
        replica.wait_for(facts.size());
        const auto picture = replica->picture();
        CHECK(to_bytes(*picture->snapshot) == to_bytes(*Deriver{}.derive(folded(facts))));
        CHECK(clock.boottime_us() - picture->heard_us == 60'000'000);
        CHECK(picture->offset_before_us == 7'000'000);
        CHECK(picture->self->role == Role::staff);
        CHECK(replica.wish().from == facts.size() + 1);
    }
    SECTION("over a restart of the machine its age and the meet's time go by the wall clock") {
        const std::int64_t meet_us = clock.boottime_us() + 7'000'000;
        clock.reboot("boot-2");
        Followed replica{options};
        replica.wait_for(facts.size());
        const auto picture = replica->picture();
        CHECK(clock.boottime_us() - picture->heard_us == 60'000'000);
        CHECK(clock.boottime_us() + *picture->offset_before_us == meet_us);
    }
    SECTION("a row that is not what was written ends it, and what comes is kept behind the good ones") {
        // The last row's hash is spoiled, then cut short.
        const std::string whole = bytes_of(dir.file("facts"));
        const bool cut = GENERATE(false, true);
        auto spoiled = whole;
        if (cut) {
            spoiled.resize(whole.size() - 3);
        } else {
            spoiled.back() = static_cast<char>(spoiled.back() ^ 1);
        }
        { std::ofstream{dir.file("facts")} << spoiled; }
        // The device stands in the last fact: without it nobody knows whose facts these are.
        {
            Followed replica{options};
            CHECK(replica.wish().from == 1);
            CHECK(replica->picture()->snapshot == nullptr);
            replica->give(rows, clock.boottime_us());
            replica.wait_for(facts.size());
        }
        const bool same = bytes_of(dir.file("facts")).substr(128) == whole.substr(128);
        CHECK(same);
    }
    SECTION("facts that do not know the token are another meet's, and thrown away") {
        Followed replica{{dir.file("facts"), token_hash("another token"), &clock}};
        CHECK(replica.wish().from == 1);
        CHECK(bytes_of(dir.file("facts")).empty());
    }
    SECTION("and are thrown away when the server's journal is another one") {
        Followed replica{options};
        replica.wait_for(facts.size());
        replica->forget();
        CHECK(replica.wish().from == 1);
        CHECK(bytes_of(dir.file("facts")).empty());
    }
}

TEST_CASE("Kept facts are bytes that anybody may have spoiled", "[timing][replica]") {
    const auto seed = GENERATE(take(30, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const test::TempDir dir;
    const auto facts = day_with_device();
    const Replica::Options options{dir.file("facts"), token_hash("boss-token"), &real_clock()};
    Chained server;
    std::vector<std::string> rows;
    for (const Fact& fact : facts) rows.push_back(server.rows({fact}));
    {
        Followed replica{options};
        for (const std::string& row : rows) replica->give(row, 1);
        replica.wait_for(facts.size());
    }
    std::string bytes = bytes_of(dir.file("facts"));
    for (int i = 0; i < 3; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    { std::ofstream{dir.file("facts")} << bytes; }
    Followed replica{options};
    const auto from = replica.wish().from;
    CHECK((from == 1 || from == facts.size() + 1));  // The device that makes them ours is in the last.
    for (Seq seq = from; seq <= facts.size(); ++seq) replica->give(rows[seq - 1], 2);
    replica.wait_for(facts.size());
    CHECK(replica->picture()->state == ReplicaPicture::State::following);
}
