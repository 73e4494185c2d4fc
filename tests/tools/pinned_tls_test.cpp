// A client over https says nothing before it knows the server: what reaches a server of another certificate, in bytes.

#include "timing/pinned_tls.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include "timing/certificate.h"
#include "timing/net/tls.h"
#include "timing/token.h"
#include "tools/http_client.h"

namespace heatline::tools {
namespace {

namespace asio = boost::asio;

timing::Certificate new_certificate() {
    std::string dir = (std::filesystem::temp_directory_path() / "heatline-tls-XXXXXX").string();
    REQUIRE(::mkdtemp(dir.data()) != nullptr);
    const auto made = timing::ensure_certificate(dir);
    std::filesystem::remove_all(dir);
    REQUIRE(made);
    return *made;
}

// Shakes hands with one client, takes what it says until it stops or a request is whole, and answers that.
class OneTlsServer {
public:
    OneTlsServer() : acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}) {
        thread_ = std::thread{[this] { serve(); }};
    }
    ~OneTlsServer() { join(); }
    std::uint16_t port() { return port_; }
    // After this, what came may be looked at.
    void join() {
        if (thread_.joinable()) thread_.join();
    }

    const timing::Certificate certificate = new_certificate();
    std::string said;  // In the clear.
    bool shook_hands = false;

private:
    void serve() {
        asio::ssl::stream<asio::ip::tcp::socket> peer{acceptor_.accept(), *tls_};
        boost::system::error_code error;
        peer.handshake(asio::ssl::stream_base::server, error);
        shook_hands = !error;
        std::string bytes(10'000, '\0');
        while (!error && said.find("\r\n\r\n") == std::string::npos) {
            said += bytes.substr(0, peer.read_some(asio::buffer(bytes), error));
        }
        if (!error) asio::write(peer, asio::buffer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 43), error);
    }

    asio::io_context io_;
    timing::Tls tls_ = *timing::make_tls(certificate);
    asio::ip::tcp::acceptor acceptor_;
    std::uint16_t port_ = acceptor_.local_endpoint().port();
    std::thread thread_;
};

TEST_CASE("To a server of another certificate not one byte is said") {
    OneTlsServer server;
    HttpClient client{{"127.0.0.1", server.port(), true}, timing::join_token("secret", std::string(64, 'a'))};
    const auto answer = client.post_ndjson("/api/v1/readings", "{}\n");
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().find("certificate") != std::string::npos);
    CHECK(answer.error().find("; ") != std::string::npos);
    server.join();
    CHECK(server.shook_hands);
    CHECK(server.said.empty());
}

TEST_CASE("To the server that the token names, all is said over TLS") {
    OneTlsServer server;
    const std::string token = timing::join_token("secret", server.certificate.fingerprint);
    HttpClient client{{"127.0.0.1", server.port(), true}, token};
    const auto answer = client.get("/healthz");
    REQUIRE(answer.ok());
    CHECK(answer->body == "hello");
    server.join();
    CHECK(server.said.starts_with("GET /healthz HTTP/1.1\r\n"));
    CHECK(server.said.find("Authorization: Bearer " + token + "\r\n") != std::string::npos);
}

TEST_CASE("Without a whole fingerprint https is not even begun") {
    for (const char* token : {"", "secret", "secret.", "secret.abc", "secret.ZZ"}) {
        CAPTURE(token);
        HttpClient client{{"127.0.0.1", 1, true}, token};  // Nobody listens there: it would be another sentence.
        const auto answer = client.get("/healthz");
        REQUIRE_FALSE(answer.ok());
        CHECK(answer.error().find("fingerprint") != std::string::npos);
    }
}

TEST_CASE("A token goes nowhere beyond this machine without TLS") {
    HttpClient client{{"192.0.2.1", 9, false}, "secret"};
    const auto answer = client.get("/healthz");
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().find("use https") != std::string::npos);
}

TEST_CASE("A server that speaks no TLS is a sentence") {
    asio::io_context io;
    asio::ip::tcp::acceptor acceptor{io, {asio::ip::make_address("127.0.0.1"), 0}};
    std::thread plain{[&] {
        auto peer = acceptor.accept();
        asio::write(peer, asio::buffer("HTTP/1.1 400 Bad Request\r\n\r\n", 28));
    }};
    HttpClient client{{"127.0.0.1", acceptor.local_endpoint().port(), true}, "secret." + std::string(64, 'a')};
    const auto answer = client.get("/healthz");
    plain.join();
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().find("https") != std::string::npos);
}

}  // namespace
}  // namespace heatline::tools
