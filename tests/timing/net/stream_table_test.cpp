// Whoever reads the stream's table, in whatever pieces and with whatever interruptions, ends up with what stands in it.

#include "timing/net/stream_table.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/timing/net/stream_client.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::StreamClient;

namespace {

constexpr std::size_t kAll = 1'000'000;

std::string data_of(std::uint64_t key, const std::string& words) {
    return R"({"row":")" + std::to_string(key) + R"(","words":")" + words + R"("})";
}
StreamChange row(std::uint64_t key, const std::string& words) {
    const std::string text = "event: result\ndata: " + data_of(key, words) + "\n";
    return {key, std::make_shared<const std::string>(text), nullptr, {}, false};
}
StreamChange gone(std::uint64_t key) {
    const std::string text = R"(event: result)"
                             "\n"
                             R"(data: {"row":")" +
                             std::to_string(key) +
                             R"(","gone":true})"
                             "\n";
    return {key, std::make_shared<const std::string>(text), nullptr, {}, true};
}

// Reads to the end in pieces of `bytes`.
void read_all(const StreamTable& table, StreamReader& reader, StreamClient& client, std::size_t bytes = kAll) {
    while (table.has_news(reader)) client.take(table.next(reader, bytes));
}
StreamClient read_anew(const StreamTable& table, std::optional<Seq> seen = std::nullopt) {
    StreamClient client;
    StreamReader reader = table.reader(seen);
    read_all(table, reader, client);
    return client;
}

}  // namespace

TEST_CASE("A first reader is told to start, then every line that stands, then nothing", "[timing][stream]") {
    StreamTable table;
    table.apply(10, {row(1, "a"), row(2, "b")});
    table.apply(12, {row(1, "c")});
    StreamReader reader = table.reader(std::nullopt);
    CHECK(table.has_news(reader));
    CHECK(table.next(reader) == std::string{kStreamStart} + "event: result\ndata: " + data_of(2, "b") +
                                    "\nid: 10\n\nevent: result\ndata: " + data_of(1, "c") + "\nid: 12\n\n");
    CHECK_FALSE(table.has_news(reader));
    CHECK(table.next(reader).empty());
    table.apply(13, {});
    CHECK_FALSE(table.has_news(reader));
}

TEST_CASE("A table without a line tells its reader to start, once", "[timing][stream]") {
    StreamTable table;
    table.apply(1, {});
    StreamReader reader = table.reader(std::nullopt);
    CHECK(table.next(reader) == kStreamStart);
    CHECK(table.next(reader).empty());
    table.apply(2, {row(1, "a")});
    CHECK(table.next(reader) == "event: result\ndata: " + data_of(1, "a") + "\nid: 2\n\n");
}

TEST_CASE("An id is sent only with the last line of its seq", "[timing][stream]") {
    StreamTable table;
    table.apply(10, {row(1, "a"), row(2, "b"), row(3, "c")});
    StreamReader reader = table.reader(std::nullopt);
    StreamClient client;
    client.take(table.next(reader, 1));
    client.take(table.next(reader, 1));
    CHECK(client.ids == std::vector<std::uint64_t>{0});

    SECTION("which comes when the last is read") {
        client.take(table.next(reader, 1));
        CHECK(client.ids == std::vector<std::uint64_t>{0, 10});
    }
    SECTION("which never comes when the last was overtaken") {
        table.apply(11, {row(3, "d")});
        client.take(table.next(reader, 1));
        CHECK(client.ids == std::vector<std::uint64_t>{0, 11});
    }
}

