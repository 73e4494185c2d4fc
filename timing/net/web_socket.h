#pragma once
// WebSocket: messages over a Wire whose peer has asked to speak WebSocket (RFC 6455). Pings are answered, fragments
// joined, lengths bounded here; what the messages say is nobody's business here. Nothing is compressed.
//
// A read and a write may be under way at once, two of a kind not. Ends with the wire's deadline. io thread.

#include <boost/asio/awaitable.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "timing/net/wire.h"

namespace heatline::timing {

class WebSocket {
public:
    struct Message {
        bool binary = false;
        std::string bytes;
    };

    // Answers the handshake in `request`; `unread` is what the peer sent behind it. Null when that fails. `longest` is
    // what a message may have in bytes; a longer one ends the connection. The wire outlives this object.
    static boost::asio::awaitable<std::unique_ptr<WebSocket>> accept(
        Wire& wire, const boost::beast::http::request<boost::beast::http::string_body>& request, std::string unread,
        std::size_t longest);

    virtual ~WebSocket() = default;
    // None at the end, whoever made it.
    virtual boost::asio::awaitable<std::optional<Message>> read() = 0;
    // False when it could not be sent.
    virtual boost::asio::awaitable<bool> write(std::string_view bytes, bool binary) = 0;
    // Says good-bye in order: with code 1000, or 1002 when the peer broke the protocol.
    virtual boost::asio::awaitable<void> close(bool broke_protocol) = 0;
    virtual void expires_after(std::chrono::milliseconds time) = 0;
    // Ends everything that waits.
    virtual void cut() = 0;
};

// Whether a request asks for that.
bool asks_for_web_socket(const boost::beast::http::request<boost::beast::http::string_body>& request);

}  // namespace heatline::timing
