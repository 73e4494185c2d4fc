// A laptop that speaks to a running server: readings, take-backs, clocks, commands, and every way it ends.

#include "timing/net/station_session.h"

#include "tests/timing/net/station_world.h"
#include "timing/certificate.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::hear_durable;
using heatline::test::hello;
using heatline::test::Running;
using heatline::test::StationClient;
using heatline::test::StationWorld;
using heatline::test::typed_taps;
using namespace std::chrono_literals;

namespace {

// A laptop that has been welcomed.
struct Laptop : StationClient {
    Laptop(const Running& server, const std::string& token, const message::Hello& said = hello())
        : StationClient{server.port, token} {
        say(said);
        const auto heard = hear<message::Welcome>();
        REQUIRE(heard);
        welcome = *heard;
    }
    message::Welcome welcome;
};

}  // namespace

TEST_CASE("A laptop is welcomed with who it is and what the server holds", "[timing][net][station]") {
    Running server{test::patient()};
    Laptop timer{server, "finish-1"};
    CHECK(timer.welcome.version == 1);
    CHECK(timer.welcome.device == "finish-1");
    CHECK(timer.welcome.role == "timer");
    CHECK(timer.welcome.line == "finish");
    CHECK(timer.welcome.durable_through == 0);
    CHECK_FALSE(timer.welcome.facts_from);

    message::Hello newer = hello("");
    newer.version = 7;
    Laptop tent{server, "tent-1", newer};
    CHECK(tent.welcome.version == 1);
    CHECK(tent.welcome.tent == "Lincoln");
}

TEST_CASE("Who has no good token is no station", "[timing][net][station]") {
    Running server{test::patient()};
    CHECK(StationClient(server.port, "").status == 401);
    CHECK(StationClient(server.port, "nobody").status == 401);
    const auto plain = server.connect().ask(test::request("GET /api/v1/station", "finish-1"));
    REQUIRE(plain);
    CHECK(plain->result_int() == 426);
    CHECK(test::code_of(*plain) == "E_UPGRADE");
}

TEST_CASE("Readings are answered once they are durable, and are the journal's with what the device said",
          "[timing][net][station]") {
    StationWorld world;
    Running server{test::patient(), world.options()};
    {
        Laptop laptop{server, "finish-1"};
        laptop.clock = [&] { return world.device_us(); };
        REQUIRE(laptop.hear<message::Probe>());  // And answered: the clock is known now, to the microsecond.
        laptop.say(
            message::Readings{1, {test::timed_tap(world.device_us()), test::timed_tap(world.device_us() - 1'000'000)}});
        REQUIRE(hear_durable(laptop, 2));
    }
    server.stop();
    const auto taken = test::bodies_in<ReadingTaken>(server.dir);
    REQUIRE(taken.size() == 2);
    CHECK(taken[0].reading.epoch == "e1");
    CHECK(taken[0].reading.seq == 1);
    CHECK(taken[0].reading.at == test::kNow);
    CHECK(taken[0].reading.device_time->boot == "laptop-boot");
    CHECK(taken[0].reading.device_time->us == 50'000'000);
    CHECK(taken[0].reading.device_time->bound_us == 0);
    CHECK(taken[0].reading.sent == test::timed_tap(50'000'000));
    CHECK(taken[1].reading.at == test::kNow - seconds(1));
    CHECK(taken[1].reading.device_time->bound_us == 100);  // A second older than the probe.
}

TEST_CASE("Nothing is answered before it is durable", "[timing][net][station]") {
    Running server{test::patient()};
    Laptop laptop{server, "finish-1"};
    server.gate.close();
    laptop.say(typed_taps(1, 3));
    server.gate.wait_for_somebody();
    // Eight probes at the beginning: none of what comes before the gate opens is an answer.
    for (int probes = 0; probes < 8; ++probes) {
        const auto frame = laptop.next();
        REQUIRE(frame);
        CHECK(frame->bytes.find("\"probe\"") != std::string::npos);
    }
    server.gate.open();
    REQUIRE(hear_durable(laptop, 3));
}

