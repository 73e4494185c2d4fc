#include "timing/net/http_session.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>
#include <exception>
#include <vector>

#include "timing/limits.h"
#include "timing/net/answer_head.h"
#include "timing/net/web_socket.h"

namespace heatline::timing {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

using Parser = http::request_parser<http::string_body>;
using Doing = OpenConnections::Doing;

class HttpSession {
public:
    HttpSession(std::unique_ptr<Wire> wire, Handler& handler, OpenConnections& connections,
                const limits::ServerBounds& bounds)
        : wire_(std::move(wire)), handler_(handler), connections_(connections), bounds_(bounds) {
        connection_.from = wire_->peer();
        connection_.stranger = wire_->entrance() != Entrance::control;
        connection_.close = [this] { wire_->close(); };
        connections_.add(connection_);
    }
    ~HttpSession() { connections_.remove(connection_); }
    HttpSession(const HttpSession&) = delete;
    HttpSession& operator=(const HttpSession&) = delete;

    asio::awaitable<void> run() {
        wire_->expires_after(bounds_.idle);
        const beast::error_code closed_door = co_await wire_->open();
        if (closed_door) co_return;
        while (!connections_.stopping()) {
            Parser parser;
            parser.eager(true);
            parser.header_limit(limits::kHeaderBytesMax);
            parser.body_limit(wire_->entrance() == Entrance::control ? limits::kControlBodyBytesMax
                                                                     : limits::kBodyBytesMax);
            const beast::error_code read_error = co_await read(parser);
            if (read_error) {
                co_await refuse(read_error);
                co_return;
            }
            connection_.doing = Doing::answering;
            const bool keep = co_await respond(parser.get());
            connection_.doing = Doing::waiting;
            if (!keep) co_return;
            connections_.not_quiet(connection_);
        }
    }

private:
    // A command may think for long between two requests, and sends large ones with little of the processor.
    bool is_command() const { return wire_->entrance() == Entrance::control; }
    std::chrono::milliseconds idle_time() const { return is_command() ? limits::kControlIdle : bounds_.idle; }
    std::chrono::milliseconds request_time() const { return is_command() ? limits::kControlRequest : bounds_.request; }

    // A whole request. Idle time is generous; once its first byte is here, the rest has little time to follow.
    asio::awaitable<beast::error_code> read(Parser& parser) {
        bool begun = buffer_.size() != 0;
        bool told_to_go_on = false;
        wire_->expires_after(begun ? request_time() : idle_time());
        for (;;) {
            if (buffer_.size() != 0) {
                beast::error_code error;
                buffer_.consume(parser.put(buffer_.data(), error));
                if (error && error != http::error::need_more) co_return error;
                if (parser.is_done()) co_return beast::error_code{};
                if (parser.is_header_done() && !told_to_go_on) {
                    told_to_go_on = true;
                    if (http::token_list{parser.get()[http::field::expect]}.exists("100-continue")) {
                        const auto written = co_await wire_->write(asio::buffer(kGoOn), {});
                        if (written) co_return written;
                    }
                }
            }
            // What no parser takes does not pile up: a chunk's extension that never ends, for one.
            if (buffer_.size() >= kUnparsedMax) co_return http::error::header_limit;
            const auto [error, bytes] = co_await wire_->read_some(buffer_.prepare(kReadAtOnce));
            if (error) co_return error;
            buffer_.commit(bytes);
            if (!begun) wire_->expires_after(request_time());
            begun = true;
        }
    }

    asio::awaitable<bool> respond(const http::request<http::string_body>& request) {
        const auto view = [](auto text) { return std::string_view{text.data(), text.size()}; };
        const std::string_view authorization = view(request[http::field::authorization]);
        if (connection_.stranger && handler_.knows(authorization)) connections_.no_stranger(connection_);
        const Method method = method_of(request.method());
        wire_->expires_never();  // What was asked is worked out to its end; sending the answer has a deadline again.
        const Answer answer =
            co_await handler_.answer({method, view(request.target()), authorization, request.body(), wire_->entrance(),
                                      wire_->peer(), view(request["Last-Event-ID"]), asks_for_web_socket(request)});
        if (answer.socket) {
            co_await become_web_socket(request, *answer.socket);
            co_return false;
        }
        if (answer.source) {
            co_await stream(answer, request.version());
            co_return false;
        }
        // Whether the answer to HEAD and the like may have a body is no question when the connection ends behind it.
        const bool keep = request.keep_alive() && method != Method::other && !connections_.stopping();
        co_return co_await write(answer, keep, request.version());
    }
    static Method method_of(http::verb verb) {
        return verb == http::verb::get ? Method::get : verb == http::verb::post ? Method::post : Method::other;
    }

