#pragma once
// Answer: what a handler says; the session turns it into HTTP. Plain value.

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>
#include <string_view>

namespace heatline::timing {

// The body of an answer that has no end yet: what it gives is sent as it comes. io thread.
class BodySource {
public:
    virtual ~BodySource() = default;
    // Waits for the next bytes to send; empty is the end. It is asked again once they were taken by the reader.
    virtual boost::asio::awaitable<std::string> next() = 0;
};

// Who speaks over a connection that became a WebSocket.
class WebSocket;
class SocketUser {
public:
    virtual ~SocketUser() = default;
    // Returns once nothing of it uses the socket any more.
    virtual boost::asio::awaitable<void> use(WebSocket& socket) = 0;
};

struct Answer {
    unsigned status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::shared_ptr<BodySource> source =
        nullptr;  // Sent behind `body`, as chunks, until it ends; the connection closes then.
    std::shared_ptr<SocketUser> socket = nullptr;  // Instead of an answer: the handshake, and then it speaks.
};

// RFC 7807, with the contract's keys: {"code":…,"title":…,"detail":…}. `more` is appended inside the object as it is:
// empty, or `,"want":3`.
Answer problem(unsigned status, std::string_view code, std::string_view title, std::string_view detail,
               std::string_view more = {});

}  // namespace heatline::timing
