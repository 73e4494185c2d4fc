// A laptop and the real server, with everything between them that a field has: connections that break anywhere, a
// server that stops and comes back, a second laptop with the same token or a copy of the folder.

#include "timing/station/laptop.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "engine/apply.h"
#include "engine/derive.h"
#include "tests/support/chaos_proxy.h"
#include "tests/support/manual_clock.h"
#include "tests/timing/station/live_server.h"
#include "timing/certificate.h"
#include "timing/control/snapshot_bytes.h"
#include "timing/token.h"

// Behind the project's headers: both have a CHECK_THAT.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::timing;
using namespace std::chrono_literals;

namespace {

using Kind = StationInput::Kind;

// A laptop of finish-1, and a way to wait for what it shows.
class Sitting {
public:
    Sitting(const std::string& folder, ServerAddress server, const std::string& token = "finish-1",
            const Clock* clock = &real_clock()) {
        Laptop::Options options{folder, {std::move(server), token, "Ana", clock, {}}};
        options.link.bounds.first_wait = 1ms;
        options.link.bounds.last_wait = 5ms;
        laptop_.emplace(std::move(options), Laptop::Callbacks{[this](const std::vector<Recorded>& recorded) {
                                                                  const std::lock_guard lock{mutex_};
                                                                  recorded_ += recorded.size();
                                                                  wake_.notify_all();
                                                              },
                                                              [this] {
                                                                  const std::lock_guard lock{mutex_};
                                                                  wake_.notify_all();
                                                              }});
    }
    Laptop* operator->() { return &*laptop_; }
    void press(Kind kind, std::int64_t us, const std::string& text = {}) {
        REQUIRE(laptop_->push({kind, us, kWall + us, text, {}}));
        ++pressed_;
        std::unique_lock lock{mutex_};
        wake_.wait(lock, [&] { return recorded_ >= pressed_; });
    }
    void wait_until(const std::function<bool()>& holds) {
        std::unique_lock lock{mutex_};
        wake_.wait(lock, holds);
    }
    void wait_until_all_sent() {
        wait_until([&] { return laptop_->unsent() == 0; });
    }

    static constexpr std::int64_t kWall = 1'809'183'600'000'000;

private:
    std::mutex mutex_;
    std::condition_variable wake_;
    std::size_t pressed_ = 0, recorded_ = 0;
    std::optional<Laptop> laptop_;
};

ServerAddress here(std::uint16_t port) { return {"127.0.0.1", port, false}; }

// The device's own moments of the readings that the meet holds, in the order of the journal; and the voided ones.
std::vector<std::int64_t> moments_in(const test::TempDir& dir) {
    std::vector<std::int64_t> moments;
    for (const ReadingTaken& taken : test::bodies_in<ReadingTaken>(dir)) {
        if (taken.reading.device_time) moments.push_back(taken.reading.device_time->us);
    }
    return moments;
}

std::vector<std::int64_t> counted(std::int64_t last) {
    std::vector<std::int64_t> moments;
    for (std::int64_t i = 1; i <= last; ++i) moments.push_back(i);
    return moments;
}

}  // namespace

TEST_CASE("Over connections that break anywhere every reading arrives once and in order", "[timing][laptop]") {
    const auto seed = GENERATE(1u, 2u, 3u);
    CAPTURE(seed);
    const test::TempDir dir, laptop_dir;
    (void)test::small_meet(dir);
    test::ChaosProxy proxy{seed, {30, 50, 200}};
    std::optional<test::LiveServer> server{std::in_place, dir.file("")};
    proxy.lead_to(server->port);
    {
        Sitting laptop{laptop_dir.file("own"), here(proxy.port)};
        for (std::int64_t i = 1; i <= 500; ++i) {
            laptop.press(Kind::tap, i);
            if (i == 200) {  // The server stops, and comes back later.
                proxy.lead_to(0);
                server.reset();
            }
            if (i == 300) {
                server.emplace(dir.file(""));
                proxy.lead_to(server->port);
            }
        }
        proxy.calm();
        laptop.wait_until_all_sent();
    }
    CHECK(proxy.cuts() > 0);
    server.reset();
    CHECK(moments_in(dir) == counted(500));
}