    asio::awaitable<bool> write(const Answer& answer, bool keep_alive, unsigned version) {
        const std::string head = answer_head(answer, version, keep_alive);
        wire_->expires_after(bounds_.answer);
        const auto error = co_await wire_->write(asio::buffer(head), asio::buffer(answer.body));
        co_return !error && keep_alive;
    }

    // It ends itself when the server stops, so a stop waits for it as for an answer.
    asio::awaitable<void> become_web_socket(const http::request<http::string_body>& request, SocketUser& user) {
        std::string unread = beast::buffers_to_string(buffer_.data());
        buffer_.consume(buffer_.size());
        wire_->expires_after(bounds_.answer);
        wire_->hold_at_most(limits::kStreamHeldBytes);
        auto accepted = WebSocket::accept(*wire_, request, std::move(unread), limits::kStationFrameMax);
        const auto socket = co_await std::move(accepted);
        if (socket) co_await user.use(*socket);
    }

    // An answer without an end of its own: it ends with its source, with the reader, or with the server.
    asio::awaitable<void> stream(const Answer& answer, unsigned version) {
        using namespace asio::experimental::awaitable_operators;
        connection_.doing = Doing::streaming;
        if (connections_.stopping()) co_return;
        wire_->hold_at_most(limits::kStreamHeldBytes);
        std::exception_ptr thrown;
        auto until_either_ends = send_all(answer, version, thrown) || reader_left();
        const auto ended = co_await std::move(until_either_ends);
        if (thrown && ended.index() == 0) std::rethrow_exception(thrown);
    }

    // Keeps what the source throws for stream(): only who ends without an exception ends the other.
    asio::awaitable<void> send_all(const Answer& answer, unsigned version, std::exception_ptr& thrown) {
        try {
            const bool chunked = version >= 11;
            std::string head = answer_head(answer, version, false);
            std::string piece = answer.body;
            for (;;) {
                if (!piece.empty() && chunked) head += chunk_head(piece.size());
                if (!piece.empty() && chunked) piece += "\r\n";
                wire_->expires_after(bounds_.answer);
                const auto error = co_await wire_->write(asio::buffer(head), asio::buffer(piece));
                if (error) co_return;
                wire_->expires_never();
                head.clear();
                piece = co_await answer.source->next();
                if (piece.empty()) break;
            }
            wire_->expires_after(bounds_.answer);
            if (chunked) co_await wire_->write(asio::buffer(kLastChunk), {});
        } catch (...) {
            thrown = std::current_exception();
        }
    }

    // Returns when the other side is gone. Who has asked for a stream has nothing more to say: that is dropped.
    asio::awaitable<void> reader_left() {
        std::vector<char> unread(limits::kHeaderBytesMax);
        for (;;) {
            const auto [error, bytes] = co_await wire_->read_some(asio::buffer(unread));
            if (error) co_return;
        }
    }

    // Says why, where the sender may still be listening. Anything else is just the end of a connection.
    asio::awaitable<void> refuse(beast::error_code error) {
        if (error.category() != http::make_error_code(http::error::bad_method).category()) co_return;
        Answer answer;
        if (error == http::error::body_limit) {
            answer = problem(413, "E_LENGTH", "the body is too long",
                             "a request is at most 1 MiB; send fewer lines at a time");
        } else if (error == http::error::header_limit) {
            answer = problem(431, "E_LENGTH", "the header is too long", "request line and headers are at most 8 KiB");
        } else {
            answer = problem(400, "E_HTTP", "this is no HTTP request", "send HTTP/1.1");
        }
        co_await write(answer, false, 11);
        co_await drain();
    }

    // Takes a little more of what was refused, so that the sender reads the answer before a reset.
    asio::awaitable<void> drain() {
        wire_->shutdown_send();
        std::vector<char> unread(kReadAtOnce);
        wire_->expires_after(bounds_.answer);
        for (std::size_t taken = 0; taken < kDrainBytesMax;) {
            const auto [error, bytes] = co_await wire_->read_some(asio::buffer(unread));
            if (error) co_return;
            taken += bytes;
        }
    }

    static constexpr std::size_t kReadAtOnce = 64 * 1024;
    static constexpr std::size_t kUnparsedMax = limits::kHeaderBytesMax + kReadAtOnce;
    static constexpr std::size_t kDrainBytesMax = 8 * limits::kBodyBytesMax;
    static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    static constexpr std::string_view kLastChunk = "0\r\n\r\n";

    std::unique_ptr<Wire> wire_;
    beast::flat_buffer buffer_;
    Handler& handler_;
    OpenConnections& connections_;
    const limits::ServerBounds& bounds_;
    OpenConnections::Connection connection_;
};

}  // namespace

asio::awaitable<void> serve_http(std::unique_ptr<Wire> wire, Handler& handler, OpenConnections& connections,
                                 const limits::ServerBounds& bounds) {
    HttpSession session{std::move(wire), handler, connections, bounds};
    co_await session.run();
}

}  // namespace heatline::timing