TEST_CASE("A server's wall clock that jumps an hour moves no receipt of what stations send", "[timing][net][station]") {
    StationWorld world;
    Running server{test::patient(), world.options()};
    {
        Laptop laptop{server, "finish-1"};
        world.machine.jump(3'600'000'000);
        laptop.say(typed_taps(1, 1));
        REQUIRE(hear_durable(laptop, 1));
        laptop.say(message::TakeBack{"e1-u2", "e1", 1, true});
        REQUIRE(laptop.hear<message::TakenBack>());
    }
    server.stop();
    const auto facts = test::facts_in(server.dir);
    REQUIRE(facts.size() > 2);
    for (std::size_t i = facts.size() - 2; i < facts.size(); ++i) CHECK(facts[i].fact.at == test::kNow);
}

TEST_CASE("A reading whose clock is not known goes by the wall clock it tells, bound unknown",
          "[timing][net][station]") {
    auto bounds = test::patient();
    bounds.station_sync_wait = 0ms;
    StationWorld world;
    Running server{bounds, world.options()};
    {
        Laptop laptop{server, "finish-1"};  // Answers no probe.
        laptop.say(message::Readings{1, {test::timed_tap(7, test::kNow.us - 3'000'000)}});
        REQUIRE(hear_durable(laptop, 1));
    }
    server.stop();
    const auto taken = test::bodies_in<ReadingTaken>(server.dir);
    REQUIRE(taken.size() == 1);
    CHECK(taken[0].reading.at == test::kNow - seconds(3));
    CHECK_FALSE(taken[0].reading.device_time->bound_us);
}

TEST_CASE("Readings wait for the first answered probe of their clock", "[timing][net][station]") {
    auto bounds = test::patient();
    bounds.station_sync_wait = 10min;
    StationWorld world;
    Running server{bounds, world.options()};
    {
        Laptop laptop{server, "finish-1"};
        laptop.say(message::Readings{1, {test::timed_tap(world.device_us(), 5)}});
        REQUIRE(laptop.hear<message::Probe>());
        laptop.clock = [&] { return world.device_us(); };
        REQUIRE(hear_durable(laptop, 1));
    }
    server.stop();
    CHECK(test::bodies_in<ReadingTaken>(server.dir).at(0).reading.at == test::kNow);
}

TEST_CASE("What was not answered is sent again after any break, and is there once", "[timing][net][station]") {
    Running server{test::patient()};
    {
        Laptop laptop{server, "finish-1"};
        laptop.say(typed_taps(1, 5));
        REQUIRE(hear_durable(laptop, 5));
        laptop.say(typed_taps(6, 9));
        laptop.leave();
    }
    Laptop again{server, "finish-1"};
    CHECK(again.welcome.durable_through >= 5);
    again.say(typed_taps(4, 12));  // Some of them for the second or third time.
    REQUIRE(hear_durable(again, 12));
    again.leave();
    server.stop();
    const auto taken = test::bodies_in<ReadingTaken>(server.dir);
    REQUIRE(taken.size() == 12);
    for (std::size_t i = 0; i < taken.size(); ++i) CHECK(taken[i].reading.seq == i + 1);
}

TEST_CASE("A gap, another content and what the role may not are refused with what to do", "[timing][net][station]") {
    Running server{test::patient()};
    Laptop laptop{server, "finish-1"};
    laptop.say(typed_taps(1, 3));
    REQUIRE(hear_durable(laptop, 3));

    laptop.say(typed_taps(6, 7));
    const auto gap = laptop.hear<message::Refused>();
    REQUIRE(gap);
    CHECK(gap->code == "E_GAP");
    CHECK(gap->want == 4);

    laptop.say(message::Readings{2, {test::typed_tap(99), test::typed_tap(3)}});
    const auto conflict = laptop.hear<message::Refused>();
    REQUIRE(conflict);
    CHECK(conflict->code == "E_CONFLICT");

    // What was on its way behind the conflict is not taken under numbers that are another's.
    laptop.say(typed_taps(4, 4));

    // In a new epoch everything that was not held goes in.
    laptop.leave();
    Laptop again{server, "finish-1"};
    CHECK(again.welcome.durable_through == 3);
    again.leave();
    Laptop renewed{server, "finish-1", hello("e2")};
    CHECK(renewed.welcome.durable_through == 0);
    renewed.say(message::Readings{1, {test::typed_tap(99)}});
    REQUIRE(hear_durable(renewed, 1));

    Laptop marshal{server, "marshal-1"};
    marshal.say(typed_taps(1, 1));
    const auto role = marshal.hear<message::Refused>();
    REQUIRE(role);
    CHECK(role->code == "E_ROLE");
}

TEST_CASE("A reading that cannot be understood is kept under its number, and its sender is told",
          "[timing][net][station]") {
    Running server{test::patient()};
    {
        Laptop laptop{server, "finish-1"};
        laptop.say(message::Readings{1, {R"({"kind":"nonsense"})", R"({"kind":"tap"})", test::typed_tap(3)}});
        const auto durable = laptop.hear<message::Durable>();
        REQUIRE(durable);
        CHECK(durable->through == 3);
        REQUIRE(durable->problems.size() == 2);
        CHECK(durable->problems[0].seq == 1);
        CHECK(durable->problems[0].code == "E_KIND");
        CHECK(durable->problems[1].code == "E_FIELD");
        laptop.say(message::Readings{1, {R"({"kind":"nonsense"})"}});  // A duplicate is told once.
        const auto again = laptop.hear<message::Durable>();
        REQUIRE(again);
        CHECK(again->problems.empty());
    }
    server.stop();
    CHECK(test::bodies_in<ReadingQuarantined>(server.dir).size() == 2);
    CHECK(test::bodies_in<ReadingTaken>(server.dir).size() == 1);
}

TEST_CASE("At most 256 readings are on their way at once", "[timing][net][station]") {
    Running server{test::patient()};
    Laptop laptop{server, "finish-1"};
    laptop.say(typed_taps(1, 200));
    laptop.say(typed_taps(201, 256));
    REQUIRE(hear_durable(laptop, 256));
    laptop.say(typed_taps(257, 512));
    REQUIRE(hear_durable(laptop, 512));

    server.gate.close();
    laptop.say(typed_taps(513, 768));
    laptop.say(typed_taps(769, 769));
    const auto end = laptop.hear<message::End>();
    REQUIRE(end);
    CHECK(end->code == "protocol");
    CHECK_FALSE(laptop.next());
    CHECK(laptop.close_code == 1002);
}

TEST_CASE("A station takes its own readings back, and restores them, once for each id", "[timing][net][station]") {
    Running server{test::patient()};
    {
        Laptop laptop{server, "finish-1"};
        const auto taken_back = [&](const message::TakeBack& sent) {
            laptop.say(sent);
            const auto said = laptop.hear<message::TakenBack>();
            REQUIRE(said);
            CHECK(said->id == sent.id);
            return said->error;
        };
        laptop.say(typed_taps(1, 2));
        CHECK(taken_back({"u1", "e1", 2, true}).empty());  // At once behind its reading.
        CHECK(taken_back({"u1", "e1", 2, true}).empty());
        CHECK(taken_back({"u2", "e1", 2, false}).empty());
        CHECK_FALSE(taken_back({"u3", "e1", 9, true}).empty());
        CHECK_FALSE(taken_back({"u4", "e1", 2, false}).empty());

        Laptop other{server, "staff-1"};
        other.say(message::TakeBack{"u5", "e1", 2, true});  // Another device's reading.
        const auto said = other.hear<message::TakenBack>();
        REQUIRE(said);
        CHECK_FALSE(said->error.empty());
    }
    server.stop();
    CHECK(test::bodies_in<ReadingVoided>(server.dir).size() == 1);
    CHECK(test::bodies_in<ReadingRestored>(server.dir).size() == 1);
}

TEST_CASE("Commands are answered as over HTTP, for those who may give them", "[timing][net][station]") {
    Running server{test::patient()};
    Laptop staff{server, "staff-1"};
    staff.say(message::Command{5, R"({"command":"hold","reason":"rain","id":"c1"})"});
    const auto held = staff.hear<message::CommandAnswer>();
    REQUIRE(held);
    CHECK(held->ask == 5);
    CHECK(held->status == 200);
    CHECK(test::object_of(held->body).contains("durable_seq"));

    staff.say(message::Command{6, R"({"command":"nonsense"})"});
    CHECK(staff.hear<message::CommandAnswer>()->status == 400);

    Laptop timer{server, "finish-1"};
    timer.say(message::Command{7, R"({"command":"resume","minutes":0})"});
    const auto refused = timer.hear<message::CommandAnswer>();
    REQUIRE(refused);
    CHECK(refused->status == 403);
    CHECK(test::object_of(refused->body).at("code") == "E_ROLE");
}

TEST_CASE("What is no message of a station's ends its connection with a sentence", "[timing][net][station]") {
    Running server{test::patient()};
    const auto ends_after = [&](const std::string& text, bool binary) {
        Laptop laptop{server, "finish-1"};
        laptop.say_text(text, binary);
        const auto end = laptop.hear<message::End>();
        REQUIRE(end);
        CHECK_FALSE(end->text.empty());
        CHECK_FALSE(laptop.next());
        CHECK(laptop.close_code == 1002);
        return end->code;
    };
    CHECK(ends_after("nonsense", false) == "protocol");
    CHECK(ends_after(R"({"type":"nonsense"})", false) == "protocol");
    CHECK(ends_after(to_text(message::End{"stop", "x"}), false) == "protocol");
    CHECK(ends_after(to_text(hello()), false) == "protocol");
    CHECK(ends_after("bytes", true) == "protocol");

    StationClient silent{server.port, "finish-1"};
    silent.say(message::Health{});
    const auto end = silent.hear<message::End>();
    REQUIRE(end);
    CHECK(end->code == "protocol");

    // What later versions send is stepped over.
    Laptop later{server, "finish-1"};
    later.say_text(R"({"type":"x-mood","good":true})");
    later.say(typed_taps(1, 1));
    CHECK(hear_durable(later, 1));
}

TEST_CASE("A message that is too long ends its connection, and no other", "[timing][net][station]") {
    Running server{test::patient()};
    Laptop other{server, "staff-1"};
    Laptop laptop{server, "finish-1"};
    laptop.say_text(R"({"type":"x-long","x":")" + std::string(1024 * 1024, 'x') + "\"}");
    CHECK_FALSE(laptop.hear<message::End>());
    CHECK(laptop.close_code == 1009);
    other.say(typed_taps(1, 1));
    CHECK(hear_durable(other, 1));
}

