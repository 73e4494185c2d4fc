// The publish gate: what was accepted is seen by nobody before it is durable, and nobody waits for ever.

#include "timing/pipeline.h"

#include <catch2/catch.hpp>

#include "tests/timing/net/world.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::Started;

namespace {

struct World {
    World() {
        pipeline.emplace(io, test::gated(test::small_meet(dir), gate),
                         [this](const std::string& why) { failures.push_back(why); });
    }
    ~World() { gate.open(); }

    // Accepts `count` taps of the timer and hands them to the writer as one.
    Seq tap(std::size_t count = 1) {
        for (std::size_t i = 0; i < count; ++i) pipeline->accept(test::tap(++taps));
        return pipeline->flush();
    }
    Started<bool> durable(Seq seq) { return {io, pipeline->durable(seq)}; }
    Started<std::shared_ptr<const Snapshot>> picture() { return {io, pipeline->picture()}; }
    Started<bool> read(std::function<void(Store&)> item) { return {io, pipeline->read_journal(std::move(item))}; }

    test::TempDir dir;
    test::Gate gate;
    boost::asio::io_context io;
    std::vector<std::string> failures;
    std::uint64_t taps = 0;
    std::optional<Pipeline> pipeline;
};

boost::asio::awaitable<bool> waited_for_room(Pipeline& pipeline) {
    co_await pipeline.room();
    co_return true;
}

}  // namespace

TEST_CASE("A pipeline begins where its meet stands, all of it durable", "[timing][pipeline]") {
    World world;
    CHECK(world.pipeline->durable_seq() == world.pipeline->state().seq);
    CHECK(world.pipeline->state().seq > 0);
    CHECK(world.durable(world.pipeline->state().seq).finish());
    CHECK(world.picture().finish()->seq == world.pipeline->state().seq);
}

TEST_CASE("What was accepted decides at once and is durable only after its commit", "[timing][pipeline]") {
    World world;
    const Seq before = world.pipeline->durable_seq();
    world.gate.close();
    const Seq seq = world.tap(3);
    CHECK(seq == before + 3);
    CHECK(world.pipeline->state().seq == seq);
    CHECK(world.pipeline->state().readings.size() == 3);
    auto durable = world.durable(seq);
    auto earlier = world.durable(before);
    CHECK_FALSE(durable.poll());
    CHECK(earlier.is_done());
    CHECK(world.pipeline->durable_seq() == before);
    world.gate.open();
    CHECK(durable.finish());
    CHECK(world.pipeline->durable_seq() == seq);
}

TEST_CASE("A flush without anything accepted is the end of the journal", "[timing][pipeline]") {
    World world;
    CHECK(world.pipeline->flush() == world.pipeline->state().seq);
    CHECK(world.durable(world.pipeline->flush()).finish());
}

TEST_CASE("A picture asked for while a reading is on its way to the disk comes after it, and holds it",
          "[timing][pipeline]") {
    World world;
    CHECK(world.picture().finish()->totals.readings == 0);
    world.gate.close();
    const Seq seq = world.tap();
    world.gate.wait_for_somebody();
    auto picture = world.picture();
    for (int i = 0; i < 100; ++i) REQUIRE_FALSE(picture.poll());
    CHECK(world.pipeline->durable_seq() < seq);
    world.gate.open();
    const auto snapshot = picture.finish();
    REQUIRE(snapshot);
    CHECK(world.pipeline->durable_seq() == seq);
    CHECK(snapshot->seq == seq);
    CHECK(snapshot->totals.readings == 1);
}

TEST_CASE("A picture never shows what was accepted after it was asked for and is not durable", "[timing][pipeline]") {
    World world;
    for (int round = 0; round < 50; ++round) {
        const Seq seq = world.tap();
        auto picture = world.picture();
        world.tap();
        const auto snapshot = picture.finish();
        REQUIRE(snapshot);
        REQUIRE(snapshot->seq >= seq);
        REQUIRE(snapshot->seq <= world.pipeline->durable_seq());
    }
}

