// What each route answers, over a real connection: refusals, tables for who asks, commands, the journal.

#include "timing/net/api.h"
#include "timing/net/query.h"

#include <catch2/catch.hpp>

#include "tests/timing/net/running.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::RawClient;
using heatline::test::request;
using heatline::test::Running;

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
        return status == 200 ? std::string{} : test::code_of(*response);
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
    CHECK(client.ask(request("GET /api/v1/time", "finish-1"))->body() ==
          R"({"server_time":"2027-05-01T15:00:00.000Z"})");
}

TEST_CASE("A wall clock that jumps an hour moves neither what devices are told nor when a fact was taken",
          "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    server.machine.advance(5'000'000);
    server.machine.jump(GENERATE(3'600'000'000, -3'600'000'000));
    CHECK(client.ask(request("GET /api/v1/time", "finish-1"))->body() ==
          R"({"server_time":"2027-05-01T15:00:05.000Z"})");
    REQUIRE(client.ask(heatline::test::post(heatline::test::tap_line(1)))->result_int() == 200);
    REQUIRE(client
                .ask(request("POST /api/v1/commands", "staff-1",
                             R"({"command":"status","bib":"1","heat":"3","status":"dnf"})"))
                ->result_int() == 200);
    server.stop();
    const auto facts = heatline::test::facts_in(server.dir);
    REQUIRE(facts.size() > 2);
    for (std::size_t i = facts.size() - 2; i < facts.size(); ++i)
        CHECK(facts[i].fact.at == heatline::test::kNow + heatline::seconds(5));
}

TEST_CASE("A command is answered when it is durable, and its retry has the first answer", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    const auto command = [&](const std::string& body, const std::string& token = "staff-1") {
        return *client.ask(request("POST /api/v1/commands", token, body));
    };
    const std::string withdrawn =
        R"({"command":"status","bib":"1","heat":"3","status":"withdrawn","id":"c-1","reason":"unwell"})";
    const auto first = command(withdrawn);
    CHECK(first.result_int() == 200);
    CHECK(command(R"({"command":"account","bib":"2","reason":"with the parents"})").result_int() == 200);
    CHECK(command(withdrawn).body() == first.body());
    CHECK(test::code_of(command(R"({"command":"reopen","heat":"3","reason":"why"})")) == "E_REFUSED");
    CHECK(test::code_of(command(R"({"command":"reopen"})")) == "E_COMMAND");
    CHECK(test::code_of(command("[]")) == "E_COMMAND");

    server.gate.close();
    REQUIRE(
        client.send(request("POST /api/v1/commands", "staff-1", R"({"command":"assign-tag","bib":"1","tag":"058A"})")));
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

TEST_CASE("What is approved or closed is what the meet shows when it is asked", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    const auto command = [&](const std::string& body) {
        return *client.ask(request("POST /api/v1/commands", "director-1", body));
    };
    const auto approve = [&](const std::string& by, const std::string& digest) {
        return command(R"({"command":"approve-grants","by":")" + by + R"(","digest":")" + digest + "\"}");
    };
    const auto refused = approve("Ana", "0");
    CHECK(refused.result_int() == 409);
    const std::string sentence = refused.body();
    const std::size_t named = sentence.find("digest is ");
    REQUIRE(named != std::string::npos);
    const std::string digest = sentence.substr(named + 10, 16);
    CHECK(approve("Ana", digest).result_int() == 200);
    CHECK(approve("Ana", digest).result_int() == 409);
    CHECK(approve("Ben", digest).result_int() == 200);

    const std::string close = R"({"command":"close-meet","id":"close-1"})";
    CHECK(command(close).body().find("(bib 1, bib 2)") != std::string::npos);
    for (const char* bib : {"1", "2"})
        CHECK(command(R"({"command":"account","reason":"at home","bib":)" + std::string{bib} + "}").result_int() ==
              200);
    const auto closed = command(close);
    CHECK(closed.result_int() == 200);
    CHECK(command(close).body() == closed.body());
    CHECK(test::code_of(command(R"({"command":"hold"})")) == "E_REFUSED");
    CHECK(command(R"({"command":"close-meet","undo":true})").result_int() == 200);
    CHECK(command(R"({"command":"hold","reason":"lightning"})").result_int() == 200);
}

TEST_CASE("The journal is told page by page, from a seq that is included", "[timing][server]") {
    Running server;
    RawClient client = server.connect();
    std::string body;
    for (std::uint64_t seq = 1; seq <= 1500; ++seq) body += test::tap_line(seq);
    REQUIRE(client.ask(test::post(body))->result_int() == 200);
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
