// TLS and plain on the one port, from outside; and the session over TLS.

#include "timing/net/tls.h"

#include <ifaddrs.h>
#include <netinet/in.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <memory>

#include "tests/timing/net/running.h"
#include "tests/timing/net/tls_client.h"
#include "timing/certificate.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::RawClient;
using heatline::test::request;
using heatline::test::Running;
using heatline::test::TlsClient;
using namespace std::chrono_literals;

namespace {

Certificate some_certificate() {
    const test::TempDir dir;
    auto made = ensure_certificate(dir.file(""));
    REQUIRE(made);
    return *made;
}

ServerOptions with_certificate() {
    ServerOptions options;
    options.certificate = some_certificate();
    return options;
}

// An address of this machine that is not the loopback; empty when it has none.
std::string address_beyond() {
    std::string found;
    ifaddrs* list = nullptr;
    REQUIRE(::getifaddrs(&list) == 0);
    for (const ifaddrs* each = list; each; each = each->ifa_next) {
        if (!each->ifa_addr || each->ifa_addr->sa_family != AF_INET) continue;
        sockaddr_in address;
        std::memcpy(&address, each->ifa_addr, sizeof address);
        const boost::asio::ip::address_v4 one{ntohl(address.sin_addr.s_addr)};
        if (!one.is_loopback()) found = one.to_string();
    }
    ::freeifaddrs(list);
    return found;
}

constexpr std::string_view kHelloBegun{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11};

}  // namespace

TEST_CASE("One port speaks TLS and plain, as each connection begins", "[timing][net][tls]") {
    ServerOptions options = with_certificate();
    const std::string fingerprint = options.certificate->fingerprint;
    Running server{{}, std::move(options)};
    TlsClient guarded{server.port};
    RawClient plain = server.connect();
    REQUIRE(guarded.shook_hands);
    CHECK(guarded.fingerprint() == fingerprint);
    for (std::uint64_t seq = 1; seq <= 20; ++seq) {
        const auto posted = guarded.ask(test::post(test::tap_line(seq)));
        REQUIRE(posted);
        CHECK(posted->result_int() == 200);
        CHECK(plain.ask(request("GET /api/v1/time", "finish-1"))->result_int() == 200);
    }
    CHECK(server.stop());
    CHECK(test::bodies_in<ReadingTaken>(server.dir).size() == 20);
}

TEST_CASE("TLS 1.3 is preferred, 1.2 is taken, what is older is not", "[timing][net][tls]") {
    Running server{{}, with_certificate()};
    CHECK(TlsClient{server.port}.version() == "TLSv1.3");
    TlsClient older{server.port, TLS1_2_VERSION};
    CHECK(older.version() == "TLSv1.2");
    CHECK(older.ask(request("GET /healthz"))->result_int() == 200);
    CHECK_FALSE(TlsClient{server.port, TLS1_1_VERSION}.shook_hands);
    CHECK(older.ask(request("GET /healthz"))->result_int() == 200);
}

TEST_CASE("What is long goes through TLS whole, and what is refused is told there too", "[timing][net][tls]") {
    Running server{{}, with_certificate()};
    TlsClient client{server.port};
    CHECK(client.ask(test::post(std::string(1024 * 1024, '\n')))->result_int() == 200);
    CHECK(client.ask(request("GET /api/v1/ledger", "staff-1"))->body().size() == test::kHugeAnswer);
    CHECK(client.ask(request("GET /healthz") + request("GET /healthz"))->result_int() == 200);
    CHECK(client.read()->result_int() == 200);
    const auto refused = client.ask(test::post(std::string(1024 * 1024 + 1, '\n')));
    REQUIRE(refused);
    CHECK(refused->result_int() == 413);
    CHECK_FALSE(client.read());
}

