// From snapshot to snapshot, what changed is what a viewer is told; whoever applies it holds the last snapshot.

#include "timing/net/stream_rows.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "tests/timing/net/stream_client.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::StreamClient;

namespace {

// Rows that say who they are of and who looks; a row's team is in the roster.
struct World {
    World() {
        doors.heat_line = [this](const Snapshot& snapshot, HeatId heat) {
            ++looked_at;
            const HeatPicture& picture = *snapshot.heats[heat.index()];
            return R"({"heat":")" + picture.name + R"(","finished":)" + std::to_string(picture.counts.finished) + "}";
        };
        doors.heat_rows = [](const Snapshot& snapshot, HeatId heat, Onlooker onlooker) {
            std::vector<std::string> rows;
            for (const ResultRow& each : snapshot.heats[heat.index()]->rows)
                rows.push_back(object(snapshot, each, onlooker));
            return rows;
        };
        auto made = std::make_shared<Roster>();
        for (std::uint32_t i = 0; i < 40; ++i) {
            Runner runner;
            runner.team = TeamId{i % 3};
            runner.first = "child" + std::to_string(i);
            made->save_runner(RunnerId{i}, runner);
        }
        now.roster = std::move(made);
        now.rules = std::make_shared<MeetRules>();
    }

    static std::string object(const Snapshot& snapshot, const ResultRow& row, Onlooker onlooker) {
        const std::string name = row.runner ? snapshot.roster->runner(row.runner).first.value : "nobody";
        return R"({"name":")" + name + R"(","looks":)" + std::to_string(static_cast<int>(onlooker)) + R"(,"milli":)" +
               std::to_string(row.confidence_milli) + "}";
    }

    HeatPicture& heat(std::size_t index) {
        while (now.heats.size() <= index) {
            HeatPicture picture;
            picture.heat = HeatId{now.heats.size()};
            picture.name = std::to_string(now.heats.size() + 1);
            now.heats.push_back(std::make_shared<HeatPicture>(picture));
        }
        auto copy = std::make_shared<HeatPicture>(*now.heats[index]);
        HeatPicture& picture = *copy;
        now.heats[index] = std::move(copy);
        return picture;
    }
    static ResultRow row(std::uint32_t runner, std::uint16_t milli = 0) {
        ResultRow made;
        made.runner = RunnerId{runner};
        made.confidence_milli = milli;
        return made;
    }
    static ResultRow unknown(std::uint32_t tap) {
        ResultRow made;
        made.tap = ReadingIndex{tap};
        return made;
    }
    void rename(std::uint32_t runner, const std::string& name) {
        auto roster = std::make_shared<Roster>(*now.roster);
        Runner changed = roster->runner(RunnerId{runner});
        changed.first = name;
        roster->save_runner(RunnerId{runner}, changed);
        now.roster = std::move(roster);
    }

    Doors doors;
    Snapshot now;
    std::size_t looked_at = 0;
    SipKey key = stream_row_key("secret");
    StreamRows stream{doors, Onlooker::everybody, key};
};

// The texts without `row`, sorted: the table again, written the slow and obvious way.
std::vector<std::string> told(const StreamClient& client) {
    std::vector<std::string> texts;
    for (const auto& [row, data] : client.rows) texts.push_back("{" + data.substr(data.find(',') + 1));
    std::sort(texts.begin(), texts.end());
    return texts;
}
std::vector<std::string> stands(const Snapshot& snapshot, Onlooker onlooker) {
    std::vector<std::string> texts;
    for (const auto& heat : snapshot.heats) {
        for (const ResultRow& row : heat->rows) texts.push_back(World::object(snapshot, row, onlooker));
    }
    std::sort(texts.begin(), texts.end());
    return texts;
}

std::set<std::uint64_t> keys_of(const std::vector<StreamChange>& changes) {
    std::set<std::uint64_t> keys;
    for (const StreamChange& change : changes) keys.insert(change.key);
    return keys;
}

}  // namespace

TEST_CASE("A heat is told by its line and its rows, each row under a name that says nothing", "[timing][stream]") {
    World world;
    world.heat(0).rows = {World::row(7), World::unknown(3)};
    const auto changes = world.stream.changes(world.now);
    REQUIRE(changes.size() == 3);
    CHECK(*changes[0].text == "event: heat\ndata: {\"heat\":\"1\",\"finished\":0}\n");
    const std::string text = *changes[1].text;
    CHECK(text.substr(0, 28) == "event: result\ndata: {\"row\":\"");
    CHECK(text.substr(44) == "\",\"name\":\"child7\",\"looks\":0,\"milli\":0}\n");
    CHECK(text.find_first_not_of("0123456789abcdef", 28) == 44);
}

TEST_CASE("Only what is not as it was is told again", "[timing][stream]") {
    World world;
    world.heat(0).rows = {World::row(1), World::row(2)};
    world.heat(1).rows = {World::row(3)};
    CHECK(world.stream.changes(world.now).size() == 5);
    CHECK(world.stream.changes(world.now).empty());

    world.looked_at = 0;
    world.heat(0).rows[1].confidence_milli = 900;
    CHECK(world.stream.changes(world.now).size() == 1);
    CHECK(world.looked_at == 1);  // The other heat is the same object.

    world.heat(1).counts.finished = 1;
    const auto line = world.stream.changes(world.now);
    REQUIRE(line.size() == 1);
    CHECK(*line[0].text == "event: heat\ndata: {\"heat\":\"2\",\"finished\":1}\n");
}

