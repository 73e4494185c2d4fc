#include "timing/net/wire.h"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "timing/net/deadline.h"

namespace heatline::timing {
namespace {

namespace asio = boost::asio;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

// Over a stream socket of any family, as it is.
template <class Socket>
class SocketWire final : public Wire {
public:
    SocketWire(Socket socket, Entrance entrance)
        : socket_(std::move(socket)), entrance_(entrance), deadline_(socket_.get_executor(), [this] { close(); }) {}

    Entrance entrance() const override { return entrance_; }

    asio::awaitable<Taken> read_some(asio::mutable_buffer into) override {
        const auto [error, bytes] = co_await socket_.async_read_some(into, kTuple);
        co_return Taken{error, bytes};
    }
    asio::awaitable<boost::system::error_code> write(asio::const_buffer head, asio::const_buffer body) override {
        const std::array<asio::const_buffer, 2> both{head, body};
        const auto [error, bytes] = co_await asio::async_write(socket_, both, kTuple);
        co_return error;
    }
    void expires_after(std::chrono::milliseconds time) override { deadline_.after(time); }
    void expires_never() override { deadline_.never(); }
    void close() override {
        boost::system::error_code ignored;
        socket_.close(ignored);
    }
    void shutdown_send() override {
        boost::system::error_code ignored;
        socket_.shutdown(Socket::shutdown_send, ignored);
    }

private:
    Socket socket_;
    Entrance entrance_;
    Deadline deadline_;
};

}  // namespace

std::unique_ptr<Wire> plain_wire(asio::ip::tcp::socket socket, Entrance entrance) {
    boost::system::error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay{true}, ignored);
    return std::make_unique<SocketWire<asio::ip::tcp::socket>>(std::move(socket), entrance);
}

std::unique_ptr<Wire> control_wire(asio::local::stream_protocol::socket socket) {
    return std::make_unique<SocketWire<asio::local::stream_protocol::socket>>(std::move(socket), Entrance::control);
}

}  // namespace heatline::timing
