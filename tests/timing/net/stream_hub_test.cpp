// The stream over a real journal and replica: who is told what, when, and how it ends. Time stands: every wait of the
// hub is no wait, and what a test waits for is the journal or the replica.

#include "timing/net/stream_hub.h"

#include <atomic>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "tests/timing/net/running.h"
#include "tests/timing/net/stream_client.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::Started;
using heatline::test::StreamClient;

namespace {

limits::ServerBounds at_once() {
    limits::ServerBounds bounds;
    bounds.stream_tick = std::chrono::milliseconds{0};
    bounds.answer = std::chrono::hours{1};
    bounds.stream_quiet = std::chrono::hours{1};
    return bounds;
}

struct World {
    explicit World(limits::ServerBounds bounds = at_once()) {
        doors.heat_rows = [this](const Snapshot& snapshot, HeatId heat, Onlooker onlooker) {
            if (broken) throw std::runtime_error("the rows broke");
            std::vector<std::string> rows;
            for (const ResultRow& row : snapshot.heats[heat.index()]->rows)
                rows.push_back(R"({"bib":")" + row.bib + R"(","status":")" + status_word(row.outcome) +
                               R"(","looks":)" + std::to_string(static_cast<int>(onlooker)) + "}");
            return rows;
        };
        pipeline.emplace(io, test::gated(test::small_meet(dir), gate), [](const std::string&) {});
        hub = std::make_shared<StreamHub>(*pipeline, doors, bounds);
    }
    ~World() { gate.open(); }

    Caller caller(const std::string& device) const {
        if (device.empty()) return {};
        const DeviceId id = pipeline->state().device_by_name.at(device);
        return {id, pipeline->state().devices[id.index()].role};
    }
    Answer watch(const std::string& device = {}, const std::string& last_event_id = {}, const std::string& peer = {}) {
        return Started<Answer>{io, hub->watch(caller(device), last_event_id, peer)}.finish();
    }
    // What comes next; the viewer stays as long as it is waited for.
    static boost::asio::awaitable<std::string> next_of(std::shared_ptr<BodySource> source) {
        co_return co_await source->next();
    }
    Started<std::string> start_next(const Answer& answer) { return {io, next_of(answer.source)}; }
    std::string next(const Answer& answer) { return start_next(answer).finish(); }
    // Runs what can run without waiting, for a while: the hub's own tick is always due.
    void turn() {
        for (int i = 0; i < 200; ++i) {
            io.restart();
            io.poll_one();
        }
    }
    // The reader has taken what it was given, and goes away while it waits for more.
    void leave(Answer answer) {
        boost::asio::cancellation_signal gone;
        boost::asio::co_spawn(
            io, next_of(std::move(answer.source)),
            boost::asio::bind_cancellation_slot(gone.slot(), [](const std::exception_ptr&, const std::string&) {}));
        const std::size_t before = hub->viewers();
        turn();
        gone.emit(boost::asio::cancellation_type::terminal);
        while (hub->viewers() == before) {
            io.restart();
            io.run_one();
        }
    }
    // Reads until the client has seen this id.
    void read_to(const Answer& answer, StreamClient& client, Seq seq) {
        while (!client.last_id() || *client.last_id() < seq) {
            const std::string text = next(answer);
            REQUIRE_FALSE(text.empty());
            client.take(text);
        }
    }
    // A status of one of the two children of heat 3, on its way to the disk.
    Seq set_status(std::uint32_t runner, Status status) {
        pipeline->accept({test::kNow, "staff-1", {}, StatusSet{RunnerId{runner}, HeatId{0u}, status, {}}});
        return pipeline->flush();
    }
    Seq revoke(const std::string& device) {
        pipeline->accept({test::kNow, "command line", {}, DeviceRevoked{caller(device).device}});
        return pipeline->flush();
    }
    Seq here() const { return pipeline->durable_seq(); }

    test::TempDir dir;
    test::Gate gate;
    boost::asio::io_context io;
    Doors doors = test::plain_doors();
    std::atomic<bool> broken = false;
    std::optional<Pipeline> pipeline;
    std::shared_ptr<StreamHub> hub;
};

}  // namespace

TEST_CASE("A viewer begins with everything and is then told of each change", "[timing][stream]") {
    World world;
    const Answer answer = world.watch();
    CHECK(answer.status == 200);
    CHECK(answer.content_type == "text/event-stream");
    CHECK(answer.body == "retry: 2000\n\n");
    StreamClient client;
    world.read_to(answer, client, world.here());
    CHECK(client.messages == std::vector<std::string>{"start"});
    CHECK(client.rows.size() == 2);
    CHECK(client.heats.size() == 1);

    const Seq seq = world.set_status(0, Status::withdrawn);
    world.read_to(answer, client, seq);
    CHECK(client.rows.size() == 2);
    CHECK(client.lines == 4);
    CHECK(client.ids.back() == seq);
    CHECK(client.messages.size() == 1);
}