TEST_CASE("A piece is no longer than it may be, but one line is always sent", "[timing][stream]") {
    StreamTable table;
    std::vector<StreamChange> changes;
    for (std::uint64_t key = 0; key < 1'000; ++key) changes.push_back(row(key, std::string(key % 100, 'x')));
    changes.push_back(row(1'000, std::string(100'000, 'x')));
    table.apply(1, changes);
    StreamReader reader = table.reader(std::nullopt);
    StreamClient client;
    std::size_t pieces = 0, long_pieces = 0;
    while (table.has_news(reader)) {
        const std::string piece = table.next(reader, 4'096);
        client.take(piece);
        ++pieces;
        long_pieces += piece.size() > 4'096 + 20;  // An id line and an empty one may come behind it.
    }
    CHECK(long_pieces == 1);
    CHECK(pieces > 20);
    CHECK(client.rows.size() == 1'001);
}

TEST_CASE("Who breaks off before the first id after a start begins again, whatever id it had before",
          "[timing][stream]") {
    StreamTable table;
    table.apply(10, {row(1, "a"), row(2, "b")});
    StreamReader reader = table.reader(1'000);  // Of a journal that was restored.
    StreamClient client;
    client.take(table.next(reader, 1));
    table.apply(1'000, {row(3, "c")});
    reader = table.reader(client.last_id());
    read_all(table, reader, client);
    CHECK(client.messages == std::vector<std::string>{"start", "start"});
    CHECK(client.rows.size() == 3);
}

TEST_CASE("Who resumes gets what changed since, and what is gone since", "[timing][stream]") {
    StreamTable table;
    table.apply(10, {row(1, "a"), row(2, "b")});
    table.apply(15, {row(1, "c"), gone(2)});
    const StreamClient since = read_anew(table, 10);
    CHECK(since.messages.empty());
    CHECK(since.lines == 2);
    CHECK(read_anew(table, 15).lines == 0);
    CHECK(read_anew(table, 12).lines == 2);

    SECTION("from before the table began, everything") {
        const StreamClient client = read_anew(table, 9);
        CHECK(client.messages == std::vector<std::string>{"start"});
        CHECK(client.rows.size() == 1);
        CHECK(client.lines == 1);  // Nothing of a row that it never had.
    }
    SECTION("with an id that the journal has not reached, everything") {
        CHECK(read_anew(table, 16).messages == std::vector<std::string>{"start"});
    }
}

TEST_CASE("A row that comes back is a row again", "[timing][stream]") {
    StreamTable table;
    table.apply(1, {row(1, "a")});
    table.apply(2, {gone(1)});
    table.apply(3, {row(1, "b")});
    CHECK(read_anew(table).rows.at("1") == data_of(1, "b"));
    CHECK(read_anew(table, 2).rows.size() == 1);
}

TEST_CASE(
    "Of more rows gone than are remembered the oldest is forgotten, and who may not have heard of it starts again",
    "[timing][stream]") {
    StreamTable table{2};
    table.apply(1, {row(1, "a"), row(2, "b"), row(3, "c"), row(4, "d")});
    StreamReader behind = table.reader(std::nullopt);
    StreamClient client;
    client.take(table.next(behind, 1));
    table.apply(2, {gone(1)});
    table.apply(3, {gone(2)});
    CHECK(read_anew(table, 1).messages.empty());
    table.apply(4, {gone(3)});
    CHECK(read_anew(table, 1).messages == std::vector<std::string>{"start"});
    CHECK(read_anew(table, 2).messages.empty());
    read_all(table, behind, client);
    CHECK(client.messages == std::vector<std::string>{"start", "start"});
    CHECK(client.rows == std::map<std::string, std::string>{{"4", data_of(4, "d")}});

    // Who has read everything goes on.
    table.apply(5, {gone(4)});
    table.apply(6, {row(5, "e")});
    read_all(table, behind, client);
    CHECK(client.messages.size() == 2);
    CHECK(client.rows.size() == 1);
}

TEST_CASE("A tent sees its own team's rows as its own, and the others as the others", "[timing][stream]") {
    StreamTable table;
    StreamChange change = row(1, "others");
    change.own = row(1, "own").text;
    change.team = TeamId{3u};
    table.apply(1, {change, row(2, "nobody's")});
    const auto words = [&](TeamId team) {
        StreamReader reader = table.reader(std::nullopt, team);
        StreamClient client;
        read_all(table, reader, client);
        return client.rows;
    };
    CHECK(words(TeamId{3u}).at("1") == data_of(1, "own"));
    CHECK(words(TeamId{4u}).at("1") == data_of(1, "others"));
    CHECK(words(TeamId{3u}).at("2") == data_of(2, "nobody's"));
}

TEST_CASE("Whatever changes and however it is read, broken off and resumed, a reader holds what stands at the end",
          "[timing][stream][property]") {
    const auto seed = GENERATE(take(200, random(1u, 1'000'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto below = [&](std::uint64_t n) { return random() % n; };
    StreamTable table{below(6)};
    std::map<std::string, std::string> truth;  // The table again, the slow and obvious way: what stands.
    struct Watching {
        StreamReader reader;
        StreamClient client;
    };
    std::vector<Watching> watching;
    Seq seq = 0;
    for (int step = 0; step < 300; ++step) {
        if (step == 0 || below(3) == 0) {
            seq += 1 + below(3);
            std::map<std::uint64_t, StreamChange> changes;
            for (std::uint64_t i = below(6); i > 0; --i) {
                const std::uint64_t key = below(12);
                const std::string name = std::to_string(key), words(below(40), static_cast<char>('a' + below(26)));
                if (changes.contains(key)) continue;
                if (truth.contains(name) && below(3) == 0) {
                    changes[key] = gone(key);
                    truth.erase(name);
                } else {
                    changes[key] = row(key, words);
                    truth[name] = data_of(key, words);
                }
            }
            std::vector<StreamChange> in_order;
            for (const auto& [key, change] : changes) in_order.push_back(change);
            table.apply(seq, std::move(in_order));
        }
        if (watching.size() < 8 && below(10) == 0) watching.push_back({table.reader(std::nullopt), {}});
        if (watching.empty()) continue;
        Watching& one = watching[below(watching.size())];
        if (below(8) == 0) one.reader = table.reader(one.client.last_id());  // Broken off, and back.
        one.client.take(table.next(one.reader, below(400)));
    }
    for (Watching& one : watching) {
        read_all(table, one.reader, one.client, 100);
        CHECK(one.client.rows == truth);
        CHECK(std::is_sorted(one.client.ids.begin(), one.client.ids.end()));
        StreamReader reader = table.reader(one.client.last_id());
        StreamClient again = one.client;
        read_all(table, reader, again);
        CHECK(again.rows == truth);
    }
}