TEST_CASE("Where plain is not for this machine either, it gets pages and a sentence", "[timing][net][tls]") {
    ServerOptions options = with_certificate();
    options.plain_on_this_machine = false;
    Running server{{}, std::move(options)};
    RawClient plain = server.connect();
    const auto refused = plain.ask(request("GET /healthz", "director-1"));
    REQUIRE(refused);
    CHECK(refused->result_int() == 403);
    CHECK(test::code_of(*refused) == "E_PLAIN");
    CHECK(refused->body().find("https") != std::string::npos);
    CHECK(plain.ask(request("GET /board"))->result_int() == 404);
    CHECK(plain.ask(test::post(test::tap_line(1)))->result_int() == 403);
    TlsClient guarded{server.port};
    CHECK(guarded.ask(request("GET /api/v1/journal", "director-1"))->result_int() == 200);
    CHECK(server.stop());
    CHECK(test::bodies_in<ReadingTaken>(server.dir).empty());
}

TEST_CASE("Beyond this machine plain gets pages only and TLS everything", "[timing][net][tls]") {
    const std::string address = address_beyond();
    if (address.empty()) {
        WARN("this machine has no address but the loopback: access_test.cpp and entrance_test.cpp have to do");
        return;
    }
    ServerOptions options = with_certificate();
    options.host = "0.0.0.0";
    Running server{{}, std::move(options)};
    RawClient plain{server.port, address};
    for (const char* path : {"/healthz", "/api/v1/time", "/api/v1/results", "/nowhere"}) {
        CAPTURE(path);
        const auto refused = plain.ask(request(std::string{"GET "} + path, "director-1"));
        REQUIRE(refused);
        CHECK(refused->result_int() == 403);
        CHECK(test::code_of(*refused) == "E_PLAIN");
    }
    for (const char* path : {"/", "/board", "/tent/x7"}) {
        CAPTURE(path);
        CHECK(plain.ask(request(std::string{"GET "} + path))->result_int() == 404);
    }
    TlsClient guarded{server.port, 0, address};
    CHECK(guarded.ask(test::post(test::tap_line(1)))->result_int() == 200);
    CHECK(server.connect().ask(request("GET /healthz"))->result_int() == 200);
}

TEST_CASE("A handshake that does not go on is cut off, and nobody else feels it", "[timing][net][tls]") {
    limits::ServerBounds bounds;
    bounds.handshake = 30ms;
    bounds.idle = 24h;  // So that nothing else cuts it off.
    Running server{bounds, with_certificate()};
    TlsClient device{server.port};
    std::vector<std::unique_ptr<RawClient>> halves;
    for (std::uint64_t seq = 1; seq <= 100; ++seq) {
        halves.push_back(std::make_unique<RawClient>(server.port));
        REQUIRE(halves.back()->send(kHelloBegun));
        CHECK(device.ask(test::post(test::tap_line(seq)))->result_int() == 200);
    }
    for (const auto& half : halves) CHECK(half->is_closed());
    CHECK(device.ask(request("GET /healthz"))->result_int() == 200);
}

TEST_CASE("A stop waits for no handshake", "[timing][net][tls]") {
    Running server{{}, with_certificate()};
    RawClient half = server.connect();
    REQUIRE(half.send(kHelloBegun));
    TlsClient device{server.port};
    CHECK(device.ask(request("GET /healthz"))->result_int() == 200);
    CHECK(server.stop());
}

TEST_CASE("A record that is no TLS ends that connection and no other", "[timing][net][tls]") {
    Running server{{}, with_certificate()};
    TlsClient device{server.port};
    for (const std::string& bytes : {std::string(1'000, '\x16'), "\x16" + request("GET /healthz"),
                                     std::string{kHelloBegun} + std::string(10'000, '\xff')}) {
        RawClient odd = server.connect();
        odd.send(bytes);
        while (!odd.is_closed()) {}  // It may say goodbye first.
        CHECK(device.ask(request("GET /healthz"))->result_int() == 200);
    }
    CHECK(server.problems().empty());
}