TEST_CASE("Nothing is told before it is durable", "[timing][stream]") {
    World world;
    const Answer answer = world.watch();
    StreamClient client;
    world.read_to(answer, client, world.here());
    world.gate.close();
    const Seq seq = world.set_status(0, Status::withdrawn);
    world.gate.wait_for_somebody();
    auto next = world.start_next(answer);
    world.turn();
    CHECK_FALSE(next.is_done());
    const Answer newcomer = world.watch();
    auto first = world.start_next(newcomer);
    world.turn();
    CHECK_FALSE(first.is_done());
    world.gate.open();
    client.take(next.finish());
    CHECK(client.last_id() == seq);
    CHECK(first.finish().find("withdrawn") != std::string::npos);
}

TEST_CASE("Who comes back with its last id gets what it missed and nothing else", "[timing][stream]") {
    World world;
    StreamClient client;
    auto answer = std::make_optional(world.watch());
    const Answer other = world.watch();  // Somebody goes on watching.
    world.read_to(*answer, client, world.here());
    answer.reset();
    CHECK(world.hub->viewers() == 1);
    const Seq seq = world.set_status(1, Status::dnf);
    answer = world.watch({}, std::to_string(*client.last_id()));
    const std::size_t before = client.lines;
    world.read_to(*answer, client, seq);
    CHECK(client.lines == before + 1);
    CHECK(client.messages == std::vector<std::string>{"start"});
    CHECK(client.rows.size() == 2);
}

TEST_CASE("Nobody has to watch for a return to be told only what was missed", "[timing][stream]") {
    World world;
    StreamClient client;
    auto answer = std::make_optional(world.watch());
    world.read_to(*answer, client, world.here());
    answer.reset();
    while (world.io.run_one()) {  // The hub rests.
    }
    const Seq seq = world.set_status(1, Status::dnf);
    world.io.restart();
    answer = world.watch({}, std::to_string(*client.last_id()));
    world.read_to(*answer, client, seq);
    CHECK(client.lines == 4);
    CHECK(client.messages.size() == 1);
}

TEST_CASE("An id that is no number, or of another journal, begins anew", "[timing][stream]") {
    World world;
    for (const std::string& id : {std::string{"x"}, std::string{"-1"}, std::string{"12 "}, std::string{"1"},
                                  std::to_string(world.here() + 1), std::string(30, '9')}) {
        CAPTURE(id);
        const Answer answer = world.watch({}, id);
        StreamClient client;
        world.read_to(answer, client, world.here());
        CHECK(client.messages == std::vector<std::string>{"start"});
        CHECK(client.rows.size() == 2);
    }
}

TEST_CASE("Each kind of viewer is told its own rows, and a tent its own children's as its own", "[timing][stream]") {
    World world;
    const auto looks = [&](const std::string& device) {
        const Answer answer = world.watch(device);
        StreamClient client;
        world.read_to(answer, client, world.here());
        std::map<std::string, std::string> by_bib;
        for (const auto& [row, data] : client.rows) {
            const auto object = test::object_of(data);
            by_bib[std::string{object.at("bib").as_string()}] = std::to_string(object.at("looks").as_int64());
        }
        return by_bib["1"] + " " + by_bib["2"];
    };
    const auto both = [](Onlooker onlooker) {
        const std::string number = std::to_string(static_cast<int>(onlooker));
        return number + " " + number;
    };
    CHECK(looks("") == both(Onlooker::everybody));
    CHECK(looks("finish-1") == both(Onlooker::nameless));
    CHECK(looks("marshal-1") == both(Onlooker::nameless));
    CHECK(looks("announcer-1") == both(Onlooker::announcer));
    CHECK(looks("staff-1") == both(Onlooker::office));
    CHECK(looks("director-1") == both(Onlooker::office));
    CHECK(looks("tent-1") == std::to_string(static_cast<int>(Onlooker::own_tent)) + " " +
                                 std::to_string(static_cast<int>(Onlooker::tent)));
}