TEST_CASE("The replica's picture is the picture of the journal itself", "[timing][pipeline]") {
    World world;
    for (int i = 0; i < 20; ++i) world.tap(7);
    const auto shown = world.picture().finish();
    world.pipeline.reset();
    const auto meet = MeetFolder::open(world.dir.file(""));
    REQUIRE(meet);
    const auto folded = Deriver{}.derive(meet->folded());
    CHECK(shown->seq == folded->seq);
    CHECK(shown->totals.readings == 140);
    CHECK(folded->totals.readings == 140);
    CHECK(*shown->ledger == *folded->ledger);
    CHECK(shown->heats.front()->digest == folded->heats.front()->digest);
}

TEST_CASE("After a failed commit every question is answered with no, and the failure is told once",
          "[timing][pipeline]") {
    World world;
    const Seq before = world.pipeline->durable_seq();
    world.gate.close();
    const Seq seq = world.tap();
    world.gate.wait_for_somebody();
    auto durable = world.durable(seq);
    auto picture = world.picture();
    bool ran = false;
    auto read = world.read([&](Store&) { ran = true; });
    CHECK_FALSE(durable.poll());
    CHECK_FALSE(picture.poll());
    CHECK_FALSE(read.poll());
    world.gate.break_disk();
    world.gate.open();
    CHECK_FALSE(durable.finish());
    CHECK(picture.finish() == nullptr);
    CHECK_FALSE(read.finish());
    CHECK_FALSE(ran);
    CHECK(world.pipeline->failed());

    CHECK_FALSE(world.durable(world.tap()).finish());
    CHECK(world.picture().finish() == nullptr);
    CHECK_FALSE(world.read([&](Store&) { ran = true; }).finish());
    Started<bool> room{world.io, waited_for_room(*world.pipeline)};
    CHECK(room.finish());
    CHECK_FALSE(ran);
    CHECK(world.pipeline->durable_seq() == before);
    CHECK(world.failures.size() == 1);
    CHECK(world.durable(before).finish());
}

TEST_CASE("The journal is read between commits, and only what is durable stands in it", "[timing][pipeline]") {
    World world;
    const Seq seq = world.tap(5);
    REQUIRE(world.durable(seq).finish());
    std::vector<Entry> entries;
    CHECK(world.read([&](Store& store) { entries = store.read(seq - 4, 100).value(); }).finish());
    REQUIRE(entries.size() == 5);
    CHECK(entries.front().seq == seq - 4);
    CHECK(std::get<ReadingTaken>(entries.front().fact.body).reading.seq == 1);

    world.gate.close();
    world.tap();
    world.gate.wait_for_somebody();
    std::vector<Started<bool>> waiting;
    for (std::size_t i = 0; i < kWaitingWorkMax; ++i) waiting.push_back(world.read([](Store&) {}));
    CHECK_FALSE(waiting.back().poll());
    CHECK_FALSE(world.read([](Store&) {}).finish());  // Too many wait: the asker is told at once.
    world.gate.open();
    for (auto& read : waiting) CHECK(read.finish());
}

TEST_CASE("Who brings more while the disk is behind waits until it has caught up", "[timing][pipeline]") {
    World world;
    Started<bool> at_once{world.io, waited_for_room(*world.pipeline)};
    CHECK(at_once.finish());
    world.gate.close();
    world.tap(kWaitingFactsMax);
    Started<bool> room{world.io, waited_for_room(*world.pipeline)};
    world.gate.wait_for_somebody();
    CHECK_FALSE(room.poll());
    world.gate.open();
    CHECK(room.finish());
}

TEST_CASE("Stopping makes everything accepted durable", "[timing][pipeline]") {
    World world;
    world.tap(100);
    world.tap(1);
    world.pipeline->stop();
    world.pipeline->stop();
    world.pipeline.reset();
    CHECK(test::bodies_in<ReadingTaken>(world.dir).size() == 101);
}

TEST_CASE("A pipeline may end while many wait for it", "[timing][pipeline]") {
    World world;
    world.gate.close();
    const Seq seq = world.tap();
    world.gate.wait_for_somebody();
    auto durable = world.durable(seq);
    auto picture = world.picture();
    auto read = world.read([](Store&) {});
    CHECK_FALSE(durable.poll());
    world.gate.open();
    world.pipeline.reset();
    CHECK_FALSE(durable.is_done());
}
