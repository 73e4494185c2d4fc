#pragma once
// RawClient: one connection that sends whatever bytes a test likes and reads what comes back, waiting as long as it
// takes.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace heatline::test {

class RawClient {
public:
    using Response = boost::beast::http::response<boost::beast::http::string_body>;

    explicit RawClient(std::uint16_t port, const std::string& address = "127.0.0.1") {
        socket_.connect({boost::asio::ip::make_address(address), port});
    }

    // False when the other side has closed.
    bool send(std::string_view bytes) {
        boost::system::error_code error;
        boost::asio::write(socket_, boost::asio::buffer(bytes.data(), bytes.size()), error);
        return !error;
    }
    // The next response; nothing when the connection ended before one was complete.
    std::optional<Response> read() {
        boost::beast::http::response_parser<boost::beast::http::string_body> parser;
        parser.body_limit(boost::none);
        boost::system::error_code error;
        boost::beast::http::read(socket_, buffer_, parser, error);
        if (error) return std::nullopt;
        return parser.release();
    }
    std::optional<Response> ask(std::string_view bytes) {
        if (!send(bytes)) return std::nullopt;
        return read();
    }
    // Waits for the other side's end. False when it sends something instead.
    bool is_closed() {
        if (buffer_.size() != 0) return false;
        char byte = 0;
        boost::system::error_code error;
        return socket_.read_some(boost::asio::buffer(&byte, 1), error) == 0;
    }

private:
    boost::asio::io_context io_;
    boost::asio::ip::tcp::socket socket_{io_};
    boost::beast::flat_buffer buffer_;
};

// A request with these lines, each ended as HTTP wants it, and a body with its length.
inline std::string request(std::string_view first_line, std::string_view token = {}, std::string_view body = {}) {
    std::string text{first_line};
    text += " HTTP/1.1\r\nHost: meet\r\n";
    if (!token.empty()) text.append("Authorization: Bearer ").append(token).append("\r\n");
    if (!body.empty()) text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    return text.append("\r\n").append(body);
}

}  // namespace heatline::test
