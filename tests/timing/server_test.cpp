// The server from outside: its bounds and deadlines, and how it stops.

#include "timing/server.h"

#include <catch2/catch.hpp>

#include "tests/timing/net/running.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::RawClient;
using heatline::test::request;
using heatline::test::Running;
using namespace std::chrono_literals;

TEST_CASE("One connection carries many requests, one after the other", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    for (std::uint64_t seq = 1; seq <= 20; ++seq) {
        const auto posted = client.ask(test::post(test::tap_line(seq)));
        REQUIRE(posted);
        CHECK(posted->result_int() == 200);
        const auto meet = client.ask(request("GET /api/v1/meet", "finish-1"));
        REQUIRE(meet);
        CHECK(test::object_of(meet->body()).at("readings").to_number<std::uint64_t>() == seq);
    }
    CHECK(server.stop());
    CHECK(test::bodies_in<ReadingTaken>(server.dir).size() == 20);
}

TEST_CASE("Requests sent without waiting are answered in their order", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    std::string all;
    for (std::uint64_t seq = 1; seq <= 50; ++seq) all += test::post(test::tap_line(seq)) + request("GET /healthz");
    REQUIRE(client.send(all));
    for (std::uint64_t seq = 1; seq <= 50; ++seq) {
        const auto posted = client.read();
        REQUIRE(posted);
        CHECK(test::object_of(posted->body()).at("durable_through").as_object().at("").to_number<std::uint64_t>() ==
              seq);
        const auto health = client.read();
        REQUIRE(health);
        CHECK(test::object_of(health->body()).at("meet").as_string() == "Spring \"Mile\"");
    }
}

TEST_CASE("A request in pieces is a request, and so is one without a known length", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    for (const char c : test::post(test::tap_line(1))) REQUIRE(client.send({&c, 1}));
    CHECK(client.read()->result_int() == 200);
    const std::string line = test::tap_line(2);
    char length[16];
    std::snprintf(length, sizeof length, "%zx", line.size());
    const auto chunked = client.ask(
        "POST /api/v1/readings HTTP/1.1\r\nAuthorization: Bearer finish-1\r\nTransfer-Encoding: chunked\r\n\r\n" +
        std::string{length} + "\r\n" + line + "\r\n0\r\n\r\n");
    REQUIRE(chunked);
    CHECK(test::object_of(chunked->body()).at("accepted").to_number<int>() == 1);

    const std::string third = test::tap_line(3);
    const auto go_on = client.ask(
        "POST /api/v1/readings HTTP/1.1\r\nAuthorization: Bearer finish-1\r\nExpect: 100-continue\r\nContent-Length: " +
        std::to_string(third.size()) + "\r\n\r\n");
    REQUIRE(go_on);
    CHECK(go_on->result_int() == 100);
    CHECK(client.ask(third)->result_int() == 200);
}

TEST_CASE("Who asks for no keep-alive gets the answer and the end", "[timing][server]") {
    Running server;
    RawClient close = server.connect();
    CHECK(close.ask("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n")->result_int() == 200);
    CHECK(close.is_closed());
    RawClient old = server.connect();
    CHECK(old.ask("GET /healthz HTTP/1.0\r\n\r\n")->result_int() == 200);
    CHECK(old.is_closed());
}