TEST_CASE("A child who is called otherwise is told again in every heat, though no heat has changed",
          "[timing][stream]") {
    World world;
    world.heat(0).rows = {World::row(1), World::row(2)};
    world.heat(1).rows = {World::row(1)};
    world.stream.changes(world.now);
    world.rename(1, "Ada");
    CHECK(world.stream.changes(world.now).size() == 2);
}

TEST_CASE("A row that is no more is told as gone, by the name it had", "[timing][stream]") {
    World world;
    world.heat(0).rows = {World::row(1), World::unknown(9)};
    const auto first = keys_of(world.stream.changes(world.now));
    world.heat(0).rows = {World::row(1, 950)};  // The finisher turned out to be child 1.
    const auto changes = world.stream.changes(world.now);
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].gone);
    CHECK(changes[0].text->ends_with(R"(,"heat":"1","gone":true})"
                                     "\n"));
    CHECK_FALSE(changes[1].gone);
    for (const StreamChange& change : changes) CHECK(first.contains(change.key));
}

TEST_CASE("The name of a row is the same after a restart, and another for each heat, kind of onlooker and secret",
          "[timing][stream]") {
    World world;
    world.heat(0).rows = {World::row(1)};
    world.heat(1).rows = {World::row(1)};
    const auto keys = keys_of(world.stream.changes(world.now));
    CHECK(keys.size() == 4);  // Two heats and two rows.
    CHECK(keys_of(StreamRows{world.doors, Onlooker::everybody, world.key}.changes(world.now)) == keys);
    const auto apart = [&](StreamRows other) {
        const auto others = keys_of(other.changes(world.now));
        return std::none_of(others.begin(), others.end(), [&](std::uint64_t key) { return keys.contains(key); });
    };
    CHECK(apart(StreamRows{world.doors, Onlooker::nameless, world.key}));
    CHECK(apart(StreamRows{world.doors, Onlooker::everybody, stream_row_key("another secret")}));
}

TEST_CASE("Rows that nothing tells apart are each told all the same", "[timing][stream]") {
    World world;
    world.heat(0).rows = {ResultRow{}, ResultRow{}, World::row(1), World::row(1)};
    CHECK(keys_of(world.stream.changes(world.now)).size() == 5);
    CHECK(world.stream.changes(world.now).empty());
}

TEST_CASE("For tents each row has a second text, as its own team's tent sees it", "[timing][stream]") {
    World world;
    world.heat(0).rows = {World::row(4), World::unknown(1)};
    StreamRows tents{world.doors, Onlooker::tent, world.key};
    const auto changes = tents.changes(world.now);
    REQUIRE(changes.size() == 3);
    CHECK(changes[1].team == TeamId{1u});
    CHECK(changes[1].text->find(R"("looks":3)") != std::string::npos);
    CHECK(changes[1].own->find(R"("looks":5)") != std::string::npos);
    CHECK(changes[2].team == TeamId::none());
}

TEST_CASE(
    "Whatever happens to heats and names, and whenever a viewer comes, goes and resumes, it holds the last snapshot",
    "[timing][stream][property]") {
    const auto seed = GENERATE(take(100, random(1u, 1'000'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
    World world;
    const Onlooker onlooker = below(2) ? Onlooker::everybody : Onlooker::office;
    std::optional<StreamRows> rows;
    std::optional<StreamTable> table;
    const auto restart = [&] {
        rows.emplace(world.doors, onlooker, world.key);
        table.emplace(below(10));
        table->apply(world.now.seq, rows->changes(world.now));
    };
    world.now.seq = 1;
    restart();
    struct Watching {
        StreamReader reader;
        StreamClient client;
    };
    std::vector<Watching> watching(5);
    for (Watching& one : watching) one.reader = table->reader(std::nullopt);
    for (int step = 0; step < 150; ++step) {
        for (std::uint32_t i = below(4); i > 0; --i) {
            HeatPicture& heat = world.heat(below(4));
            const std::uint32_t runner = below(40);
            const auto held = std::find_if(heat.rows.begin(), heat.rows.end(),
                                           [&](const ResultRow& row) { return row.runner == RunnerId{runner}; });
            if (held == heat.rows.end())
                heat.rows.push_back(below(4) ? World::row(runner) : World::unknown(below(1'000)));
            else if (below(3) == 0)
                heat.rows.erase(held);
            else
                held->confidence_milli = static_cast<std::uint16_t>(below(1'000));
            if (below(10) == 0) heat.rows.clear();
            if (below(20) == 0) world.rename(below(40), "other" + std::to_string(below(1'000)));
            world.now.seq += 1 + below(2);
        }
        table->apply(world.now.seq, rows->changes(world.now));
        if (below(25) == 0) {
            restart();
            for (Watching& one : watching) one.reader = table->reader(one.client.last_id());
        }
        Watching& one = watching[below(5)];
        if (below(5) == 0) one.reader = table->reader(one.client.last_id());
        one.client.take(table->next(one.reader, below(600)));
    }
    for (Watching& one : watching) {
        while (table->has_news(one.reader)) one.client.take(table->next(one.reader, 500));
        CHECK(told(one.client) == stands(world.now, onlooker));
        CHECK(one.client.heats.size() == world.now.heats.size());
    }
}