TEST_CASE("What was undone without a connection is undone on the server", "[timing][laptop]") {
    const test::TempDir dir, laptop_dir;
    (void)test::small_meet(dir);
    test::ChaosProxy proxy{1, {}};
    {
        Sitting laptop{laptop_dir.file("own"), here(proxy.port)};
        for (std::int64_t i = 1; i <= 3; ++i) laptop.press(Kind::tap, i);
        laptop.press(Kind::undo, 4);
        laptop.press(Kind::undo, 5);
        laptop.press(Kind::redo, 6);
        CHECK(laptop->unsent() == 6);
        const test::LiveServer server{dir.file("")};
        proxy.lead_to(server.port);
        laptop.wait_until_all_sent();
    }
    const auto voided = test::bodies_in<ReadingVoided>(dir);
    const auto restored = test::bodies_in<ReadingRestored>(dir);
    REQUIRE(voided.size() == 2);
    REQUIRE(restored.size() == 1);
    CHECK(voided[0].reading.seq == 3);
    CHECK(voided[1].reading.seq == 2);
    CHECK(restored[0].reading.seq == 2);
}

TEST_CASE("A laptop that is started anew goes on where it was, and nothing comes twice", "[timing][laptop]") {
    const test::TempDir dir, laptop_dir;
    (void)test::small_meet(dir);
    {
        const test::LiveServer server{dir.file("")};
        for (std::int64_t start = 0; start < 5; ++start) {
            Sitting laptop{laptop_dir.file("own"), here(server.port)};
            for (std::int64_t i = 1; i <= 10; ++i) laptop.press(Kind::tap, start * 10 + i);
            laptop.wait_until_all_sent();
        }
    }
    CHECK(moments_in(dir) == counted(50));
}

TEST_CASE("A copied folder on a second laptop loses nothing and takes nothing of the first back", "[timing][laptop]") {
    const test::TempDir dir, laptop_dir;
    (void)test::small_meet(dir);
    std::optional<test::LiveServer> server{std::in_place, dir.file("")};
    {
        Sitting first{laptop_dir.file("first"), here(server->port)};
        for (std::int64_t i = 1; i <= 5; ++i) first.press(Kind::tap, i);
        first.wait_until_all_sent();
    }
    std::filesystem::copy(laptop_dir.file("first"), laptop_dir.file("second"));
    {
        Sitting first{laptop_dir.file("first"), here(server->port)};
        for (std::int64_t i = 101; i <= 110; ++i) first.press(Kind::tap, i);
        first.wait_until_all_sent();
        // The copy records before it has a connection, and takes one back.
        test::ChaosProxy proxy{1, {}};
        Sitting second{laptop_dir.file("second"), here(proxy.port)};
        for (std::int64_t i = 201; i <= 203; ++i) second.press(Kind::tap, i);
        second.press(Kind::undo, 204);
        proxy.lead_to(server->port);
        second.wait_until_all_sent();
        second.press(Kind::tap, 205);
        second.wait_until_all_sent();
    }
    server.reset();
    auto moments = moments_in(dir);
    std::sort(moments.begin(), moments.end());
    std::vector<std::int64_t> wanted = counted(5);
    for (std::int64_t i = 101; i <= 110; ++i) wanted.push_back(i);
    for (const std::int64_t i : {201, 202, 203, 205}) wanted.push_back(i);
    CHECK(moments == wanted);
    const auto voided = test::bodies_in<ReadingVoided>(dir);
    REQUIRE(voided.size() == 1);
    for (const ReadingTaken& taken : test::bodies_in<ReadingTaken>(dir)) {
        if (taken.reading.epoch == voided[0].reading.epoch && taken.reading.seq == voided[0].reading.seq)
            CHECK(taken.reading.device_time->us == 203);
    }
}

TEST_CASE("Two windows with one token both record, each under its own epoch", "[timing][laptop]") {
    const test::TempDir dir, laptop_dir;
    (void)test::small_meet(dir);
    {
        const test::LiveServer server{dir.file("")};
        Sitting first{laptop_dir.file("first"), here(server.port)};
        Sitting second{laptop_dir.file("second"), here(server.port)};
        for (std::int64_t i = 1; i <= 20; ++i) (i % 2 ? first : second).press(Kind::tap, i);
        first.wait_until_all_sent();
        second.wait_until_all_sent();
    }
    auto moments = moments_in(dir);
    std::sort(moments.begin(), moments.end());
    CHECK(moments == counted(20));
}

