// A session over the port's wire, TLS and plain: answers that go on, and readers who leave. The server's side runs in a
// thread of its own until nothing is left to do there.

#include "timing/net/wire.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>
#include <exception>
#include <string>
#include <thread>

#include "tests/timing/journal/world.h"
#include "tests/timing/net/raw_client.h"
#include "tests/timing/net/tls_client.h"
#include "timing/certificate.h"
#include "timing/net/http_session.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::RawClient;
using heatline::test::request;
using heatline::test::TlsClient;
namespace asio = boost::asio;

namespace {

// `count` pieces, each said when the one before is out; then it ends, or waits for ever.
class Counting final : public BodySource {
public:
    Counting(int count, bool ends) : count_(count), ends_(ends) {}
    asio::awaitable<std::string> next() override {
        const auto executor = co_await asio::this_coro::executor;
        if (said_ < count_) {
            co_await asio::post(executor, asio::use_awaitable);
            co_return "piece " + std::to_string(++said_) + std::string(100, '.') + "\n";
        }
        if (ends_) co_return std::string{};
        asio::steady_timer for_ever{executor, asio::steady_timer::time_point::max()};
        co_await for_ever.async_wait(asio::as_tuple(asio::use_awaitable));
        co_return std::string{};
    }

private:
    const int count_;
    const bool ends_;
    int said_ = 0;
};

class Streams final : public Handler {
public:
    Streams(int count, bool ends) : count_(count), ends_(ends) {}
    asio::awaitable<Answer> answer(Request) override {
        co_return Answer{200, "text/event-stream", "", std::make_shared<Counting>(count_, ends_)};
    }

private:
    const int count_;
    const bool ends_;
};

// Serves one connection, TLS or plain, and ends with it.
class OneSession {
public:
    explicit OneSession(Handler& handler) {
        const test::TempDir dir;
        port_ = {*make_tls(*ensure_certificate(dir.file(""))), true, std::chrono::seconds{3}};
        thread_ = std::thread{[this, &handler] {
            auto socket = acceptor_.accept();
            const auto peer = socket.remote_endpoint().address();
            asio::co_spawn(io_, serve_http(port_wire(std::move(socket), peer, port_), handler, connections_, bounds_),
                           [this](std::exception_ptr thrown) { broke_ = thrown != nullptr; });
            io_.run();
        }};
    }
    ~OneSession() { thread_.join(); }
    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    // Waits for its end. Whether it ended in order, with nobody left.
    bool ends() {
        thread_.join();
        thread_ = std::thread{[] {}};
        return !broke_ && connections_.size() == 0;
    }

private:
    limits::ServerBounds bounds_;
    OpenConnections connections_{bounds_};
    asio::io_context io_{1};
    asio::ip::tcp::acceptor acceptor_{io_, {asio::ip::make_address("127.0.0.1"), 0}};
    Port port_;
    std::thread thread_;
    bool broke_ = false;
};

template <class Client>
void reads_all() {
    Streams streams{2'000, true};
    OneSession session{streams};
    Client client{session.port()};
    const auto answer = client.ask(request("GET /stream"));
    REQUIRE(answer);
    CHECK(answer->chunked());
    CHECK(answer->body().starts_with("piece 1."));
    CHECK(answer->body().find("piece 2000.") != std::string::npos);
    CHECK(session.ends());
}

}  // namespace

TEST_CASE("An answer that goes on arrives whole, plain and over TLS", "[timing][net][wire]") {
    SECTION("plain") { reads_all<RawClient>(); }
    SECTION("TLS") { reads_all<TlsClient>(); }
}

TEST_CASE("A reader who leaves in the middle ends the session, plain and over TLS", "[timing][net][wire]") {
    Streams streams{3, false};
    OneSession session{streams};
    SECTION("plain") {
        RawClient client{session.port()};
        REQUIRE(client.send(request("GET /stream")));
    }
    SECTION("TLS, without a goodbye") {
        TlsClient client{session.port()};
        REQUIRE(client.send(request("GET /stream")));
        client.leave();
    }
    CHECK(session.ends());
}

TEST_CASE("What a reader still says while it is told something does no harm over TLS", "[timing][net][wire]") {
    Streams streams{2'000, true};
    OneSession session{streams};
    TlsClient client{session.port()};
    REQUIRE(client.send(request("GET /stream")));
    for (int i = 0; i < 100; ++i) client.send("and another thing\r\n");
    const auto answer = client.read();
    REQUIRE(answer);
    CHECK(answer->body().find("piece 2000.") != std::string::npos);
    client.leave();
    CHECK(session.ends());
}
