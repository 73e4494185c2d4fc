// The writer's thread: one commit for all that waits, acknowledged in order, and an end without a second try.

#include "timing/journal/writer.h"

#include <catch2/catch.hpp>
#include <future>
#include <vector>

#include "tests/timing/journal/world.h"
#include "timing/journal/journal.h"

using namespace heatline;
using namespace heatline::timing;

namespace {

// What a ScriptedStore did; outlives it.
struct Record {
    std::vector<std::size_t> commits;  // Facts of each append.
    bool closed = false;
};

// A store whose appends can be held up and made to fail. Its record is read only while the writer rests.
class ScriptedStore final : public Store {
public:
    ScriptedStore(Record& record, std::size_t fails_at) : record_(record), fails_at_(fails_at) {}
    ~ScriptedStore() override { record_.closed = true; }
    Seq last_seq() const override { return last_; }
    Hash last_hash() const override { return {}; }
    Result<Seq, JournalError> append(const FactBatch& batch) override {
        record_.commits.push_back(batch.size());
        if (record_.commits.size() == fails_at_)
            return Error{JournalError{JournalError::Kind::disk, "journal.db: the disk is full; make room"}};
        return last_ += batch.size();
    }
    Result<std::vector<Entry>, JournalError> read(Seq, std::size_t) override { return std::vector<Entry>{}; }

    Result<std::string, JournalError> rows(Seq, std::size_t) override { return std::string{}; }
    Result<JournalEnd, JournalError> end() override { return JournalEnd{}; }

private:
    Record& record_;
    std::size_t fails_at_;
    Seq last_ = 0;
};

constexpr std::size_t kNever = 0;

// A writer over a ScriptedStore, and what it said. `hold` keeps it busy until the test lets go.
struct World {
    explicit World(std::size_t fails_at = kNever)
        : writer(std::make_unique<ScriptedStore>(record, fails_at), {[this](Seq last) { durable.push_back(last); },
                                                                     [this](const std::string& why) {
                                                                         failures.push_back(why);
                                                                         failed.set_value();
                                                                     }}) {}

    // Returns once the writer is inside a work item; it leaves it when `release` is called.
    void hold() {
        std::promise<void> inside;
        REQUIRE(writer.work([&inside, gate = gate.get_future().share()](Store&) {
            inside.set_value();
            gate.wait();
        }));
        inside.get_future().wait();
    }
    void release() { gate.set_value(); }
    bool submit(std::size_t facts) {
        FactBatch batch;
        for (std::size_t i = 0; i < facts; ++i) batch.add(test::tap(i + 1));
        return writer.submit(std::move(batch));
    }

    Record record;
    std::vector<Seq> durable;
    std::vector<std::string> failures;
    std::promise<void> failed;
    std::promise<void> gate;
    JournalWriter writer;  // Last: its thread uses all of the above.
};

}  // namespace

TEST_CASE("Everything that waits is committed as one", "[timing][journal][writer]") {
    World world;
    world.hold();
    for (const std::size_t facts : {3u, 1u, 6u}) REQUIRE(world.submit(facts));
    CHECK(world.writer.waiting_facts() == 10);
    CHECK(world.writer.waiting_bytes() > 0);
    world.release();
    world.writer.stop();

    CHECK(world.record.commits == std::vector<std::size_t>{10});
    CHECK(world.durable == std::vector<Seq>{10});
    CHECK(world.writer.waiting_facts() == 0);
    CHECK(world.writer.waiting_bytes() == 0);
    CHECK(world.failures.empty());
}

TEST_CASE("A small batch is durable before the huge one behind it is begun", "[timing][journal][writer]") {
    World world;
    world.hold();
    REQUIRE(world.submit(2));
    REQUIRE(world.submit(kFactsPerCommit + 500));
    REQUIRE(world.submit(5));
    world.release();
    world.writer.stop();

    CHECK(world.record.commits == std::vector<std::size_t>{2, kFactsPerCommit + 500, 5});
    CHECK(world.durable == std::vector<Seq>{2, kFactsPerCommit + 502, kFactsPerCommit + 507});
}

