#include "timing/net/web_socket.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <exception>

namespace heatline::timing {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
// What is joined for one write of the wire: a frame's head and a small body.
constexpr std::size_t kJoinMax = 16 * 1024;

// A Wire as Beast wants a stream.
class WireStream {
public:
    using executor_type = asio::any_io_executor;

    WireStream(Wire& wire, executor_type executor, std::string unread)
        : wire_(wire), executor_(std::move(executor)), unread_(std::move(unread)) {}

    executor_type get_executor() { return executor_; }
    void close() { wire_.close(); }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        return asio::async_initiate<Token, void(error_code, std::size_t)>(
            [this](auto handler, const Buffers& into) {
                start(read(first_of<asio::mutable_buffer>(into)), std::move(handler));
            },
            token, buffers);
    }
    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        return asio::async_initiate<Token, void(error_code, std::size_t)>(
            [this](auto handler, const Buffers& from) { start(write(from), std::move(handler)); }, token, buffers);
    }

private:
    template <class Buffer, class Buffers>
    static Buffer first_of(const Buffers& buffers) {
        for (auto it = asio::buffer_sequence_begin(buffers); it != asio::buffer_sequence_end(buffers); ++it) {
            if (Buffer buffer{*it}; buffer.size() > 0) return buffer;
        }
        return {};
    }
    template <class Handler>
    void start(asio::awaitable<Wire::Taken> task, Handler handler) {
        asio::co_spawn(executor_, std::move(task),
                       [held = std::move(handler)](std::exception_ptr thrown, Wire::Taken taken) mutable {
                           if (thrown) taken.error = asio::error::operation_aborted;
                           std::move(held)(taken.error, taken.bytes);
                       });
    }
    asio::awaitable<Wire::Taken> read(asio::mutable_buffer into) {
        if (unread_.empty()) co_return co_await wire_.read_some(into);
        const std::size_t taken = asio::buffer_copy(into, asio::buffer(unread_));
        unread_.erase(0, taken);
        co_return Wire::Taken{{}, taken};
    }
    template <class Buffers>
    asio::awaitable<Wire::Taken> write(Buffers from) {
        const auto first = first_of<asio::const_buffer>(from);
        const std::size_t all = asio::buffer_size(from);
        if (first.size() == all || all > kJoinMax) {
            const error_code error = co_await wire_.write(first, {});
            co_return Wire::Taken{error, error ? 0 : first.size()};
        }
        joined_.resize(all);
        asio::buffer_copy(asio::buffer(joined_), from);
        const error_code error = co_await wire_.write(asio::buffer(joined_), {});
        co_return Wire::Taken{error, error ? 0 : all};
    }

    Wire& wire_;
    executor_type executor_;
    std::string unread_;
    std::string joined_;
};

// How Beast ends a stream of ours.
void beast_close_socket(WireStream& stream) { stream.close(); }
template <class Handler>
void async_teardown(beast::role_type, WireStream& stream, Handler&& handler) {
    stream.close();
    asio::post(stream.get_executor(),
               [held = std::forward<Handler>(handler)]() mutable { std::move(held)(error_code{}); });
}

class BeastSocket final : public WebSocket {
public:
    BeastSocket(Wire& wire, asio::any_io_executor executor, std::string unread, std::size_t longest)
        : wire_(wire), stream_(wire, std::move(executor), std::move(unread)) {
        stream_.read_message_max(longest);
        stream_.auto_fragment(false);
    }

    asio::awaitable<bool> shake_hands(const beast::http::request<beast::http::string_body>& request) {
        const auto [error] = co_await stream_.async_accept(request, kTuple);
        co_return !error;
    }
    asio::awaitable<std::optional<Message>> read() override {
        const auto [error, bytes] = co_await stream_.async_read(buffer_, kTuple);
        if (error) co_return std::nullopt;
        Message message{stream_.got_binary(), beast::buffers_to_string(buffer_.data())};
        buffer_.consume(buffer_.size());
        co_return message;
    }
    asio::awaitable<bool> write(std::string_view bytes, bool binary) override {
        stream_.binary(binary);
        const auto [error, written] = co_await stream_.async_write(asio::buffer(bytes.data(), bytes.size()), kTuple);
        co_return !error;
    }
    asio::awaitable<void> close(bool broke_protocol) override {
        const websocket::close_reason reason{broke_protocol ? websocket::close_code::protocol_error
                                                            : websocket::close_code::normal};
        co_await stream_.async_close(reason, kTuple);
    }
    void expires_after(std::chrono::milliseconds time) override { wire_.expires_after(time); }
    void cut() override { wire_.close(); }

private:
    Wire& wire_;
    websocket::stream<WireStream, false> stream_;
    beast::flat_buffer buffer_;
};

}  // namespace

asio::awaitable<std::unique_ptr<WebSocket>> WebSocket::accept(
    Wire& wire, const beast::http::request<beast::http::string_body>& request, std::string unread,
    std::size_t longest) {
    auto socket = std::make_unique<BeastSocket>(wire, co_await asio::this_coro::executor, std::move(unread), longest);
    const bool shaken = co_await socket->shake_hands(request);
    if (!shaken) co_return nullptr;
    co_return std::unique_ptr<WebSocket>{std::move(socket)};
}

bool asks_for_web_socket(const beast::http::request<beast::http::string_body>& request) {
    return websocket::is_upgrade(request);
}

}  // namespace heatline::timing
