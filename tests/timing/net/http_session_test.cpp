// The session over any wire: here a pair of local sockets, and a handler that answers as a test says. Nothing waits on
// a clock: the test runs what can run, then looks at what came.

#include "timing/net/http_session.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <deque>
#include <optional>
#include <string>

using namespace heatline::timing;
namespace asio = boost::asio;
using Local = asio::local::stream_protocol;

namespace {

// Gives the pieces it is handed, one at a time; waits while it has none; ends when told.
class Pieces final : public BodySource {
public:
    explicit Pieces(asio::io_context& io) : more_(io) {}
    void push(std::string piece) {
        pieces_.push_back(std::move(piece));
        more_.cancel();
    }
    void end() { push(""); }
    void fail() {
        failing_ = true;
        more_.cancel();
    }
    asio::awaitable<std::string> next() override {
        while (pieces_.empty() && !failing_) {
            more_.expires_at(asio::steady_timer::time_point::max());
            co_await more_.async_wait(asio::as_tuple(asio::use_awaitable));
        }
        if (failing_) throw std::runtime_error{"the pieces broke"};
        std::string piece = std::move(pieces_.front());
        pieces_.pop_front();
        co_return piece;
    }

private:
    asio::steady_timer more_;
    std::deque<std::string> pieces_;
    bool failing_ = false;
};

class Says final : public Handler {
public:
    bool knows(std::string_view authorization) const override { return authorization == "Bearer known"; }
    asio::awaitable<Answer> answer(Request request) override {
        entrance = request.entrance;
        targets.push_back(std::string{request.target});
        co_return says;
    }
    Answer says;
    std::vector<std::string> targets;
    std::optional<Entrance> entrance;
};

// A session and the peer's end of its wire.
struct Line {
    Line() {
        Local::socket server{io};
        asio::local::connect_pair(peer, server);
        peer.non_blocking(true);
        asio::co_spawn(io, serve_http(control_wire(std::move(server)), handler, connections, bounds),
                       [this](std::exception_ptr thrown) {
                           ended = true;
                           broke = thrown != nullptr;
                       });
        io.poll();
    }
    ~Line() {
        connections.close_all();
        run();
    }
    // Runs what can run without waiting.
    void run() {
        io.restart();
        io.poll();
    }
    // What has come by now.
    std::string take() {
        run();
        std::string text(100'000, '\0');
        boost::system::error_code error;
        text.resize(peer.read_some(asio::buffer(text), error));
        return text;
    }
    std::string ask(const std::string& bytes) {
        asio::write(peer, asio::buffer(bytes));
        return take();
    }

    asio::io_context io{1};
    limits::ServerBounds bounds;
    OpenConnections connections{bounds};
    Says handler;
    Local::socket peer{io};
    bool ended = false;
    bool broke = false;
};

constexpr const char* kAsk = "GET /x HTTP/1.1\r\nHost: meet\r\n\r\n";

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("An answer says its length, and the connection stays", "[timing][net][session]") {
    Line line;
    line.handler.says.body = "{}";
    for (int i = 0; i < 2; ++i) {
        const std::string said = line.ask(kAsk);
        CHECK(said.starts_with("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"));
        CHECK(holds(said, "\r\nContent-Length: 2\r\n"));
        CHECK(said.ends_with("\r\n\r\n{}"));
        CHECK_FALSE(holds(said, "Connection:"));
    }
    CHECK(line.handler.entrance == Entrance::control);
    CHECK(holds(line.ask("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), "\r\nConnection: keep-alive\r\n"));
    CHECK(holds(line.ask("GET /x HTTP/1.0\r\n\r\n"), "\r\nConnection: close\r\n"));
    CHECK(line.ended);
}

TEST_CASE("Requests that came together are answered one by one, whatever the pieces they came in",
          "[timing][net][session]") {
    const std::string two = "POST /one HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc" + std::string{kAsk};
    for (std::size_t cut = 0; cut <= two.size(); ++cut) {
        CAPTURE(cut);
        Line line;
        std::string said = line.ask(two.substr(0, cut));
        said += line.ask(two.substr(cut));
        CHECK(line.handler.targets == std::vector<std::string>{"/one", "/x"});
        CHECK(holds(said.substr(1), "HTTP/1.1 200 OK"));
        CHECK_FALSE(line.ended);
    }
}

TEST_CASE("A chunk whose extension never ends is refused, not kept", "[timing][net][session]") {
    Line line;
    line.ask("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;");
    std::string said;
    for (int i = 0; i < 10 && said.empty(); ++i) said = line.ask(std::string(10'000, 'x'));
    CHECK(said.starts_with("HTTP/1.1 431 "));
}

TEST_CASE("An answer with a source goes on in chunks until the source ends", "[timing][net][session]") {
    Line line;
    const auto pieces = std::make_shared<Pieces>(line.io);
    line.handler.says = {200, "text/event-stream", "first", pieces};
    const std::string head = line.ask(kAsk);
    CHECK(holds(head, "\r\nTransfer-Encoding: chunked\r\n"));
    CHECK(holds(head, "\r\nConnection: close\r\n"));
    CHECK_FALSE(holds(head, "Content-Length"));
    CHECK(head.ends_with("\r\n\r\n5\r\nfirst\r\n"));
    CHECK(line.take().empty());
    pieces->push(std::string(26, 'y'));
    CHECK(line.take() == "1a\r\n" + std::string(26, 'y') + "\r\n");
    pieces->push("a");
    pieces->push("b");
    CHECK(line.take() == "1\r\na\r\n1\r\nb\r\n");
    CHECK_FALSE(line.ended);
    pieces->end();
    CHECK(line.take() == "0\r\n\r\n");
    CHECK(line.ended);
    CHECK_FALSE(line.broke);
}

TEST_CASE("A reader of HTTP/1.0 gets what a source gives as it is", "[timing][net][session]") {
    Line line;
    const auto pieces = std::make_shared<Pieces>(line.io);
    line.handler.says = {200, "text/event-stream", "first", pieces};
    const std::string head = line.ask("GET /x HTTP/1.0\r\n\r\n");
    CHECK_FALSE(holds(head, "chunked"));
    CHECK(head.ends_with("\r\n\r\nfirst"));
    pieces->push("second");
    pieces->end();
    CHECK(line.take() == "second");
    CHECK(line.ended);
}

TEST_CASE("A reader who leaves while nothing is to be said ends the session, and what it still says does not",
          "[timing][net][session]") {
    Line line;
    line.handler.says.source = std::make_shared<Pieces>(line.io);
    line.ask(kAsk);
    line.ask(std::string(50'000, 'x'));
    CHECK_FALSE(line.ended);
    CHECK(line.connections.size() == 1);
    line.peer.close();
    line.run();
    CHECK(line.ended);
    CHECK_FALSE(line.broke);
    CHECK(line.connections.size() == 0);
}

TEST_CASE("A stop ends an answer that has no end", "[timing][net][session]") {
    Line line;
    line.handler.says.source = std::make_shared<Pieces>(line.io);
    line.ask(kAsk);
    line.connections.stop();
    line.take();
    CHECK(line.ended);
    CHECK_FALSE(line.broke);
}

TEST_CASE("What a source throws is the end of that session, told to who started it", "[timing][net][session]") {
    Line line;
    const auto pieces = std::make_shared<Pieces>(line.io);
    line.handler.says.source = pieces;
    line.ask(kAsk);
    pieces->fail();
    line.take();
    CHECK(line.ended);
    CHECK(line.broke);
}