TEST_CASE("A window whose folder another one has watches, says why it does not record, and keeps what is pressed",
          "[timing][laptop]") {
    const test::TempDir dir, laptop_dir;
    (void)test::small_meet(dir);
    const test::LiveServer server{dir.file("")};
    Sitting first{laptop_dir.file("own"), here(server.port)};
    Sitting second{laptop_dir.file("own"), here(server.port)};
    CHECK(second->station()->trouble.find("another window") != std::string::npos);
    REQUIRE(second->push({Kind::tap, 1, 1, {}, {}}));
    first.press(Kind::tap, 1);
    second.wait_until([&] { return second->replica()->snapshot && second->replica()->snapshot->totals.readings == 1; });
}

TEST_CASE("The replica follows the server's journal, over breaks and a restart", "[timing][laptop]") {
    const test::TempDir dir, laptop_dir;
    (void)test::small_meet(dir);
    test::ChaosProxy proxy{7, {30, 30, 200}};
    std::optional<test::LiveServer> server{std::in_place, dir.file("")};
    proxy.lead_to(server->port);
    std::shared_ptr<const ReplicaPicture> picture;
    {
        Sitting laptop{laptop_dir.file("own"), here(proxy.port)};
        Sitting onlooker{"", here(proxy.port), "director-1"};
        for (std::int64_t i = 1; i <= 100; ++i) {
            laptop.press(i % 2 ? Kind::tap : Kind::bib, i, i % 2 ? "" : "2");
            if (i != 50) continue;
            server.reset();
            server.emplace(dir.file(""));
            proxy.lead_to(server->port);
        }
        proxy.calm();
        laptop.wait_until_all_sent();
        onlooker.wait_until([&] {
            const auto seen = onlooker->replica();
            return seen->snapshot && seen->snapshot->totals.readings == 100;
        });
        picture = onlooker->replica();
        CHECK(picture->state == ReplicaPicture::State::following);
    }
    server.reset();
    State state;
    for (const Entry& entry : test::facts_in(dir)) {
        if (entry.seq <= picture->seq) apply(state, entry.seq, entry.fact);
    }
    CHECK(to_bytes(*picture->snapshot) == to_bytes(*Deriver{}.derive(state)));
}

TEST_CASE("Another server in the same place is seen as another meet", "[timing][laptop]") {
    const test::TempDir one, other, laptop_dir;
    (void)test::small_meet(one);
    {
        auto meet = test::small_meet(other);
        Team third;
        third.name = "Jefferson";
        REQUIRE(meet.record({{test::kNow, "test", {}, TeamSaved{TeamId{2u}, third}}}));
    }
    test::ChaosProxy proxy{1, {}};
    std::optional<test::LiveServer> server{std::in_place, one.file("")};
    proxy.lead_to(server->port);
    Sitting laptop{"", here(proxy.port)};
    laptop.wait_until([&] { return laptop->replica()->snapshot && laptop->replica()->snapshot->totals.teams == 2; });
    server.reset();
    server.emplace(other.file(""));
    proxy.lead_to(server->port);
    laptop.wait_until([&] { return laptop->replica()->snapshot->totals.teams == 3; });
    CHECK(laptop->replica()->state == ReplicaPicture::State::following);
}

