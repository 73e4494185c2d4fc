// The server from outside: its bounds and deadlines, what it answers, and how it stops.

#include "timing/server.h"

#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "tests/timing/net/raw_client.h"
#include "tests/timing/net/world.h"
#include "timing/journal/fact_json.h"
#include "timing/net/api.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::RawClient;
using heatline::test::request;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kHugeAnswer = 64 * 1024 * 1024;  // More than sockets hold on their way.

// Doors that answer with a little of what they were asked.
Doors plain_doors() {
    Doors doors;
    doors.now = [] { return test::kNow; };
    doors.meet_json = [](const Snapshot& snapshot, Seq durable) {
        return "{\"readings\":" + std::to_string(snapshot.totals.readings) + ",\"durable_seq\":" + std::to_string(durable) + "}";
    };
    doors.heats_json = [](const Snapshot&, const Asker& asker) {
        return "{\"role\":" + std::to_string(asker.role ? static_cast<int>(*asker.role) : -1) +
               ",\"team\":" + std::to_string(asker.team ? static_cast<int>(asker.team.index()) : -1) + "}";
    };
    doors.results_json = [](const Snapshot&, const Asker&, HeatId heat) { return heat ? "\"one heat\"" : "\"all heats\""; };
    doors.ledger_json = [](const Snapshot&) { return std::string(kHugeAnswer, ' '); };
    doors.grants_json = [](const Snapshot&) -> std::string { throw std::runtime_error("the grants broke"); };
    doors.rosters.runner = [](const RosterDoor::Columns&) -> Result<RunnerColumns, std::string> { return Error{std::string{"no"}}; };
    doors.rosters.team = [](const RosterDoor::Columns&) -> Result<SaveTeam, std::string> { return Error{std::string{"no"}}; };
    return doors;
}

// A server of small_meet() on a free port, running in a thread of its own.
class Running {
public:
    explicit Running(limits::ServerBounds bounds = {}) {
        ServerOptions options;
        options.port = 0;
        options.stop_on_signals = false;
        options.bounds = bounds;
        options.doors = plain_doors();
        options.on_listening = [this](const std::string&, std::uint16_t at) { listening_.set_value(at); };
        options.on_problem = [this](const std::string& sentence) {
            const std::lock_guard lock{mutex_};
            problems_.push_back(sentence);
        };
        auto made = Server::make(test::gated(test::small_meet(dir), gate), std::move(options));
        CHECK_THAT(made.ok(), "a free port can be had");
        server_ = std::move(made).value();
        thread_ = std::thread([this] { ended_well_ = server_->run(); });
        port = listening_.get_future().get();
    }
    ~Running() {
        gate.open();
        stop();
    }

    RawClient connect() const { return RawClient{port}; }
    void request_stop() { server_->request_stop(); }
    // Waits for the end of run(). What run() returned.
    bool wait() {
        if (thread_.joinable()) thread_.join();
        return ended_well_;
    }
    // Stops, and lets go of the meet.
    bool stop() {
        if (server_) request_stop();
        const bool ended_well = wait();
        server_.reset();
        return ended_well;
    }
    std::vector<std::string> problems() {
        const std::lock_guard lock{mutex_};
        return problems_;
    }

    test::TempDir dir;
    test::Gate gate;
    std::uint16_t port = 0;

private:
    std::promise<std::uint16_t> listening_;
    std::mutex mutex_;
    std::vector<std::string> problems_;
    std::unique_ptr<Server> server_;
    std::thread thread_;
    bool ended_well_ = false;
};

std::string tap(std::uint64_t seq) {
    return R"({"seq":)" + std::to_string(seq) + R"(,"kind":"tap","at":"2027-05-01T15:00:00Z"})" "\n";
}
std::string post(const std::string& body, const std::string& token = "finish-1") {
    return request("POST /api/v1/readings", token, body);
}
std::string code_of(const RawClient::Response& response) {
    CHECK(response[boost::beast::http::field::content_type] == "application/problem+json");
    const auto object = test::object_of(response.body());
    CHECK_FALSE(object.at("title").as_string().empty());
    CHECK_FALSE(object.at("detail").as_string().empty());
    return std::string{object.at("code").as_string()};
}

}  // namespace

