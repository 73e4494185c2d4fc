#include "timing/net/listener.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace heatline::timing {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kPauseAfterError{10};

// Where `host` is; of several places an IPv4 one, which every client on a field can reach.
std::optional<tcp::endpoint> find(asio::io_context& io, const std::string& host, std::uint16_t port) {
    error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (!error) return tcp::endpoint{address, port};
    tcp::resolver resolver{io};
    const auto found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, error);
    if (error || host.empty() || found.empty()) return std::nullopt;
    const auto v4 =
        std::find_if(found.begin(), found.end(), [](const auto& entry) { return entry.endpoint().address().is_v4(); });
    return (v4 == found.end() ? found.begin() : v4)->endpoint();
}

}  // namespace

std::optional<MeetProblem> Listener::listen(const std::string& host, std::uint16_t port) {
    const std::string what = "cannot listen on " + host + ":" + std::to_string(port);
    const auto endpoint = find(static_cast<asio::io_context&>(acceptor_.get_executor().context()), host, port);
    if (!endpoint) {
        return MeetProblem{MeetProblem::Kind::failed,
                           what + ": that is no address of this machine; give one like 127.0.0.1:8470"};
    }
    error_code error;
    acceptor_.open(endpoint->protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address{true}, error);
    if (!error) acceptor_.bind(*endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) return std::nullopt;
    if (error == asio::error::address_in_use) {
        return MeetProblem{MeetProblem::Kind::in_use,
                           what + ": another program uses the port; stop it, or choose another with --listen"};
    }
    return MeetProblem{MeetProblem::Kind::failed,
                       what + ": " + error.message() + "; choose another address with --listen"};
}

asio::awaitable<void> Listener::accept(std::function<void(Socket, asio::ip::address from)> serve) {
    while (acceptor_.is_open()) {
        auto [error, socket] = co_await acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
        if (!acceptor_.is_open()) co_return;
        if (error) {
            // Out of open files, most likely. A moment's pause either way: closing takes effect only after it.
            connections_.close_a_stranger();
            asio::steady_timer pause{acceptor_.get_executor(), kPauseAfterError};
            co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
            continue;
        }
        error_code gone;
        const auto peer = socket.remote_endpoint(gone);
        if (gone || !connections_.make_room(peer.address())) continue;  // Closes it.
        serve(std::move(socket), peer.address());
    }
}

void Listener::close() {
    error_code ignored;
    acceptor_.close(ignored);
}

std::size_t raise_open_files(std::size_t wanted) {
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted;
    if (files.rlim_cur < wanted) {
        const rlimit raised{std::min<rlim_t>(wanted, files.rlim_max), files.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) files = raised;
    }
    return static_cast<std::size_t>(std::min<rlim_t>(files.rlim_cur, wanted));
}

limits::ServerBounds within(limits::ServerBounds bounds, std::size_t open_files) {
    const std::size_t room = open_files > limits::kFilesKept ? open_files - limits::kFilesKept : 1;
    if (room >= bounds.connections) return bounds;
    bounds.connections = room;
    bounds.strangers = std::min(bounds.strangers, (room + 1) / 2);
    return bounds;
}

}  // namespace heatline::timing