TEST_CASE("A commit that fails is the end: nothing is acknowledged, tried again or taken",
          "[timing][journal][writer]") {
    World world{2};
    world.hold();
    REQUIRE(world.submit(kFactsPerCommit));
    REQUIRE(world.submit(kFactsPerCommit));
    REQUIRE(world.submit(kFactsPerCommit));
    bool ran = false;
    // Two items: one runs after the first commit, the second would after the failed one.
    REQUIRE(world.writer.work([](Store&) {}));
    REQUIRE(world.writer.work([&](Store&) { ran = true; }));
    world.release();
    world.failed.get_future().wait();

    CHECK_FALSE(world.submit(1));
    CHECK_FALSE(world.writer.work([](Store&) {}));
    world.writer.stop();
    CHECK(world.record.commits.size() == 2);
    CHECK(world.durable == std::vector<Seq>{kFactsPerCommit});
    CHECK(world.failures == std::vector<std::string>{"journal.db: the disk is full; make room"});
    CHECK_FALSE(ran);
}

TEST_CASE("Stopping commits and runs what waits, closes the store, and takes no more", "[timing][journal][writer]") {
    World world;
    world.hold();
    REQUIRE(world.submit(4));
    int ran = 0;
    for (int i = 0; i < 3; ++i) REQUIRE(world.writer.work([&](Store& store) { ran += store.last_seq() == 4 ? 1 : 0; }));
    world.release();
    world.writer.stop();

    CHECK(ran == 3);
    CHECK(world.durable == std::vector<Seq>{4});
    CHECK(world.record.closed);
    CHECK_FALSE(world.submit(1));
    CHECK_FALSE(world.writer.work([](Store&) {}));
    world.writer.stop();
}

TEST_CASE("A writer that cannot keep up says so, and takes a bounded number of reads", "[timing][journal][writer]") {
    World world;
    world.hold();
    CHECK_FALSE(world.writer.is_full());
    while (!world.writer.is_full()) REQUIRE(world.submit(kFactsPerCommit));
    CHECK((world.writer.waiting_bytes() >= kWaitingBytesMax || world.writer.waiting_facts() >= kWaitingFactsMax));
    std::size_t taken = 0;
    while (world.writer.work([](Store&) {})) ++taken;
    CHECK(taken == kWaitingWorkMax);
    world.release();
    world.writer.stop();
    CHECK_FALSE(world.writer.is_full());
}

TEST_CASE("Batches from many threads are all durable, each whole, in a journal that verifies",
          "[timing][journal][writer]") {
    const test::TempDir dir;
    auto journal = Journal::open(dir.file("j.db"), OpenMode::create);
    REQUIRE(journal);
    std::vector<Seq> durable;
    JournalWriter writer{std::move(journal).value(),
                         {[&](Seq last) { durable.push_back(last); }, [](const std::string&) {}}};
    constexpr std::size_t kThreads = 4;
    constexpr std::size_t kBatches = 50;
    std::vector<std::thread> threads;
    std::atomic<std::size_t> accepted{0};
    for (std::size_t t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (std::size_t i = 0; i < kBatches; ++i) {
                FactBatch batch;
                for (std::uint64_t k = 0; k < 3; ++k) {
                    Fact fact = test::tap(1 + k);
                    fact.author = std::to_string(t) + "/" + std::to_string(i);
                    batch.add(fact);
                }
                if (writer.submit(std::move(batch))) ++accepted;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    writer.stop();

    CHECK(accepted == kThreads * kBatches);
    REQUIRE_FALSE(durable.empty());
    CHECK(std::is_sorted(durable.begin(), durable.end()));
    CHECK(durable.back() == kThreads * kBatches * 3);
    auto after = Journal::open(dir.file("j.db"), OpenMode::existing);
    REQUIRE(after);
    CHECK(test::verify(**after).facts_checked == kThreads * kBatches * 3);
    std::vector<std::string> authors;
    REQUIRE((*after)->for_each(1, [&](Entry&& entry) {
        authors.push_back(entry.fact.author);
        return true;
    }));
    for (std::size_t i = 0; i < authors.size(); i += 3)
        CHECK((authors[i] == authors[i + 1] && authors[i] == authors[i + 2]));
}