TEST_CASE("A token that is revoked ends its connections", "[timing][net][station]") {
    auto bounds = test::patient();
    bounds.station_tick = 5ms;
    Running server{bounds};
    Laptop laptop{server, "finish-1"};
    test::record(server, DeviceRevoked{DeviceId{0u}});
    const auto end = laptop.hear<message::End>();
    REQUIRE(end);
    CHECK(end->code == "revoked");
    CHECK(StationClient(server.port, "finish-1").status == 401);
}

TEST_CASE("Staff, directors and marshals are told how the stations are, two windows of one token show",
          "[timing][net][station]") {
    auto bounds = test::patient();
    bounds.station_tick = 5ms;
    StationWorld world;
    Running server{bounds, world.options()};
    Laptop first{server, "finish-1"};
    first.clock = [&] { return world.device_us(); };
    first.say(message::Health{37, 81, true, "finish", "the disk is nearly full"});
    REQUIRE(first.hear<message::Probe>());
    for (const char* token : {"staff-1", "director-1", "marshal-1"}) {
        Laptop viewer{server, token, hello("")};
        const auto shows = [&](const auto& right) {
            while (const auto list = viewer.hear<message::Stations>()) {
                for (const auto& station : list->stations) {
                    if (station.device == "finish-1" && right(station)) return true;
                }
            }
            return false;
        };
        CHECK(shows([](const auto& s) {
            return s.connected && s.windows == 1 && s.health.unsent == 37 && s.health.battery == 81u &&
                   s.health.charging && s.health.view == "finish" && s.health.trouble == "the disk is nearly full" &&
                   s.offset_us == test::kBehind && s.bound_us == 0;
        }));
        Laptop second{server, "finish-1"};
        CHECK(shows([](const auto& s) { return s.windows == 2; }));
        second.leave();
        CHECK(shows([](const auto& s) { return s.windows == 1; }));
    }
    first.leave();
    Laptop director{server, "director-1", hello("")};
    for (bool gone = false; !gone;) {
        const auto list = director.hear<message::Stations>();
        REQUIRE(list);
        for (const auto& s : list->stations) gone = gone || (s.device == "finish-1" && !s.connected && s.windows == 0);
    }
    CHECK(director.frames.size() > 1);
}

