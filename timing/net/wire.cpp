#include "timing/net/wire.h"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <optional>
#include <string>

#include "timing/net/deadline.h"

namespace heatline::timing {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
// Head and body in one TLS record where both fit: two would be two packets and two wakes of the reader.
constexpr std::size_t kRecordBytes = 16 * 1024;
constexpr unsigned char kTlsHandshake = 0x16;

// Over a stream socket of any family.
template <class Socket>
class SocketWire : public Wire {
public:
    explicit SocketWire(Socket socket)
        : socket_(std::move(socket)), deadline_(socket_.get_executor(), [this] { close(); }) {}

    asio::awaitable<error_code> open() override { co_return error_code{}; }
    Entrance entrance() const override { return Entrance::control; }
    asio::ip::address peer() const override { return {}; }

    asio::awaitable<Taken> read_some(asio::mutable_buffer into) override {
        const auto [error, bytes] = co_await socket_.async_read_some(into, kTuple);
        co_return Taken{error, bytes};
    }
    asio::awaitable<error_code> write(asio::const_buffer head, asio::const_buffer body) override {
        const std::array<asio::const_buffer, 2> both{head, body};
        const auto [error, bytes] = co_await asio::async_write(socket_, both, kTuple);
        co_return error;
    }
    void expires_after(std::chrono::milliseconds time) override { deadline_.after(time); }
    void expires_never() override { deadline_.never(); }
    void hold_at_most(std::size_t bytes) override {
        error_code ignored;
        socket_.set_option(asio::socket_base::send_buffer_size{static_cast<int>(bytes)}, ignored);
    }
    void close() override {
        error_code ignored;
        socket_.close(ignored);
    }
    void shutdown_send() override {
        error_code ignored;
        socket_.shutdown(Socket::shutdown_send, ignored);
    }

protected:
    Socket socket_;

private:
    Deadline deadline_;
};

// Over TCP, plain or TLS as the peer began.
class PortWire final : public SocketWire<tcp::socket> {
public:
    PortWire(tcp::socket socket, asio::ip::address peer, const Port& port)
        : SocketWire{std::move(socket)}, port_(port), peer_(std::move(peer)) {
        error_code ignored;
        socket_.set_option(tcp::no_delay{true}, ignored);
    }

    asio::awaitable<error_code> open() override {
        std::array<unsigned char, 1> first{};
        const auto [error, bytes] =
            co_await socket_.async_receive(asio::buffer(first), tcp::socket::message_peek, kTuple);
        if (error) co_return error;
        if (port_.tls && first[0] == kTlsHandshake) co_return co_await shake_hands();
        const bool guarded = port_.plain_on_this_machine && is_this_machine(peer_);
        entrance_ = guarded ? Entrance::guarded : Entrance::open;
        co_return error_code{};
    }
    Entrance entrance() const override { return entrance_; }
    asio::ip::address peer() const override { return peer_; }

    asio::awaitable<Taken> read_some(asio::mutable_buffer into) override {
        if (!tls_) co_return co_await SocketWire::read_some(into);
        const auto [error, bytes] = co_await tls_->async_read_some(into, kTuple);
        co_return Taken{error, bytes};
    }
    asio::awaitable<error_code> write(asio::const_buffer head, asio::const_buffer body) override {
        if (!tls_) co_return co_await SocketWire::write(head, body);
        std::string joined;
        std::array<asio::const_buffer, 2> both{head, body};
        if (body.size() != 0 && head.size() + body.size() <= kRecordBytes) {
            joined.append(static_cast<const char*>(head.data()), head.size());
            joined.append(static_cast<const char*>(body.data()), body.size());
            both = {asio::buffer(joined), asio::const_buffer{}};
        }
        const auto [error, bytes] = co_await asio::async_write(*tls_, both, kTuple);
        co_return error;
    }

private:
    asio::awaitable<error_code> shake_hands() {
        entrance_ = Entrance::guarded;
        tls_.emplace(socket_, *port_.tls);
        expires_after(port_.handshake);
        const auto [error] = co_await tls_->async_handshake(asio::ssl::stream_base::server, kTuple);
        co_return error;
    }

    const Port& port_;
    asio::ip::address peer_;
    Entrance entrance_ = Entrance::open;
    std::optional<asio::ssl::stream<tcp::socket&>> tls_;
};

}  // namespace

std::unique_ptr<Wire> port_wire(tcp::socket socket, asio::ip::address peer, const Port& port) {
    return std::make_unique<PortWire>(std::move(socket), std::move(peer), port);
}

std::unique_ptr<Wire> control_wire(asio::local::stream_protocol::socket socket) {
    return std::make_unique<SocketWire<asio::local::stream_protocol::socket>>(std::move(socket));
}

}  // namespace heatline::timing