TEST_CASE("A viewer who was cut off with a piece in its hands is told so when it comes back, once",
          "[timing][stream]") {
    limits::ServerBounds bounds = at_once();
    bounds.answer = std::chrono::milliseconds{0};  // Every piece that was not asked behind was not taken in time.
    World world{bounds};
    const auto cut_off = [&](const std::string& device, const std::string& peer) {
        const Answer answer = world.watch(device, {}, peer);
        CHECK_FALSE(world.next(answer).empty());
    };
    const auto first_message = [&](const std::string& device, const std::string& peer) {
        Answer answer = world.watch(device, "1", peer);
        StreamClient client;
        world.read_to(answer, client, world.here());
        world.leave(std::move(answer));
        return client.messages.empty() ? "" : client.messages.front();
    };
    cut_off("", "10.0.0.7");
    CHECK(first_message("", "10.0.0.8") == "start");
    CHECK(first_message("announcer-1", "10.0.0.7") == "start");
    CHECK(first_message("", "10.0.0.7") == "too-slow");
    CHECK(first_message("", "10.0.0.7") == "start");  // It left with nothing in its hands.

    cut_off("staff-1", "10.0.0.7");
    CHECK(first_message("", "10.0.0.7") == "start");
    CHECK(first_message("staff-1", "10.0.0.9") == "too-slow");

    for (std::size_t i = 0; i <= limits::kStreamSlowRemembered; ++i) cut_off("", "10.1.0." + std::to_string(i));
    CHECK(first_message("", "10.1.0.0") == "start");  // Too many: the oldest is never told.
    CHECK(first_message("", "10.1.0.1") == "too-slow");
}

TEST_CASE("A token that is revoked ends its streams, and no others", "[timing][stream]") {
    World world;
    const Answer staff = world.watch("staff-1");
    const Answer director = world.watch("director-1");
    StreamClient one, other;
    world.read_to(staff, one, world.here());
    world.read_to(director, other, world.here());
    world.revoke("staff-1");
    one.take(world.next(staff));
    CHECK(one.messages.back() == "revoked");
    CHECK(world.next(staff).empty());
    world.read_to(director, other, world.set_status(0, Status::dnf));
    CHECK(other.messages.size() == 1);
}

TEST_CASE("A stop is told to everybody, and to who comes after it", "[timing][stream]") {
    World world;
    const Answer answer = world.watch();
    StreamClient client;
    world.read_to(answer, client, world.here());
    auto next = world.start_next(answer);
    world.turn();
    CHECK_FALSE(next.is_done());
    world.hub->stop();
    client.take(next.finish());
    CHECK(client.messages.back() == "stop");
    CHECK(world.next(answer).empty());
    const Answer late = world.watch();
    CHECK(world.next(late).find("\"stop\"") != std::string::npos);
    CHECK(world.next(late).empty());
}

TEST_CASE("When the journal fails the streams stop", "[timing][stream]") {
    World world;
    const Answer answer = world.watch();
    StreamClient client;
    world.read_to(answer, client, world.here());
    world.gate.break_disk();
    world.set_status(0, Status::dnf);
    const Answer newcomer = world.watch();
    client.take(world.next(answer));
    CHECK(client.messages.back() == "stop");
    CHECK(client.rows.size() == 2);
    CHECK(world.next(newcomer).find("\"stop\"") != std::string::npos);
}

TEST_CASE("When rows cannot be made one session is told why, all end, and who comes back begins anew",
          "[timing][stream]") {
    World world;
    const Answer one = world.watch(), other = world.watch();
    StreamClient client;
    world.read_to(one, client, world.here());
    world.read_to(other, client, world.here());
    world.broken = true;
    world.set_status(0, Status::dnf);
    Started<std::string> ends[] = {world.start_next(one), world.start_next(other)};
    std::size_t thrown = 0;
    while (!(thrown == 1 && (ends[0].is_done() || ends[1].is_done()))) {
        try {
            world.io.restart();
            world.io.run_one();
        } catch (const std::runtime_error& error) {
            CHECK(std::string{error.what()} == "the rows broke");
            ++thrown;
        }
    }
    world.broken = false;
    const Answer back = world.watch({}, std::to_string(*client.last_id()));
    StreamClient anew;
    world.read_to(back, anew, world.here());
    CHECK(anew.rows.size() == 2);
}

TEST_CASE("A stream with nothing to say says that it is still there", "[timing][stream]") {
    limits::ServerBounds bounds = at_once();
    bounds.stream_quiet = std::chrono::milliseconds{1};
    World world{bounds};
    const Answer answer = world.watch();
    StreamClient client;
    while (client.comments < 3 || client.rows.size() < 2) client.take(world.next(answer));
    CHECK(client.lines == 3);
}
