#include "timing/station/link_socket.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "timing/net/entrance.h"
#include "timing/pinned_tls.h"
#include "timing/token.h"

namespace heatline::timing {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;
using Kind = LinkRefusal::Kind;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr const char* kPath = "/api/v1/station";

LinkRefusal unreachable(const std::string& why) {
    return {Kind::unreachable, "no connection to the server: " + why + "; trying again by itself"};
}
LinkRefusal unreachable(const error_code& error) {
    return unreachable(error == beast::error::timeout ? "no answer in time" : error.message());
}

// What an answer means that is no WebSocket.
LinkRefusal refused(unsigned status) {
    switch (status) {
        case 401:
            return {Kind::token, "the server does not know this token; get a new one from the office"};
        case 403:
            return {Kind::denied, "the server does not let this token in from here; ask the office"};
        case 404:
        case 426:
            return {Kind::no_station, "what answers is no Heatline server of this version; check the address"};
        default:
            return {Kind::unreachable,
                    "the server is not ready (answer " + std::to_string(status) + "); trying again by itself"};
    }
}

template <class Stream>
class WebSocket final : public LinkSocket {
public:
    WebSocket(asio::io_context& io, HostLookup& lookup, const ServerAddress& server, const std::string& token)
        : io_(io), lookup_(lookup), server_(server), token_(token) {}

    asio::awaitable<std::optional<LinkRefusal>> open(const limits::LinkBounds& bounds) override {
        const auto addresses = co_await lookup_.find(server_.host, bounds.look_up);
        if (!addresses) co_return unreachable(addresses.error());
        if (closed_) co_return unreachable(asio::error::operation_aborted);
        const bool beyond = !std::all_of(addresses->begin(), addresses->end(), is_this_machine);
        if (!server_.tls && beyond) {
            co_return LinkRefusal{Kind::stranger, "everybody on the way could read the token; use the https address"};
        }
        make();
        std::vector<tcp::endpoint> endpoints;
        for (const asio::ip::address& address : *addresses) endpoints.emplace_back(address, server_.port);
        beast::get_lowest_layer(*socket_).expires_after(bounds.connect);
        const auto [unconnected, endpoint] =
            co_await beast::get_lowest_layer(*socket_).async_connect(endpoints, kTuple);
        if (unconnected) co_return unreachable(unconnected);
        error_code ignored;
        beast::get_lowest_layer(*socket_).socket().set_option(tcp::no_delay{true}, ignored);
        if (auto stranger = co_await shake_hands()) co_return stranger;
        socket_->set_option(websocket::stream_base::decorator(
            [this](websocket::request_type& request) { request.set(http::field::authorization, "Bearer " + token_); }));
        socket_->read_message_max(limits::kStationFrameMax);
        websocket::response_type response;
        const std::string host = host_port_text(server_.host, server_.port);
        const auto [denied] = co_await socket_->async_handshake(response, host, kPath, kTuple);
        if (denied == websocket::error::upgrade_declined) co_return refused(response.result_int());
        if (denied) co_return unreachable(denied);
        beast::get_lowest_layer(*socket_).expires_never();  // From here on the link watches.
        co_return std::nullopt;
    }

    asio::awaitable<Frame> read() override {
        Frame frame;
        auto buffer = asio::dynamic_buffer(frame.bytes);
        const auto [error, bytes] = co_await socket_->async_read(buffer, kTuple);
        frame.error = error;
        frame.binary = !error && socket_->got_binary();
        co_return frame;
    }

    asio::awaitable<error_code> write(const std::string& text) override {
        socket_->text(true);
        const auto [error, bytes] = co_await socket_->async_write(asio::buffer(text), kTuple);
        co_return error;
    }

    void close() override {
        closed_ = true;
        lookup_.interrupt();
        if (!socket_) return;
        error_code ignored;
        beast::get_lowest_layer(*socket_).socket().close(ignored);
        beast::get_lowest_layer(*socket_).cancel();
    }

private:
    static constexpr bool kTls = !std::is_same_v<Stream, beast::tcp_stream>;

    void make() {
        if constexpr (kTls) {
            socket_.emplace(io_, tls_);
        } else {
            socket_.emplace(io_);
        }
    }
    asio::awaitable<std::optional<LinkRefusal>> shake_hands() {
        if constexpr (kTls) {
            const std::string_view pin = split_token(token_).fingerprint;
            if (!is_fingerprint(pin)) {
                co_return LinkRefusal{Kind::stranger,
                                      "the token is not whole; take all that heatline device add prints"};
            }
            const auto [error] = co_await socket_->next_layer().async_handshake(asio::ssl::stream_base::client, kTuple);
            if (error) co_return unreachable(error);
            if (fingerprint_shown(socket_->next_layer().native_handle()) != pin) {
                co_return LinkRefusal{Kind::stranger,
                                      "another server answers there; check the address, or get a new token"};
            }
        }
        co_return std::nullopt;
    }

    asio::io_context& io_;
    HostLookup& lookup_;
    const ServerAddress server_;
    const std::string token_;
    asio::ssl::context tls_ = make_pinned_tls();
    std::optional<websocket::stream<Stream>> socket_;
    bool closed_ = false;
};

}  // namespace

std::unique_ptr<LinkSocket> LinkSocket::make(asio::io_context& io, HostLookup& lookup, const ServerAddress& server,
                                             const std::string& token) {
    if (server.tls) return std::make_unique<WebSocket<asio::ssl::stream<beast::tcp_stream>>>(io, lookup, server, token);
    return std::make_unique<WebSocket<beast::tcp_stream>>(io, lookup, server, token);
}

}  // namespace heatline::timing
