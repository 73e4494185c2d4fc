// The laptop's link against a server that the test plays: what it says, what it makes of what it hears, and that it
// always comes back.

#include "timing/station/link.h"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>

#include "tests/support/manual_clock.h"
#include "tests/timing/station/played_server.h"

// Behind the project's headers: both have a CHECK_THAT.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::timing;
using namespace std::chrono_literals;
using test::PlayedServer;
using Shown = LinkPicture::State;

namespace {

constexpr const char* kEpoch = "9f3c";

// Waits that a test has time for.
limits::LinkBounds quick() {
    limits::LinkBounds bounds;
    bounds.first_wait = 1ms;
    bounds.last_wait = 2ms;
    bounds.look_round = 5ms;
    bounds.health = 20ms;
    return bounds;
}

// A link to a played server, and a way to wait for what it shows.
class Linked {
public:
    explicit Linked(std::uint16_t port, limits::LinkBounds bounds = quick(), Replica* replica = nullptr)
        : link_(
              {{"127.0.0.1", port, false}, "token-1", "Ana", &clock, bounds},
              {[this] { changed(); }, [this](const std::string& epoch, std::uint64_t seq) { conflicted(epoch, seq); }},
              replica) {}

    Link* operator->() { return &link_; }
    void record(std::uint64_t first, std::uint64_t last) {
        std::vector<OutItem> items;
        for (std::uint64_t seq = first; seq <= last; ++seq)
            items.push_back(OutReading{seq, R"({"kind":"tap","at":"2027-05-01T15:00:00Z"})", {}, 0});
        link_.send(std::move(items));
    }
    void wait_until(const std::function<bool(const LinkPicture&)>& holds) {
        std::unique_lock lock{mutex_};
        wake_.wait(lock, [&] { return holds(*link_.picture()); });
    }
    void wait_for(Shown state) {
        wait_until([&](const LinkPicture& picture) { return picture.state == state; });
    }
    std::pair<std::string, std::uint64_t> wait_for_conflict() {
        std::unique_lock lock{mutex_};
        wake_.wait(lock, [&] { return conflict_.second != 0; });
        return conflict_;
    }

    std::vector<Shown> states_so_far() {
        const std::lock_guard lock{mutex_};
        return states_;
    }

