#include "tools/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

namespace heatline::tools {
namespace {

enum class Does { answer, answer_and_close, close_unanswered };

// A server for one test: a step for each request, then it stops listening. Connections come one after the other.
class ScriptedServer {
public:
    explicit ScriptedServer(std::vector<Does> steps) : steps_(std::move(steps)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(::listen(listener_, 8) == 0);
        socklen_t size = sizeof address;
        REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread{[this] { serve(); }};
    }
    ~ScriptedServer() { join(); }

    std::uint16_t port() const { return port_; }
    // After this, what was asked may be looked at.
    void join() {
        if (thread_.joinable()) thread_.join();
    }

    std::vector<std::string> asked;
    int connections = 0;

private:
    void serve() {
        std::size_t step = 0;
        while (step < steps_.size()) {
            const int peer = ::accept(listener_, nullptr, nullptr);
            ++connections;
            bool open = true;
            while (open && step < steps_.size()) {
                const std::string request = read_request(peer);
                if (request.empty()) break;
                asked.push_back(request);
                const Does does = steps_[step++];
                open = does == Does::answer;
                if (does == Does::close_unanswered) break;
                const std::string answer =
                    "HTTP/1.1 409 Conflict\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";
                (void)::send(peer, answer.data(), answer.size(), MSG_NOSIGNAL);
            }
            ::close(peer);
        }
        ::close(listener_);
    }

    static std::string read_request(int peer) {
        std::string request;
        char byte = 0;
        while (request.find("\r\n\r\n") == std::string::npos) {
            if (::read(peer, &byte, 1) != 1) return {};
            request.push_back(byte);
        }
        const auto length = request.find("Content-Length: ");
        for (int left = length == std::string::npos ? 0 : std::stoi(request.substr(length + 16)); left > 0; --left) {
            if (::read(peer, &byte, 1) != 1) return {};
            request.push_back(byte);
        }
        return request;
    }

    std::vector<Does> steps_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

TEST_CASE("requests share one connection and carry the token, and any status is an answer") {
    ScriptedServer server{{Does::answer, Does::answer, Does::answer}};
    HttpClient client{{"127.0.0.1", server.port()}, "secret"};
    const auto got = client.get("/healthz");
    REQUIRE(got.ok());
    CHECK(got->status == 409);
    CHECK(got->type == "text/plain");
    CHECK(got->body == "hello");
    REQUIRE(client.post_ndjson("/api/v1/readings", "{}\n{}\n").ok());
    REQUIRE(client.post_json("/api/v1/commands", "{}").ok());
    server.join();
    CHECK(server.connections == 1);
    REQUIRE(server.asked.size() == 3);
    for (const std::string& request : server.asked)
        CHECK(request.find("Authorization: Bearer secret\r\n") != std::string::npos);
    CHECK(server.asked[1].find("Content-Type: application/x-ndjson\r\n") != std::string::npos);
    CHECK(server.asked[1].ends_with("\r\n\r\n{}\n{}\n"));
    CHECK(server.asked[2].find("Content-Type: application/json\r\n") != std::string::npos);
}

TEST_CASE("a question is asked again when the server had closed a kept connection") {
    ScriptedServer server{{Does::answer_and_close, Does::answer}};
    HttpClient client{{"127.0.0.1", server.port()}};
    REQUIRE(client.get("/a").ok());
    REQUIRE(client.get("/b").ok());
    server.join();
    CHECK(server.connections == 2);
    CHECK(server.asked.back().find("Authorization") == std::string::npos);
}

TEST_CASE("what was posted is never sent again by itself, and the next call connects anew") {
    ScriptedServer server{{Does::close_unanswered, Does::answer}};
    HttpClient client{{"127.0.0.1", server.port()}};
    const auto lost = client.post_ndjson("/api/v1/readings", "{}\n");
    REQUIRE_FALSE(lost.ok());
    CHECK(lost.error().find(';') != std::string::npos);
    REQUIRE(client.post_ndjson("/api/v1/readings", "{}\n").ok());
    server.join();
    CHECK(server.asked.size() == 2);
}

TEST_CASE("hanging up after sending still brings the whole request to the server") {
    ScriptedServer server{{Does::answer, Does::answer}};
    HttpClient client{{"127.0.0.1", server.port()}};
    REQUIRE(client.post_ndjson_and_hang_up("/api/v1/readings", "first\n").ok());
    REQUIRE(client.post_ndjson("/api/v1/readings", "second\n").ok());
    server.join();
    REQUIRE(server.asked.size() == 2);
    CHECK(server.asked[0].ends_with("first\n"));
    CHECK(server.asked[1].ends_with("second\n"));
    CHECK(server.connections == 2);
}

TEST_CASE("a server that is not there is a sentence") {
    std::uint16_t port = 0;
    {
        ScriptedServer server{{Does::answer}};
        port = server.port();
        HttpClient last{{"127.0.0.1", port}};
        REQUIRE(last.get("/").ok());
    }
    HttpClient client{{"127.0.0.1", port}};
    const auto nothing = client.get("/healthz");
    REQUIRE_FALSE(nothing.ok());
    CHECK(nothing.error().find("127.0.0.1:" + std::to_string(port)) != std::string::npos);
}

}  // namespace
}  // namespace heatline::tools