TEST_CASE("Too many windows of one token are told to come back", "[timing][net][station]") {
    Running server{test::patient()};
    std::vector<std::unique_ptr<Laptop>> windows;
    for (std::size_t i = 0; i < limits::kStationsOfAToken; ++i)
        windows.push_back(std::make_unique<Laptop>(server, "finish-1", hello("")));
    StationClient one_more{server.port, "finish-1"};
    one_more.say(hello(""));
    const auto end = one_more.hear<message::End>();
    REQUIRE(end);
    CHECK(end->code == "busy");
    Laptop other{server, "staff-1"};
}

TEST_CASE("Who says nothing is cut off, and so is who takes nothing, the others go on", "[timing][net][station]") {
    auto bounds = test::patient();
    SECTION("silent") {
        bounds.station_silent = 50ms;
        Running server{bounds};
        Laptop laptop{server, "finish-1"};
        while (laptop.next()) continue;
        StationClient no_hello{server.port, "finish-1"};
        CHECK_FALSE(no_hello.next());
    }
    SECTION("not taking") {
        bounds.answer = 100ms;
        bounds.station_tick = 20ms;
        Running server{bounds};
        StationClient deaf{server.port, StationClient::Options{"staff-1", false, 4'096}};
        message::Hello all = test::hello_for_facts();
        deaf.say(all);
        Laptop laptop{server, "finish-1"};
        for (std::uint64_t first = 1; first < 256 * 40; first += 256) {
            laptop.say(typed_taps(first, first + 255));
            REQUIRE(hear_durable(laptop, first + 255));
        }
        // Its connection is closed in the middle of what it did not take.
        Laptop director{server, "director-1", hello("")};
        for (bool gone = false; !gone;) {
            const auto list = director.hear<message::Stations>();
            REQUIRE(list);
            gone = std::any_of(list->stations.begin(), list->stations.end(),
                               [](const auto& s) { return s.device == "staff-1" && !s.connected; });
        }
    }
}

TEST_CASE("A stop and a failed journal are told, and laptops come back", "[timing][net][station]") {
    Running server{test::patient()};
    Laptop laptop{server, "finish-1"};
    SECTION("stop") {
        laptop.say(typed_taps(1, 1));
        REQUIRE(hear_durable(laptop, 1));
        server.request_stop();
        const auto end = laptop.hear<message::End>();
        REQUIRE(end);
        CHECK(end->code == "stop");
        CHECK(server.wait());
    }
    SECTION("failed") {
        server.gate.break_disk();
        laptop.say(typed_taps(1, 1));
        const auto end = laptop.hear<message::End>();
        REQUIRE(end);
        CHECK(end->code == "failed");
        CHECK_FALSE(server.wait());
    }
}

TEST_CASE("A station over TLS is a station", "[timing][net][station][tls]") {
    const test::TempDir dir;
    auto certificate = ensure_certificate(dir.file(""));
    REQUIRE(certificate);
    ServerOptions options;
    options.certificate = *certificate;
    options.plain_on_this_machine = false;
    Running server{test::patient(), std::move(options)};
    StationClient laptop{server.port, StationClient::Options{"finish-1", true, 0}};
    REQUIRE(laptop.connected);
    laptop.say(hello());
    REQUIRE(laptop.hear<message::Welcome>());
    laptop.say(typed_taps(1, 256));
    CHECK(hear_durable(laptop, 256));
    // In the open there is none.
    CHECK(StationClient(server.port, "finish-1").status == 403);
}