    test::ManualClock clock;

private:
    void changed() {
        const std::lock_guard lock{mutex_};
        states_.push_back(link_.picture()->state);
        wake_.notify_all();
    }
    void conflicted(const std::string& epoch, std::uint64_t seq) {
        const std::lock_guard lock{mutex_};
        conflict_ = {epoch, seq};
        wake_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::pair<std::string, std::uint64_t> conflict_;
    std::vector<Shown> states_;
    Link link_;
};

}  // namespace

TEST_CASE("The laptop says who it is and sends what it recorded", "[timing][link]") {
    PlayedServer server;
    Linked link{server.port};
    link->send({EpochBegun{kEpoch}});
    link.record(1, 3);
    link->start();
    auto peer = server.next();
    CHECK(peer.request.target() == "/api/v1/station");
    CHECK(peer.request["Authorization"] == "Bearer token-1");
    const auto hello = peer.welcome();
    CHECK(hello.epoch == kEpoch);
    CHECK(hello.boot == "boot-1");
    CHECK(hello.operator_name == "Ana");
    CHECK_FALSE(hello.facts_from);
    const auto readings = peer.hear<message::Readings>();
    CHECK(readings.first == 1);
    CHECK(readings.readings.size() == 3);
    peer.say(message::Durable{3, {}});
    link.wait_until([](const LinkPicture& picture) { return picture.unsent == 0; });
    const auto picture = link->picture();
    CHECK(picture->state == Shown::live);
    CHECK(picture->device == "finish-1");
    CHECK(picture->role == Role::timer);
    CHECK(picture->sentence.empty());
}

TEST_CASE("A probe is answered with the laptop's own stamps", "[timing][link]") {
    PlayedServer server;
    Linked link{server.port};
    link->start();
    auto peer = server.next();
    peer.welcome();
    peer.say(message::Probe{7, 1'000, 4711, 5, 1800});
    const auto answer = peer.hear<message::ProbeAnswer>();
    CHECK(answer == message::ProbeAnswer{7, 1'000'000'000, 1'000'000'000});
    link.wait_until([](const LinkPicture& picture) { return picture.bound_us == 1800; });
    CHECK(link->server_seq() == 4711);
    CHECK(link->heard_us() == 1'000'000'000);
}

TEST_CASE("A wall clock that jumps an hour moves nothing", "[timing][link]") {
    PlayedServer server;
    Linked link{server.port};
    link->start();
    auto peer = server.next();
    peer.welcome();
    link.clock.jump(3'600'000'000);
    peer.say(message::Probe{1, 0, 0, {}, {}});
    CHECK(peer.hear<message::ProbeAnswer>().received_us == 1'000'000'000);
    peer.hear<message::Health>();
    CHECK(link->picture()->state == Shown::live);
}

TEST_CASE("After a loss the laptop comes back and sends what was not answered", "[timing][link]") {
    PlayedServer server;
    Linked link{server.port};
    link->send({EpochBegun{kEpoch}});
    link.record(1, 3);
    link->start();
    {
        auto peer = server.next();
        peer.welcome();
        peer.hear<message::Readings>();
        peer.say(message::Durable{1, {}});
        link.wait_until([](const LinkPicture& picture) { return picture.unsent == 2; });
    }
    auto peer = server.next();
    link.wait_for(Shown::lost);
    peer.welcome(3);  // They had come, only the answer was lost.
    CHECK(peer.hear<message::Readings>().first == 2);
    peer.say(message::Durable{3, {}});
    link.wait_until([](const LinkPicture& picture) { return picture.unsent == 0; });
}

TEST_CASE("Twenty minutes without a network need nobody", "[timing][link]") {
    const limits::LinkBounds bounds;
    CHECK(link_wait(bounds, 1) == 250ms);
    CHECK(link_wait(bounds, 2) == 500ms);
    CHECK(link_wait(bounds, 3) == 1000ms);
    CHECK(link_wait(bounds, 4) == 2000ms);
    CHECK(link_wait(bounds, 600) == 2000ms);  // 600 * 2 s.

    PlayedServer server;
    Linked link{server.port};
    link->send({EpochBegun{kEpoch}});
    link->start();
    for (int attempt = 0; attempt < 600; ++attempt) {
        const auto cut = server.next();  // Closed at once, without an answer.
        if (attempt % 3 == 0)
            link.record(static_cast<std::uint64_t>(attempt / 3) + 1, static_cast<std::uint64_t>(attempt / 3) + 1);
    }
    auto peer = server.next();
    peer.welcome();
    CHECK(peer.hear<message::Readings>().readings.size() == 200);
}

TEST_CASE("A server that falls silent is given up, one that speaks is not", "[timing][link]") {
    auto bounds = quick();
    bounds.silence = 100ms;
    PlayedServer server;
    Linked link{server.port, bounds};
    link->start();
    auto peer = server.next();
    peer.welcome();
    peer.wait_for_end();  // Nothing was said for 100 ms.
    auto again = server.next();
    again.welcome();
    for (std::uint64_t i = 0; i < 10; ++i) {
        again.hear<message::Health>();  // Every 20 ms: 200 ms in all.
        again.say(message::Probe{i, 0, 0, {}, {}});
    }
    link.wait_for(Shown::live);
}

TEST_CASE("What people have to mend is said in a sentence, and tried again all the same", "[timing][link]") {
    PlayedServer server;
    Linked link{server.port};
    link->start();
    const auto refusal = [&](unsigned status) {
        link.wait_until([&](const LinkPicture& picture) { return picture.state != Shown::live; });
        server.next().refuse(status);
    };
    const auto says = [&](const std::string& words) {
        link.wait_until([&](const LinkPicture& picture) {
            return picture.state == Shown::refused && picture.sentence.find(words) != std::string::npos;
        });
    };
    refusal(401);
    says("does not know this token");
    refusal(403);
    says("does not let this token in");
    refusal(404);
    says("no Heatline server");
    auto peer = server.next();
    peer.welcome();
    link.wait_for(Shown::live);
    peer.say(message::End{"revoked", "this token was revoked"});
    says("no longer good");
    auto last = server.next();
    last.welcome();
    link.wait_for(Shown::live);
}

TEST_CASE("A connection that the laptop makes anew by itself is not said to be lost", "[timing][link]") {
    PlayedServer server;
    Linked link{server.port};
    link->start();
    {
        auto peer = server.next();
        peer.welcome();
        link.wait_for(Shown::live);
        link->connect_anew();
        peer.wait_for_end();
    }
    auto peer = server.next();
    peer.welcome();
    peer.hear<message::Health>();
    const auto states = link.states_so_far();
    CHECK(std::count(states.begin(), states.end(), Shown::lost) == 0);
}

TEST_CASE("After a gap the laptop goes on from what the server wants", "[timing][link]") {
    PlayedServer server;
    Linked link{server.port};
    link->send({EpochBegun{kEpoch}});
    link.record(1, 5);
    link->start();
    auto peer = server.next();
    peer.welcome();
    CHECK(peer.hear<message::Readings>().readings.size() == 5);
    peer.say(message::Refused{"E_GAP", 3, "reading 3 is missing"});
    CHECK(peer.hear<message::Readings>().first == 3);
}

TEST_CASE("A conflict is handed on, and the new epoch begins with a hello of its own", "[timing][link]") {
    PlayedServer server;
    Linked link{server.port};
    link->send({EpochBegun{kEpoch}});
    link.record(1, 3);
    link->start();
    {
        auto peer = server.next();
        peer.welcome();
        peer.hear<message::Readings>();
        peer.say(message::Refused{"E_CONFLICT", 2, "another reading has this number"});
        CHECK(link.wait_for_conflict() == std::pair<std::string, std::uint64_t>{kEpoch, 2});
        link->send({EpochBegun{"new"}, OutReading{1, "{}", kEpoch, 2}, OutReading{2, "{}", kEpoch, 3}});
        peer.wait_for_end();
    }
    auto peer = server.next();
    CHECK(peer.welcome().epoch == "new");
    CHECK(peer.hear<message::Readings>().readings.size() == 2);
}

TEST_CASE("A role that may not record keeps its readings and says so", "[timing][link]") {
    PlayedServer server;
    Linked link{server.port};
    link->send({EpochBegun{kEpoch}});
    link.record(1, 1);
    link->start();
    auto peer = server.next();
    peer.welcome(0, "announcer");
    peer.hear<message::Readings>();
    peer.say(message::Refused{"E_ROLE", 0, "announcers record nothing"});
    link.wait_until([](const LinkPicture& picture) { return !picture.reading_problem.empty(); });
    CHECK(link->picture()->unsent == 1);
    CHECK(link->picture()->state == Shown::live);
}

TEST_CASE("A command is given once more after a loss, and answered or told to be of unknown fate", "[timing][link]") {
    auto bounds = quick();
    PlayedServer server;
    {
        Linked link{server.port, bounds};
        link->start();
        std::promise<CommandAnswer> answer;
        {
            auto peer = server.next();
            peer.welcome();
            link->command(R"({"command":"hold","id":"c1"})", [&](CommandAnswer said) { answer.set_value(said); });
            CHECK(peer.hear<message::Command>().body == R"({"command":"hold","id":"c1"})");
        }
        auto peer = server.next();
        peer.welcome();
        const auto again = peer.hear<message::Command>();
        peer.say(message::CommandAnswer{again.ask, 200, R"({"seq":12})"});
        const auto said = answer.get_future().get();
        CHECK(said.status == 200);
        CHECK(said.body == R"({"seq":12})");
    }
    bounds.command = 10ms;
    Linked link{server.port, bounds};
    link->start();
    std::promise<CommandAnswer> answer;
    link->command("{}", [&](CommandAnswer said) { answer.set_value(said); });
    const auto said = answer.get_future().get();
    CHECK(said.status == 0);
    CHECK(said.body.find("try again") != std::string::npos);
}

TEST_CASE("More commands than the server takes at once are refused with a sentence", "[timing][link]") {
    PlayedServer server;
    Linked link{server.port};
    std::promise<CommandAnswer> answer;
    for (std::size_t i = 0; i < limits::kCommandsWaiting; ++i) link->command("{}", [](CommandAnswer) {});
    link->command("{}", [&](CommandAnswer said) { answer.set_value(said); });
    link->start();
    CHECK(answer.get_future().get().status == 0);
}

TEST_CASE("Names come, change and go", "[timing][link]") {
    PlayedServer server;
    Linked link{server.port};
    link->start();
    auto peer = server.next();
    peer.welcome(0, "announcer");
    peer.say(message::Names{1, {{3, 17, "Maya R.", "MY-ah"}, {3, 18, "Bo T.", ""}}});
    link.wait_until([](const LinkPicture& picture) { return picture.names->size() == 2; });
    peer.say(message::Names{2, {{3, 17, "Maia R.", ""}, {3, 18, "", ""}}});
    link.wait_until([](const LinkPicture& picture) { return picture.names->size() == 1; });
    CHECK(link->picture()->names->at({HeatId{3u}, RunnerId{17u}}).name == "Maia R.");
}

TEST_CASE("A message that is no server's to say, and bytes that are none, end the connection", "[timing][link]") {
    PlayedServer server;
    Linked link{server.port};
    link->start();
    for (const std::string& text : {std::string{"{}"}, std::string{"hello"}, to_text(message::Hello{}),
                                    to_text(message::Welcome{}), std::string(1000, '[')}) {
        CAPTURE(text);
        auto peer = server.next();
        peer.welcome();
        peer.say_text(text);
        peer.wait_for_end();
    }
    auto early = server.next();
    early.accept();
    early.say(message::Durable{1, {}});  // Before the welcome.
    early.wait_for_end();
    auto unasked = server.next();
    unasked.welcome();
    unasked.say_rows("rows that nobody asked for");
    unasked.wait_for_end();
    auto good = server.next();
    good.welcome();
    good.say_text(R"({"type":"x-later","what":1})");
    good.hear<message::Health>();
    link.wait_for(Shown::live);
}