TEST_CASE("One connection carries many requests, one after the other", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    for (std::uint64_t seq = 1; seq <= 20; ++seq) {
        const auto posted = client.ask(post(tap(seq)));
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
    for (std::uint64_t seq = 1; seq <= 50; ++seq) all += post(tap(seq)) + request("GET /healthz");
    REQUIRE(client.send(all));
    for (std::uint64_t seq = 1; seq <= 50; ++seq) {
        const auto posted = client.read();
        REQUIRE(posted);
        CHECK(test::object_of(posted->body()).at("durable_through").as_object().at("").to_number<std::uint64_t>() == seq);
        const auto health = client.read();
        REQUIRE(health);
        CHECK(test::object_of(health->body()).at("meet").as_string() == "Spring \"Mile\"");
    }
}

TEST_CASE("A request in pieces is a request, and so is one without a known length", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    for (const char c : post(tap(1))) REQUIRE(client.send({&c, 1}));
    CHECK(client.read()->result_int() == 200);
    const std::string line = tap(2);
    char length[16];
    std::snprintf(length, sizeof length, "%zx", line.size());
    const auto chunked = client.ask("POST /api/v1/readings HTTP/1.1\r\nAuthorization: Bearer finish-1\r\nTransfer-Encoding: chunked\r\n\r\n" +
                                    std::string{length} + "\r\n" + line + "\r\n0\r\n\r\n");
    REQUIRE(chunked);
    CHECK(test::object_of(chunked->body()).at("accepted").to_number<int>() == 1);

    const std::string third = tap(3);
    const auto go_on = client.ask("POST /api/v1/readings HTTP/1.1\r\nAuthorization: Bearer finish-1\r\nExpect: 100-continue\r\nContent-Length: " +
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

TEST_CASE("A refusal says its code, and what a browser must not do with it", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    const auto ask = [&](const std::string& first_line, const std::string& token, unsigned status) {
        CAPTURE(first_line, token);
        const auto response = client.ask(request(first_line, token));
        REQUIRE(response);
        CHECK(response->result_int() == status);
        CHECK(response->at(boost::beast::http::field::cache_control) == "no-store");
        CHECK(response->at("X-Content-Type-Options") == "nosniff");
        CHECK((response->count(boost::beast::http::field::www_authenticate) == 1) == (status == 401));
        return status == 200 ? std::string{} : code_of(*response);
    };
    CHECK(ask("GET /api/v1/journal", "", 401) == "E_TOKEN");
    CHECK(ask("GET /api/v1/journal", "nobody", 401) == "E_TOKEN");
    CHECK(ask("GET /api/v1/journal", "staff-1", 403) == "E_ROLE");
    CHECK(ask("GET /api/v1/journal?from=x", "director-1", 400) == "E_QUERY");
    CHECK(ask("GET /api/v1/journal?from=-1", "director-1", 400) == "E_QUERY");
    CHECK(ask("GET /nowhere", "", 404) == "E_PATH");
    CHECK(ask("GET /", "director-1", 404) == "E_PATH");
    CHECK(ask("GET /api/v1/readings", "finish-1", 405) == "E_METHOD");
    CHECK(ask("GET /api/v1/results?heat=99", "", 404) == "E_HEAT");
    CHECK(ask("GET /api/v1/results?heat=3", "", 200).empty());
    for (const char* method : {"HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
        CAPTURE(method);
        RawClient other = server.connect();
        REQUIRE(other.send(request(std::string{method} + " /healthz")));
        const auto response = other.read();
        REQUIRE(response);
        CHECK(response->result_int() == 405);
        CHECK_FALSE(response->keep_alive());
    }
}

TEST_CASE("Each table is made for who asks", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    CHECK(client.ask(request("GET /api/v1/heats"))->body() == R"({"role":-1,"team":-1})");
    CHECK(client.ask(request("GET /api/v1/heats", "tent-1"))->body() == R"({"role":1,"team":0})");
    CHECK(client.ask(request("GET /api/v1/heats", "staff-1"))->body() == R"({"role":4,"team":-1})");
    CHECK(client.ask(request("GET /api/v1/results"))->body() == "\"all heats\"");
    CHECK(client.ask(request("GET /api/v1/results?heat="))->body() == "\"all heats\"");
    CHECK(client.ask(request("GET /api/v1/results?a=b&heat=%33"))->body() == "\"one heat\"");
    CHECK(client.ask(request("GET /api/v1/time", "finish-1"))->body() == R"({"server_time":"2027-05-01T15:00:00.000Z"})");
}

TEST_CASE("A command is answered when it is durable, and its retry has the first answer", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    const auto command = [&](const std::string& body, const std::string& token = "staff-1") {
        return *client.ask(request("POST /api/v1/commands", token, body));
    };
    const std::string withdrawn = R"({"command":"status","bib":"1","heat":"3","status":"withdrawn","id":"c-1","reason":"unwell"})";
    const auto first = command(withdrawn);
    CHECK(first.result_int() == 200);
    CHECK(command(R"({"command":"account","bib":"2","reason":"with the parents"})").result_int() == 200);
    CHECK(command(withdrawn).body() == first.body());
    CHECK(code_of(command(R"({"command":"reopen","heat":"3","reason":"why"})")) == "E_REFUSED");
    CHECK(code_of(command(R"({"command":"reopen"})")) == "E_COMMAND");
    CHECK(code_of(command("[]")) == "E_COMMAND");

    server.gate.close();
    REQUIRE(client.send(request("POST /api/v1/commands", "staff-1", R"({"command":"assign-tag","bib":"1","tag":"058A"})")));
    server.gate.wait_for_somebody();
    RawClient other = server.connect();
    const auto health = other.ask(request("GET /healthz"));
    REQUIRE(health);
    const auto durable = test::object_of(health->body()).at("durable_seq").to_number<Seq>();
    server.gate.open();
    const auto tagged = client.read();
    REQUIRE(tagged);
    CHECK(test::object_of(tagged->body()).at("seq").to_number<Seq>() == durable + 1);
}

TEST_CASE("The journal is told page by page, from a seq that is included", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    std::string body;
    for (std::uint64_t seq = 1; seq <= 1500; ++seq) body += tap(seq);
    REQUIRE(client.ask(post(body))->result_int() == 200);
    const auto page = [&](const std::string& query) {
        const auto response = client.ask(request("GET /api/v1/journal" + query, "director-1"));
        REQUIRE(response);
        CHECK(response->result_int() == 200);
        CHECK(response->at(boost::beast::http::field::content_type) == "application/x-ndjson");
        std::vector<Seq> seqs;
        for (std::size_t at = 0; at < response->body().size();) {
            const std::size_t end = response->body().find('\n', at);
            seqs.push_back(test::object_of(response->body().substr(at, end - at)).at("seq").to_number<Seq>());
            at = end + 1;
        }
        return seqs;
    };
    CHECK(page("").size() == 1000);
    CHECK(page("").front() == 1);
    CHECK(page("?from=0").front() == 1);
    CHECK(page("?from=5&limit=2") == std::vector<Seq>{5, 6});
    CHECK(page("?limit=99999999").size() == 1000);
    CHECK(page("?limit=0").empty());
    CHECK(page("?from=18446744073709551615").empty());
    const auto second = page("?from=1001");
    CHECK(second.front() == 1001);
    CHECK(page("?from=" + std::to_string(second.back() + 1)).empty());
}

TEST_CASE("A body over 1 MiB is refused with a sentence, and others go on", "[timing][server]") {
    Running server;
    RawClient other = server.connect();
    CHECK(other.ask(request("GET /healthz"))->result_int() == 200);
    const std::string most(1024 * 1024, '\n');

    RawClient announced = server.connect();
    announced.send(post(most + "\n"));
    const auto refused = announced.read();
    REQUIRE(refused);
    CHECK(refused->result_int() == 413);
    CHECK(code_of(*refused) == "E_LENGTH");
    CHECK(announced.is_closed());

    RawClient chunked = server.connect();
    chunked.send("POST /api/v1/readings HTTP/1.1\r\nAuthorization: Bearer finish-1\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 20; ++i) chunked.send("10000\r\n" + std::string(0x10000, '\n') + "\r\n");
    const auto refused_late = chunked.read();
    REQUIRE(refused_late);
    CHECK(refused_late->result_int() == 413);

    RawClient full = server.connect();
    const auto taken = full.ask(post(most));
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
    CHECK(code_of(*refused) == "E_LENGTH");
    CHECK(client.is_closed());
}

TEST_CASE("What is no HTTP gets a sentence or an end, and nobody else feels it", "[timing][server]") {
    Running server;
    RawClient steady = server.connect();
    for (const std::string& bytes :
         {std::string{"hello\r\n\r\n"}, std::string{"GET\r\n\r\n"}, std::string{"GET / HTTP/9.9\r\n\r\n"},
          std::string{"POST /api/v1/readings HTTP/1.1\r\nContent-Length: many\r\n\r\n"},
          std::string{"POST /api/v1/readings HTTP/1.1\r\nContent-Length: -1\r\n\r\n"},
          std::string{"GET /healthz HTTP/1.1\r\nno colon\r\n\r\n"}, std::string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11},
          std::string(64, '\0'), std::string{"GET /\x01 HTTP/1.1\r\n\r\n"}}) {
        CAPTURE(bytes);
        RawClient client = server.connect();
        client.send(bytes);
        const auto response = client.read();
        REQUIRE(response);
        CHECK(response->result_int() == 400);
        CHECK(code_of(*response) == "E_HTTP");
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
    half_body.send("POST /api/v1/readings HTTP/1.1\r\nAuthorization: Bearer finish-1\r\nContent-Length: 100\r\n\r\n" + tap(1));
    CHECK(silent.is_closed());
    CHECK(half_header.is_closed());
    CHECK(half_body.is_closed());
    CHECK(server.connect().ask(request("GET /healthz"))->result_int() == 200);
    CHECK(server.stop());
    CHECK(test::bodies_in<ReadingTaken>(server.dir).empty());
}

TEST_CASE("A connection beyond the bound is closed at once; the others go on, and one that ends makes room", "[timing][server]") {
    limits::ServerBounds bounds;
    bounds.connections = 2;
    Running server{bounds};
    std::optional<RawClient> first{server.port};
    RawClient second = server.connect();
    REQUIRE(first->ask(request("GET /healthz")));
    REQUIRE(second.ask(request("GET /healthz")));
    CHECK(server.connect().is_closed());
    CHECK(first->ask(request("GET /healthz"))->result_int() == 200);
    CHECK(second.ask(request("GET /healthz"))->result_int() == 200);
    first.reset();
    while (!server.connect().ask(request("GET /healthz"))) {
    }
}

TEST_CASE("Who does not take an answer is cut off, and makes room for others", "[timing][server]") {
    limits::ServerBounds bounds;
    bounds.connections = 1;
    bounds.answer = 30ms;
    Running server{bounds};
    RawClient deaf = server.connect();
    REQUIRE(deaf.send(request("GET /api/v1/ledger", "staff-1")));
    while (!server.connect().ask(request("GET /healthz"))) {
    }
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
    REQUIRE(busy.send(post(tap(1)) + post(tap(2))));
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
    REQUIRE(busy.send(post(tap(1))));
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
    options.doors = plain_doors();
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
    REQUIRE(client.send(post(tap(1))));
    server.gate.wait_for_somebody();
    RawClient director = server.connect();
    REQUIRE(director.send(request("GET /api/v1/journal", "director-1")));
    server.gate.break_disk();
    server.gate.open();
    const auto answer = client.read();
    REQUIRE(answer);
    CHECK(answer->result_int() == 503);
    CHECK(code_of(*answer) == "E_JOURNAL");
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
        options.doors = plain_doors();
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

TEST_CASE("A value of a query is found by its key and decoded", "[timing][net][api]") {
    CHECK(query_value("heat=3", "heat") == "3");
    CHECK(query_value("a=1&heat=3&heat=4", "heat") == "3");
    CHECK(query_value("heats=1&he=2", "heat").empty());
    CHECK(query_value("heat", "heat").empty());
    CHECK(query_value("heat=", "heat").empty());
    CHECK(query_value("", "heat").empty());
    CHECK(query_value("&&heat=x&", "heat") == "x");
    CHECK(query_value("heat=K%2D1+a%20b", "heat") == "K-1 a b");
    CHECK(query_value("heat=%4", "heat") == "%4");
    CHECK(query_value("heat=%", "heat") == "%");
    CHECK(query_value("heat=%zz%41", "heat") == "%zzA");
    CHECK(query_value("heat=a=b", "heat") == "a=b");
    CHECK(query_value("heat&heat=2", "heat") == "2");
    CHECK(query_value("heat=%00", "heat") == std::string(1, '\0'));
}