TEST_CASE("Over TLS the laptop knows its server by the token, and tells no other one who it is", "[timing][laptop]") {
    const test::TempDir dir, elsewhere;
    (void)test::small_meet(dir);
    (void)test::small_meet(elsewhere);
    const auto certificate = ensure_certificate(dir.file(""));
    const auto foreign = ensure_certificate(elsewhere.file(""));
    REQUIRE(certificate);
    REQUIRE(foreign);
    ServerOptions options, foreign_options;
    options.certificate = *certificate;
    foreign_options.certificate = *foreign;
    const test::LiveServer server{dir.file(""), options};
    const test::LiveServer stranger{elsewhere.file(""), foreign_options};
    const std::string token = join_token("finish-1", certificate->fingerprint);
    Sitting laptop{"", {"127.0.0.1", server.port, true}, token};
    laptop.wait_until([&] { return laptop->link()->state == LinkPicture::State::live; });
    CHECK(laptop->link()->device == "finish-1");
    Sitting fooled{"", {"127.0.0.1", stranger.port, true}, token};
    fooled.wait_until([&] { return fooled->link()->state == LinkPicture::State::refused; });
    CHECK(fooled->link()->sentence.find("another server answers there") != std::string::npos);
    Sitting half{"", {"127.0.0.1", server.port, true}, "finish-1"};
    half.wait_until([&] { return half->link()->state == LinkPicture::State::refused; });
    CHECK(half->link()->sentence.find("not whole") != std::string::npos);
}

TEST_CASE("Two thousand readings that wait are on the server soon after the connection is back", "[timing][laptop]") {
    const test::TempDir dir, laptop_dir;
    (void)test::small_meet(dir);
    test::ChaosProxy proxy{1, {}};
    {
        Station station{door_to_folder(laptop_dir.file("own")), {"boot-1"}};
        station.start({});
        for (std::int64_t i = 1; i <= 2000; ++i) REQUIRE(station.push({Kind::tap, i, i, {}, {}}));
    }  // All of it is written.
    const test::LiveServer server{dir.file("")};
    Sitting laptop{laptop_dir.file("own"), here(proxy.port)};
    laptop.wait_until([&] { return laptop->link()->state == LinkPicture::State::lost; });
    CHECK(laptop->unsent() == 2000);
    const auto began = std::chrono::steady_clock::now();
    proxy.lead_to(server.port);
    laptop.wait_until_all_sent();
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    INFO("2,000 readings were on the server after " << took.count() << " ms");
    CHECK(took < 2s);
}

TEST_CASE("A laptop that is started anew without a server has the last picture, its age and who it is",
          "[timing][laptop]") {
    const test::TempDir dir, laptop_dir;
    (void)test::small_meet(dir);
    test::ManualClock clock;
    Seq seen = 0;
    {
        const test::LiveServer server{dir.file("")};
        Sitting laptop{laptop_dir.file("own"), here(server.port), "finish-1", &clock};
        laptop.wait_until([&] { return laptop->link()->offset_us.has_value(); });
        laptop.press(Kind::tap, 1);
        laptop.wait_until_all_sent();
        laptop.wait_until([&] {
            const auto seen_now = laptop->replica();
            return seen_now->snapshot && seen_now->snapshot->totals.readings == 1;
        });
        seen = laptop->replica()->seq;
    }
    clock.advance(34 * 60'000'000LL);
    test::ChaosProxy nobody{1, {}};
    {
        Sitting laptop{laptop_dir.file("own"), here(nobody.port), "finish-1", &clock};
        laptop.wait_until([&] { return laptop->replica()->snapshot != nullptr; });
        const auto picture = laptop->replica();
        CHECK(picture->seq == seen);
        CHECK(picture->snapshot->heats.size() == 1);
        CHECK(clock.boottime_us() - picture->heard_us == 34 * 60'000'000LL);
        CHECK(picture->offset_before_us);
        REQUIRE(picture->self);
        CHECK(picture->self->device == "finish-1");
        CHECK(picture->self->role == Role::timer);
        CHECK(picture->self->line == "finish");
    }
    SECTION("and goes on with the server behind what it has") {
        const test::LiveServer server{dir.file("")};
        Sitting laptop{laptop_dir.file("own"), here(server.port), "finish-1", &clock};
        laptop.press(Kind::tap, 2);
        laptop.wait_until([&] {
            const auto now = laptop->replica();
            return now->snapshot && now->snapshot->totals.readings == 2;
        });
    }
    SECTION("and a token of another meet gets nothing of it") {
        Sitting laptop{laptop_dir.file("own"), here(nobody.port), "some-other-token", &clock};
        laptop.wait_until([&] { return laptop->link()->state == LinkPicture::State::lost; });
        CHECK(laptop->replica()->snapshot == nullptr);
    }
}
