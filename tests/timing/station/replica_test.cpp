// The laptop's picture of the meet: what the server's facts come to, and what it makes of facts that are none.

#include "timing/station/replica.h"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <future>
#include <mutex>

#include "tests/support/meet_builder.h"
#include "timing/control/snapshot_bytes.h"
#include "timing/journal/codec.h"
#include "timing/journal/row.h"
#include "timing/limits.h"

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
    Followed() : replica_({[this] { count(changes_); }, [this] { count(anews_); }, [this] { count(rooms_); }}) {}
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