TEST_CASE("A body over 1 MiB is refused with a sentence, and others go on", "[timing][server]") {
    Running server;
    RawClient other = server.connect();
    CHECK(other.ask(request("GET /healthz"))->result_int() == 200);
    const std::string most(1024 * 1024, '\n');

    RawClient announced = server.connect();
    announced.send(test::post(most + "\n"));
    const auto refused = announced.read();
    REQUIRE(refused);
    CHECK(refused->result_int() == 413);
    CHECK(test::code_of(*refused) == "E_LENGTH");
    CHECK(announced.is_closed());

    RawClient chunked = server.connect();
    chunked.send(
        "POST /api/v1/readings HTTP/1.1\r\nAuthorization: Bearer finish-1\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 20; ++i) chunked.send("10000\r\n" + std::string(0x10000, '\n') + "\r\n");
    const auto refused_late = chunked.read();
    REQUIRE(refused_late);
    CHECK(refused_late->result_int() == 413);

    RawClient full = server.connect();
    const auto taken = full.ask(test::post(most));
    REQUIRE(taken);
    CHECK(taken->result_int() == 200);
    CHECK(other.ask(request("GET /healthz"))->result_int() == 200);
}

TEST_CASE("A header over 8 KiB is refused with a sentence", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    CHECK(client.ask(request("GET /healthz?" + std::string(7000, 'x')))->result_int() == 200);
    client.send(request("GET /healthz", std::string(200'000, 'x')));
    const auto refused = client.read();
    REQUIRE(refused);
    CHECK(refused->result_int() == 431);
    CHECK(test::code_of(*refused) == "E_LENGTH");
    CHECK(client.is_closed());
}

TEST_CASE("What is no HTTP gets a sentence or an end, and nobody else feels it", "[timing][server]") {
    Running server;
    RawClient steady = server.connect();
    for (const std::string& bytes :
         {std::string{"hello\r\n\r\n"}, std::string{"GET\r\n\r\n"}, std::string{"GET / HTTP/9.9\r\n\r\n"},
          std::string{"POST /api/v1/readings HTTP/1.1\r\nContent-Length: many\r\n\r\n"},
          std::string{"POST /api/v1/readings HTTP/1.1\r\nContent-Length: -1\r\n\r\n"},
          std::string{"GET /healthz HTTP/1.1\r\nno colon\r\n\r\n"},
          std::string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11}, std::string(64, '\0'),
          std::string{"GET /\x01 HTTP/1.1\r\n\r\n"}}) {
        CAPTURE(bytes);
        RawClient client = server.connect();
        client.send(bytes);
        const auto response = client.read();
        REQUIRE(response);
        CHECK(response->result_int() == 400);
        CHECK(test::code_of(*response) == "E_HTTP");
        CHECK(client.is_closed());
        CHECK(steady.ask(request("GET /healthz"))->result_int() == 200);
    }
}

TEST_CASE("A slow sender and one who says nothing are cut off without an answer", "[timing][server]") {
    limits::ServerBounds bounds;
    bounds.request = 30ms;
    bounds.idle = 30ms;
    Running server{bounds};
    RawClient silent = server.connect();
    RawClient half_header = server.connect();
    half_header.send("GET /healthz HTT");
    RawClient half_body = server.connect();
    half_body.send("POST /api/v1/readings HTTP/1.1\r\nAuthorization: Bearer finish-1\r\nContent-Length: 100\r\n\r\n" +
                   test::tap_line(1));
    CHECK(silent.is_closed());
    CHECK(half_header.is_closed());
    CHECK(half_body.is_closed());
    CHECK(server.connect().ask(request("GET /healthz"))->result_int() == 200);
    CHECK(server.stop());
    CHECK(test::bodies_in<ReadingTaken>(server.dir).empty());
}

TEST_CASE("A connection beyond the bound is closed at once, devices go on, and one that ends makes room",
          "[timing][server]") {
    limits::ServerBounds bounds;
    bounds.connections = 2;
    Running server{bounds};
    std::optional<RawClient> first{server.port};
    RawClient second = server.connect();
    REQUIRE(first->ask(request("GET /api/v1/time", "finish-1")));
    REQUIRE(second.ask(request("GET /api/v1/time", "finish-1")));
    CHECK(server.connect().is_closed());
    CHECK(first->ask(request("GET /healthz"))->result_int() == 200);
    CHECK(second.ask(request("GET /healthz"))->result_int() == 200);
    first.reset();
    while (!server.connect().ask(request("GET /healthz"))) {}
}

TEST_CASE("Many strangers keep no device out, neither one that is there nor one that comes", "[timing][server]") {
    limits::ServerBounds bounds;
    bounds.connections = 20;
    bounds.strangers = 10;
    Running server{bounds};
    RawClient device = server.connect();
    REQUIRE(device.ask(test::post(test::tap_line(1))));
    std::vector<std::unique_ptr<RawClient>> strangers;
    for (std::uint64_t seq = 2; seq < 100; ++seq) {
        strangers.push_back(std::make_unique<RawClient>(server.port));
        CHECK(device.ask(test::post(test::tap_line(seq)))->result_int() == 200);
    }
    CHECK(strangers.front()->is_closed());
    CHECK(server.connect().ask(test::post(test::tap_line(100)))->result_int() == 200);
}

TEST_CASE("Who does not take an answer is cut off, and makes room for others", "[timing][server]") {
    limits::ServerBounds bounds;
    bounds.connections = 1;
    bounds.answer = 30ms;
    Running server{bounds};
    RawClient deaf = server.connect();
    REQUIRE(deaf.send(request("GET /api/v1/ledger", "staff-1")));
    while (!server.connect().ask(request("GET /healthz"))) {}
    CHECK_FALSE(deaf.read());
}

TEST_CASE("What breaks within one request ends that connection and no other", "[timing][server]") {
    Running server;
    RawClient steady = server.connect();
    REQUIRE(steady.ask(request("GET /healthz")));
    RawClient client = server.connect();
    REQUIRE(client.send(request("GET /api/v1/grants", "staff-1")));
    CHECK(client.is_closed());
    CHECK(steady.ask(request("GET /healthz"))->result_int() == 200);
    const auto problems = server.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().find("the grants broke") != std::string::npos);
    CHECK(server.stop());
}

TEST_CASE("A stop answers what is under way, makes it durable, and closes the rest", "[timing][server]") {
    Running server;
    RawClient idle = server.connect();
    REQUIRE(idle.ask(request("GET /healthz")));
    server.gate.close();
    RawClient busy = server.connect();
    REQUIRE(busy.send(test::post(test::tap_line(1)) + test::post(test::tap_line(2))));
    server.gate.wait_for_somebody();
    server.request_stop();
    CHECK(idle.is_closed());  // By now the stop has begun.
    server.gate.open();
    const auto answer = busy.read();
    REQUIRE(answer);
    CHECK(answer->result_int() == 200);
    CHECK_FALSE(answer->keep_alive());
    CHECK_FALSE(busy.read());
    CHECK(server.wait());
    CHECK(server.stop());
    CHECK(test::bodies_in<ReadingTaken>(server.dir).size() == 1);
}

TEST_CASE("A stop does not wait for ever for an answer", "[timing][server]") {
    limits::ServerBounds bounds;
    bounds.stop = 20ms;
    Running server{bounds};
    server.gate.close();
    RawClient busy = server.connect();
    REQUIRE(busy.send(test::post(test::tap_line(1))));
    server.gate.wait_for_somebody();
    RawClient reader = server.connect();
    REQUIRE(reader.send(request("GET /api/v1/meet", "finish-1")));
    server.request_stop();
    CHECK(busy.is_closed());
    CHECK(reader.is_closed());
    server.gate.open();
    CHECK(server.stop());
    CHECK(test::bodies_in<ReadingTaken>(server.dir).size() == 1);  // What was accepted is made durable all the same.
}

TEST_CASE("A server that is told to stop before it runs stops at once", "[timing][server]") {
    const test::TempDir dir;
    ServerOptions options;
    options.port = 0;
    options.stop_on_signals = false;
    options.doors = test::plain_doors();
    auto server = Server::make(test::small_meet(dir), std::move(options));
    REQUIRE(server);
    (*server)->request_stop();
    (*server)->request_stop();
    CHECK((*server)->run());
}

TEST_CASE("When the journal fails, who waits hears of it and the server ends", "[timing][server]") {
    Running server;
    server.gate.close();
    RawClient client = server.connect();
    REQUIRE(client.send(test::post(test::tap_line(1))));
    server.gate.wait_for_somebody();
    RawClient director = server.connect();
    REQUIRE(director.send(request("GET /api/v1/journal", "director-1")));
    server.gate.break_disk();
    server.gate.open();
    const auto answer = client.read();
    REQUIRE(answer);
    CHECK(answer->result_int() == 503);
    CHECK(test::code_of(*answer) == "E_JOURNAL");
    CHECK_FALSE(server.wait());
    CHECK(server.problems() == std::vector<std::string>{"journal.db: the disk is full; make room"});
    CHECK_FALSE(server.stop());
    CHECK(test::bodies_in<ReadingTaken>(server.dir).empty());
}

TEST_CASE("A port that is taken and an address that is none are told in one line", "[timing][server]") {
    const auto make = [](const std::string& host, std::uint16_t port) {
        const test::TempDir dir;
        ServerOptions options;
        options.host = host;
        options.port = port;
        options.doors = test::plain_doors();
        auto server = Server::make(test::small_meet(dir), std::move(options));
        REQUIRE_FALSE(server);
        return server.error();
    };
    Running server;
    const MeetProblem taken = make("127.0.0.1", server.port);
    CHECK(taken.kind == MeetProblem::Kind::in_use);
    CHECK(taken.what == "cannot listen on 127.0.0.1:" + std::to_string(server.port) +
                            ": another program uses the port; stop it, or choose another with --listen");
    CHECK(make("the moon", 0).kind == MeetProblem::Kind::failed);
    CHECK(make("203.0.113.1", 0).kind == MeetProblem::Kind::failed);
    CHECK(make("", 0).what.find('\n') == std::string::npos);
}

TEST_CASE("Two servers never share a meet, and a stopped one lets it go", "[timing][server]") {
    Running server;
    const auto second = MeetFolder::open(server.dir.file(""));
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == MeetProblem::Kind::in_use);
    CHECK(server.stop());
    CHECK(MeetFolder::open(server.dir.file("")));
}
