#include "timing/net/http_session.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <vector>

#include "timing/limits.h"

namespace heatline::timing {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

class HttpSession {
public:
    HttpSession(asio::ip::tcp::socket socket, Api& api, OpenConnections& connections,
                const limits::ServerBounds& bounds)
        : stream_(std::move(socket)), api_(api), connections_(connections), bounds_(bounds) {
        boost::system::error_code ignored;
        stream_.socket().set_option(asio::ip::tcp::no_delay{true}, ignored);
        connection_.close = [this] { stream_.close(); };
        connections_.add(&connection_);
    }
    ~HttpSession() { connections_.remove(&connection_); }
    HttpSession(const HttpSession&) = delete;
    HttpSession& operator=(const HttpSession&) = delete;

    asio::awaitable<void> run() {
        while (!connections_.stopping()) {
            http::request_parser<http::string_body> parser;
            parser.header_limit(limits::kHeaderBytesMax);
            parser.body_limit(limits::kBodyBytesMax);
            const beast::error_code read_error = co_await read(parser);
            if (read_error) {
                co_await refuse(read_error);
                co_return;
            }
            connection_.answering = true;
            const bool keep = co_await respond(parser.get());
            connection_.answering = false;
            if (!keep) co_return;
        }
    }

private:
    // A whole request. Idle time is generous; once its first byte is here, the rest has little time to follow.
    asio::awaitable<beast::error_code> read(http::request_parser<http::string_body>& parser) {
        if (buffer_.size() == 0) {
            stream_.expires_after(bounds_.idle);
            const auto [error, bytes] = co_await stream_.async_read_some(buffer_.prepare(kReadAtOnce), kTuple);
            if (error) co_return error;
            buffer_.commit(bytes);
        }
        stream_.expires_after(bounds_.request);
        const auto [header_error, header_bytes] = co_await http::async_read_header(stream_, buffer_, parser, kTuple);
        if (header_error) co_return header_error;
        if (http::token_list{parser.get()[http::field::expect]}.exists("100-continue")) {
            http::response<http::empty_body> go_on{http::status::continue_, parser.get().version()};
            const auto [error, bytes] = co_await http::async_write(stream_, go_on, kTuple);
            if (error) co_return error;
        }
        const auto [body_error, body_bytes] = co_await http::async_read(stream_, buffer_, parser, kTuple);
        co_return body_error;
    }

    asio::awaitable<bool> respond(const http::request<http::string_body>& request) {
        Answer answer;
        bool keep_alive = request.keep_alive();
        if (request.method() == http::verb::get || request.method() == http::verb::post) {
            const auto view = [](auto text) { return std::string_view{text.data(), text.size()}; };
            answer = co_await api_.answer({request.method() == http::verb::get ? Method::get : Method::post,
                                           view(request.target()), view(request[http::field::authorization]),
                                           request.body()});
        } else {
            answer = problem(405, "E_METHOD", "this method is not known here", "reading is GET, sending is POST");
            keep_alive = false;  // Whether such an answer may have a body (HEAD: it may not) is then no question.
        }
        co_return co_await write(std::move(answer), request.version(), keep_alive && !connections_.stopping());
    }

    asio::awaitable<bool> write(Answer answer, unsigned version, bool keep_alive) {
        http::response<http::string_body> response{static_cast<http::status>(answer.status), version};
        response.set(http::field::content_type, answer.content_type);
        response.set(http::field::cache_control, "no-store");
        response.set("X-Content-Type-Options", "nosniff");
        if (answer.status == 401) response.set(http::field::www_authenticate, "Bearer");
        response.keep_alive(keep_alive);
        response.body() = std::move(answer.body);
        response.prepare_payload();
        stream_.expires_after(bounds_.answer);
        const auto [error, bytes] = co_await http::async_write(stream_, response, kTuple);
        co_return !error && keep_alive;
    }

    // Says why, where the sender may still be listening. Anything else is just the end of a connection.
    asio::awaitable<void> refuse(beast::error_code error) {
        const bool is_http = error.category() == http::make_error_code(http::error::bad_method).category();
        if (!is_http || error == http::error::end_of_stream || error == http::error::partial_message) co_return;
        Answer answer;
        if (error == http::error::body_limit) {
            answer = problem(413, "E_LENGTH", "the body is too long",
                             "a request is at most 1 MiB; send fewer lines at a time");
        } else if (error == http::error::header_limit) {
            answer = problem(431, "E_LENGTH", "the header is too long", "request line and headers are at most 8 KiB");
        } else {
            answer = problem(400, "E_HTTP", "this is no HTTP request", "send HTTP/1.1");
        }
        co_await write(std::move(answer), 11, false);
        co_await drain();
    }

    // Takes a little more of what was refused, so that the sender reads the answer before a reset.
    asio::awaitable<void> drain() {
        boost::system::error_code ignored;
        stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        std::vector<char> unread(kReadAtOnce);
        stream_.expires_after(bounds_.answer);
        for (std::size_t taken = 0; taken < kDrainBytesMax;) {
            const auto [error, bytes] = co_await stream_.async_read_some(asio::buffer(unread), kTuple);
            if (error) co_return;
            taken += bytes;
        }
    }

    static constexpr std::size_t kReadAtOnce = 64 * 1024;
    static constexpr std::size_t kDrainBytesMax = 8 * limits::kBodyBytesMax;

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    Api& api_;
    OpenConnections& connections_;
    const limits::ServerBounds& bounds_;
    OpenConnections::Connection connection_;
};

}  // namespace

void OpenConnections::stop() {
    stopping_ = true;
    for (Connection* connection : std::vector<Connection*>{open_.begin(), open_.end()}) {
        if (!connection->answering) connection->close();
    }
}

void OpenConnections::close_all() {
    for (Connection* connection : std::vector<Connection*>{open_.begin(), open_.end()}) connection->close();
}

asio::awaitable<void> serve_http(asio::ip::tcp::socket socket, Api& api, OpenConnections& connections,
                                 const limits::ServerBounds& bounds) {
    HttpSession session{std::move(socket), api, connections, bounds};
    co_await session.run();
}

}  // namespace heatline::timing
